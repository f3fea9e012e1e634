import { quotas } from '../../facts/quotas.js';
import { child } from '../document/json-node.js';
import type { Contract, Operation } from './contract.js';
import type { Reading } from './read-contract.js';

const { value: MOST } = quotas.httpIntegrations;

/** A REST API where the routes call more addresses than an HTTP API has integrations for. */
export function neededApi(operations: readonly Operation[], { losses, references }: Reading): Contract['api'] {
  const addresses = new Set(operations.flatMap(({ to }) => (to.kind === 'http' ? [to.origin + to.path] : [])));
  if (addresses.size <= MOST) return undefined;
  const paths = child(references.root, 'paths') ?? references.root;
  losses.add(
    'assumed',
    paths,
    `they call ${addresses.size} addresses, and an HTTP API has ${MOST} integrations: a REST API, whose methods each have their own`,
  );
  return 'rest';
}
