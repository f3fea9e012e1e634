import { pathShape } from '../../spec/path.js';
import { readBackend } from '../backend/read-backend.js';
import { child, items, type JsonNode, textAt } from '../document/json-node.js';
import type { Security } from '../security/read-security.js';
import type { MissingChoices } from './choices.js';
import type { Operation } from './contract.js';
import { nameOf } from './operation-name.js';
import { readAnswers } from './read-answers.js';
import { readBody } from './read-body.js';
import type { Reading } from './read-contract.js';
import { readExternalDocs } from './read-info.js';
import { readParameters } from './read-parameters.js';
import { methodsOf, type RoutablePath, readPaths } from './read-paths.js';
import { siblingNames, withNames } from './sibling-names.js';

export function readOperations(reading: Reading, security: Security, missing: MissingChoices): readonly Operation[] {
  const paths = readPaths(reading);
  const names = siblingNames(new Map(paths.map(({ path, segments }) => [path, segments])));
  const of: PathReading = { reading, security, missing, taken: new Map(), named: new Set() };
  return paths.flatMap((path) => readPath(path, names.get(path.path) ?? new Map(), of));
}

interface PathReading {
  readonly reading: Reading;
  readonly security: Security;
  readonly missing: MissingChoices;
  /** Method and shape of a path → the route that has them. */
  readonly taken: Map<string, string>;
  /** Names of operations. */
  readonly named: Set<string>;
}

function readPath(
  { item, template, path: stated, segments }: RoutablePath,
  names: ReadonlyMap<string, string>,
  of: PathReading,
): readonly Operation[] {
  const { losses } = of.reading;
  const path = withNames(stated, names);
  return methodsOf(item).flatMap(({ method, node }) => {
    const shape = `${method} ${pathShape(segments)}`;
    const first = of.taken.get(shape);
    if (first !== undefined) {
      losses.add('lost', node, `${first} answers the same requests`);
      return [];
    }
    of.taken.set(shape, `${method} ${path}`);
    for (const [from, to] of names)
      if (from !== to) losses.add('assumed', node, `{${from}} is called {${to}}, as beside it: ${ONE_NAME}`);
    return [readOperation({ node, item, method, path, template, names }, of)];
  });
}

const ONE_NAME = 'on one level of a path, an HTTP API has one name for the parameter';

/** Where an operation stands. */
export interface OperationPlace {
  readonly node: JsonNode;
  readonly item: JsonNode;
  readonly method: string;
  readonly path: string;
  /** As the document writes it. */
  readonly template: string;
  /** The path's parameters: name in the document → name in the route. */
  readonly names: ReadonlyMap<string, string>;
}

const PARTS = new Set(
  (
    'operationId summary description tags deprecated externalDocs parameters requestBody responses security servers ' +
    'consumes produces schemes x-amazon-apigateway-integration x-amazon-apigateway-auth'
  ).split(' '),
);

function readOperation(place: OperationPlace, { reading, security, missing, named }: PathReading): Operation {
  const { node, method, path } = place;
  reading.losses.others(node, PARTS, 'a route has no place for it');
  const parameters = readParameters(place, reading);
  const body = readBody(node, parameters.bodies, reading);
  const name = nameOf(place, named, reading);
  const summary = textAt(node, 'summary');
  const description = textAt(node, 'description');
  const externalDocs = readExternalDocs(node, reading);
  return {
    node,
    method,
    path,
    tags: items(child(node, 'tags')).flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
    deprecated: child(node, 'deprecated')?.value === true,
    parameters: parameters.kept,
    answers: readAnswers(node, reading),
    auth: security.authOf(node, `${method} ${path}`),
    to: readBackend(place, reading, missing),
    ...(name !== undefined && { name }),
    ...(summary && summary !== `${method} ${path}` && { summary }),
    ...(description && { description }),
    ...(externalDocs && { externalDocs }),
    ...(body?.body && { body: body.body }),
    ...(body?.example !== undefined && { exampleBody: body.example }),
  };
}
