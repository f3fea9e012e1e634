import { REST_OF_PATH } from '../../contract/parameters.js';
import { oneLine } from '../../errors/one-line.js';
import { operationIdOf } from '../../spec/operation-id.js';
import { parsePath, pathShape } from '../../spec/path.js';
import { readBackend } from '../backend/read-backend.js';
import { child, isObject, items, type JsonNode, members, textAt } from '../document/json-node.js';
import type { Security } from '../security/read-security.js';
import type { MissingChoices } from './choices.js';
import type { Operation } from './contract.js';
import { readAnswers } from './read-answers.js';
import { readBody } from './read-body.js';
import type { Reading } from './read-contract.js';
import { readParameters } from './read-parameters.js';

const METHODS: Readonly<Record<string, string>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  options: 'OPTIONS',
  head: 'HEAD',
  patch: 'PATCH',
  'x-amazon-apigateway-any-method': 'ANY',
};

export function readOperations(reading: Reading, security: Security, missing: MissingChoices): readonly Operation[] {
  const { references, losses } = reading;
  const taken = new Map<string, string>();
  return members(child(references.root, 'paths')).flatMap(([template, stated]) => {
    if (template.startsWith('x-')) losses.add('lost', stated, 'a gateway has no place for it');
    if (!template.startsWith('/')) return [];
    const item = references.follow(stated);
    if (!item.ok || !isObject(item.node.value)) {
      losses.add('lost', stated, item.ok ? 'this is no path item' : item.reason);
      return [];
    }
    return readPath(template, item.node, { reading, security, missing, taken });
  });
}

interface PathReading {
  readonly reading: Reading;
  readonly security: Security;
  readonly missing: MissingChoices;
  /** Method and shape of a path → the route that has them. */
  readonly taken: Map<string, string>;
}

const ITEM_PARTS = new Set([...Object.keys(METHODS), 'parameters', 'servers', '$ref']);

function readPath(template: string, item: JsonNode, of: PathReading): readonly Operation[] {
  const { losses } = of.reading;
  losses.others(item, ITEM_PARTS, 'a route has no place for it');
  const stated = template.length > 1 ? template.replace(/\/$/, '') : template;
  const path = isRestOfPath(item, stated, of.reading) ? stated.replace(/\}$/, '+}') : stated;
  const parsed = parsePath(path);
  const found = members(item).filter(([key, { value }]) => Object.hasOwn(METHODS, key) && isObject(value));
  if (!parsed.ok) {
    for (const [, node] of found) losses.add('lost', node, oneLine(parsed.reason));
    return [];
  }
  if (stated !== template) losses.add('assumed', item, 'the path is read without the slash at its end');
  return found.flatMap(([key, node]) => {
    const pattern = `${METHODS[key]} ${path}`;
    const shape = `${METHODS[key]} ${pathShape(parsed.segments)}`;
    const first = of.taken.get(shape);
    if (first !== undefined) {
      losses.add('lost', node, `${first} answers the same requests`);
      return [];
    }
    of.taken.set(shape, pattern);
    const params = parsed.segments.filter(({ kind }) => kind !== 'literal').map(({ text }) => text);
    return [readOperation({ node, item, method: METHODS[key] ?? '', path, template, params }, of)];
  });
}

/** Whether the last parameter is described as `gatewright openapi` describes one that takes slashes. */
function isRestOfPath(item: JsonNode, path: string, { references }: Reading): boolean {
  const name = /\{([^{}+]+)\}$/.exec(path)?.[1];
  if (name === undefined) return false;
  const places = [item, ...members(item).map(([, node]) => node)];
  return places
    .flatMap((place) => items(child(place, 'parameters')))
    .some((stated) => {
      const target = references.follow(stated);
      if (!target.ok || !isObject(target.node.value)) return false;
      const { in: place, name: named, description } = target.node.value;
      return place === 'path' && named === name && `${description}`.endsWith(REST_OF_PATH);
    });
}

/** Where an operation stands. */
export interface OperationPlace {
  readonly node: JsonNode;
  readonly item: JsonNode;
  readonly method: string;
  readonly path: string;
  /** As the document writes it. */
  readonly template: string;
  readonly params: readonly string[];
}

const PARTS = new Set(
  (
    'operationId summary description tags deprecated parameters requestBody responses security servers ' +
    'consumes produces schemes x-amazon-apigateway-integration x-amazon-apigateway-auth'
  ).split(' '),
);

function readOperation(place: OperationPlace, { reading, security, missing }: PathReading): Operation {
  const { node, method, path } = place;
  reading.losses.others(node, PARTS, 'a route has no place for it');
  const parameters = readParameters(place, reading);
  const body = readBody(node, parameters.bodies, reading);
  const name = nameOf(place, reading);
  const summary = textAt(node, 'summary');
  const description = textAt(node, 'description');
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
    ...(summary && { summary }),
    ...(description && { description }),
    ...(body?.body && { body: body.body }),
    ...(body?.example !== undefined && { exampleBody: body.example }),
  };
}

/** What a route may be called: CreateRoute takes 64 characters, and clients make functions of it. */
const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

function nameOf({ node, method, path }: OperationPlace, { losses }: Reading): string | undefined {
  const stated = child(node, 'operationId');
  if (!stated || typeof stated.value !== 'string') return undefined;
  const name = stated.value.replaceAll('/', '.').replace(/[^A-Za-z0-9_.-]+/g, '_');
  const isName = NAME.test(name);
  if (!isName) losses.add('lost', stated, 'a name is 1 to 64 letters, digits and . _ -, a letter first');
  else if (name !== stated.value)
    losses.add('assumed', stated, `is called ${name}: a name is made of letters, digits and . _ -`);
  return isName && name !== operationIdOf({ method, path }) ? name : undefined;
}
