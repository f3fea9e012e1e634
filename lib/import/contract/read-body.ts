import { child, isObject, items, type Json, type JsonNode, textAt } from '../document/json-node.js';
import type { Body } from './contract.js';
import { chosenType, exampleOf, isJson, mediaTypes } from './media-types.js';
import type { Reading } from './read-contract.js';

export interface ReadBody {
  readonly body?: Body;
  readonly example?: Json;
}

const NOT_JSON = 'a route describes JSON bodies alone: others pass as they are';
/** Characters of JSON; what is longer is no example for a hand. */
const LONGEST_EXAMPLE = 4_000;

/** @param bodies Swagger's body and form parameters */
export function readBody(node: JsonNode, bodies: readonly JsonNode[], reading: Reading): ReadBody | undefined {
  if (reading.dialect === 'swagger-2.0') return readSwaggerBody(node, bodies, reading);
  const { references, losses } = reading;
  const stated = child(node, 'requestBody');
  if (!stated) return undefined;
  const target = references.follow(stated);
  if (!target.ok) {
    losses.add('lost', stated, target.reason);
    return undefined;
  }
  losses.others(target.node, new Set(['content', 'required']), 'a body has no place for it');
  const types = mediaTypes(target.node);
  const chosen = chosenType(types.filter(({ type }) => isJson(type)));
  for (const other of types)
    if (other !== chosen) losses.add('lost', other.node, chosen ? 'a route has one JSON body' : NOT_JSON);
  if (!chosen) return undefined;
  const example = exampleIn(chosen.node, reading);
  const schema = child(chosen.node, 'schema');
  const required = child(target.node, 'required')?.value === true;
  return {
    ...(schema && { body: { shape: reading.schemas.read(schema), required } }),
    ...(example !== undefined && { example }),
  };
}

function exampleIn(node: JsonNode, { losses, references }: Reading): Json | undefined {
  losses.others(node, new Set(['schema', 'example', 'examples']), 'a body has no place for it');
  const example = exampleOf(node, references);
  const isLong = example !== undefined && JSON.stringify(example).length > LONGEST_EXAMPLE;
  const examples = child(node, 'examples');
  const others = examples && isObject(examples.value) ? Object.keys(examples.value).slice(isLong ? 0 : 1) : [];
  for (const key of others) {
    const other = examples && child(examples, key);
    if (other) losses.add('lost', other, isLong ? 'the example is too long for a route' : 'a route has one example');
  }
  return isLong ? undefined : example;
}

function readSwaggerBody(node: JsonNode, bodies: readonly JsonNode[], reading: Reading): ReadBody | undefined {
  const { losses, references } = reading;
  const [body] = bodies.filter((one) => textAt(one, 'in') === 'body');
  for (const other of bodies) if (other !== body) losses.add('lost', other, NOT_JSON);
  if (!body) return undefined;
  const consumes = items(child(node, 'consumes') ?? child(references.root, 'consumes')).map(({ value }) =>
    String(value),
  );
  if (consumes.length > 0 && !consumes.some(isJson)) {
    losses.add('lost', body, NOT_JSON);
    return undefined;
  }
  losses.others(body, new Set(['in', 'name', 'required', 'schema']), 'a body has no place for it');
  const schema = child(body, 'schema');
  const required = child(body, 'required')?.value === true;
  return schema ? { body: { shape: reading.schemas.read(schema), required } } : undefined;
}
