import type { Dialect } from '../document/dialect.js';
import { child, items, type Json, type JsonNode, type JsonObject } from '../document/json-node.js';
import type { SchemaReading } from './schema-reading.js';
import { type Check, type Shape, withMeta } from './shape.js';

/** A pattern is searched for in every string that a caller sends: what is longer is nobody's hand. */
const LONGEST_PATTERN = 2_000;

export function stringChecks(node: JsonNode, value: JsonObject, reading: SchemaReading): readonly Check[] {
  const pattern = typeof value.pattern === 'string' ? patternOf(value.pattern) : undefined;
  if (value.pattern !== undefined && !pattern)
    reading.losses.add('lost', child(node, 'pattern') ?? node, 'this is no regular expression of JavaScript');
  return [
    ...limit('min', value.minLength),
    ...limit('max', value.maxLength),
    ...(pattern ? [{ method: 'regex' as const, argument: pattern }] : []),
  ];
}

/** JSON Schema's patterns are Unicode's; older ones may be wrong as such. */
function patternOf(text: string): RegExp | undefined {
  if (text.length > LONGEST_PATTERN) return undefined;
  for (const flags of ['u', '']) {
    try {
      return new RegExp(text, flags);
    } catch {}
  }
  return undefined;
}

/** Until OpenAPI 3.0 `exclusiveMinimum: true` turned `minimum` around; from 3.1 on it is a number of its own. */
export function numberChecks(value: JsonObject, dialect: Dialect): readonly Check[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = value;
  if (dialect === 'openapi-3.1')
    return [
      ...limit('min', minimum),
      ...limit('gt', exclusiveMinimum),
      ...limit('max', maximum),
      ...limit('lt', exclusiveMaximum),
      ...limit('multipleOf', multipleOf),
    ];
  return [
    ...limit(exclusiveMinimum === true ? 'gt' : 'min', minimum),
    ...limit(exclusiveMaximum === true ? 'lt' : 'max', maximum),
    ...limit('multipleOf', multipleOf),
  ];
}

function limit(method: Exclude<Check['method'], 'regex'>, value: Json | undefined): readonly Check[] {
  return typeof value === 'number' && Number.isFinite(value) ? [{ method, argument: value }] : [];
}

export function readArray(node: JsonNode, value: JsonObject, reading: SchemaReading): Shape {
  const prefix = items(child(node, 'prefixItems'));
  if (prefix.length > 0) return readTuple(node, value, prefix, reading);
  const held = child(node, 'items');
  return {
    kind: 'array',
    items: held ? reading.read(held) : { kind: 'unknown' },
    checks: [...limit('min', value.minItems), ...limit('max', value.maxItems)],
  };
}

/** A tuple of zod asks for all of its items; JSON Schema for as many as `minItems` says. */
function readTuple(node: JsonNode, value: JsonObject, prefix: readonly JsonNode[], reading: SchemaReading): Shape {
  const parts = prefix.map(reading.read);
  const rest = child(node, 'items');
  if (value.minItems === prefix.length && (rest?.value === false || value.maxItems === prefix.length))
    return { kind: 'tuple', items: parts };
  if (value.minItems === prefix.length && rest && value.maxItems === undefined)
    return { kind: 'tuple', items: parts, rest: reading.read(rest) };
  reading.losses.add(
    'unchecked',
    child(node, 'prefixItems') ?? node,
    'zod has no tuple of which items may be left out',
  );
  const array: Shape = {
    kind: 'array',
    items: { kind: 'unknown' },
    checks: [...limit('min', value.minItems), ...limit('max', value.maxItems)],
  };
  const plain = JSON.stringify([value.prefixItems, value.items ?? true]).includes('"$ref"')
    ? undefined
    : value.prefixItems;
  if (plain === undefined) return array;
  return withMeta(array, { prefixItems: plain, ...(value.items !== undefined && { items: value.items }) });
}
