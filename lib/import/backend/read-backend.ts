import { urlFault } from '../../spec/validate/url-fault.js';
import type { MissingChoices } from '../contract/choices.js';
import type { BackendChoice } from '../contract/contract.js';
import type { Reading } from '../contract/read-contract.js';
import type { OperationPlace } from '../contract/read-operations.js';
import { withNames } from '../contract/sibling-names.js';
import { child } from '../document/json-node.js';
import { readIntegration } from './read-integration.js';
import { serverOf } from './server-of.js';

const NOTHING: BackendChoice = { kind: 'bound', name: 'unknown' };

/** What answers: what whoever imports says, else the integration of a deployed API, else the document's first server. */
export function readBackend(place: OperationPlace, reading: Reading, missing: MissingChoices): BackendChoice {
  const { backend } = reading.choices;
  const stated = child(place.node, 'x-amazon-apigateway-integration');
  if (backend && stated) reading.losses.add('lost', stated, 'the backend was chosen on the command line');
  if (backend?.kind === 'lambda') return { kind: 'lambda', directory: backend.directory };
  if (backend?.kind === 'bound') return { kind: 'bound', name: backend.name };
  if (backend?.kind === 'http') return httpBackend(backend.url, place, reading, missing);
  if (stated) return readIntegration(stated, place, reading);
  const server = serverOf(place, reading);
  if (server !== undefined) return httpBackend(server, place, reading, missing);
  missing.backend(`${place.method} ${place.path}`);
  return NOTHING;
}

function httpBackend(
  server: string,
  { template, names, method, path, node }: OperationPlace,
  reading: Reading,
  missing: MissingChoices,
): BackendChoice {
  const origin = server.replace(/\/+$/, '');
  const target = withNames(template, names).replaceAll('+}', '}');
  const fault = urlFault(origin + target, [...names.values()]);
  if (fault === undefined) return { kind: 'http', origin, path: target };
  reading.losses.add('lost', node, `its server cannot be called: ${fault}`);
  missing.backend(`${method} ${path}`);
  return NOTHING;
}
