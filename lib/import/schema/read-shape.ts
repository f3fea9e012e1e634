import type { Dialect } from '../document/dialect.js';
import { child, isObject, items, type Json, type JsonNode, type JsonObject, placeOf } from '../document/json-node.js';
import { referenceOf } from '../document/references.js';
import { ANNOTATIONS, annotationsOf } from './annotations.js';
import { listIdleKeywords } from './idle-keywords.js';
import { keptKeywords } from './kept-keywords.js';
import { partsAreObjects } from './parts-are-objects.js';
import { numberChecks, readArray, stringChecks } from './read-checks.js';
import { readLiteral } from './read-literal.js';
import { readObject } from './read-object.js';
import { readUnion } from './read-union.js';
import type { SchemaReading } from './schema-reading.js';
import { nullable, type Shape, withMeta } from './shape.js';

/** A schema of JSON Schema, in the dialect of its document, as far as zod can say it. */
export function readShape(node: JsonNode, reading: SchemaReading): Shape {
  const { value } = node;
  if (value === true) return { kind: 'unknown' };
  if (value === false) return { kind: 'never' };
  if (!isObject(value)) {
    reading.losses.add('lost', node, 'this is no schema: anything is taken');
    return { kind: 'unknown' };
  }
  return referenceOf(value) === undefined ? readPlain(node, value, reading) : readReference(node, value, reading);
}

/** Before OpenAPI 3.1 what stands beside a reference is not looked at; descriptions do no harm. */
function readReference(node: JsonNode, value: JsonObject, reading: SchemaReading): Shape {
  const target = reading.references.step(node);
  const besides = Object.keys(value).filter((key) => key !== '$ref');
  if (!target.ok) {
    reading.losses.add('lost', child(node, '$ref') ?? node, `${target.reason}: anything is taken`);
    return { kind: 'unknown' };
  }
  const end = reading.references.follow(node);
  if (!end.ok) {
    reading.losses.add('lost', child(node, '$ref') ?? node, `${end.reason}: anything is taken`);
    return { kind: 'unknown' };
  }
  reading.named(target.node);
  const ref: Shape = { kind: 'ref', target: placeOf(target.node) };
  if (reading.dialect !== 'openapi-3.1' || besides.every((key) => ANNOTATIONS.has(key)))
    return withMeta(ref, annotationsOf(node, reading));
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$ref'));
  return { kind: 'intersection', parts: [ref, readPlain({ ...node, value: rest }, rest, reading)] };
}

function readPlain(node: JsonNode, value: JsonObject, reading: SchemaReading): Shape {
  const types = typesOf(value, reading.dialect);
  listIdleKeywords(node, reading);
  const isNullable = types.includes('null') && types.length > 1;
  const core = readCore(
    node,
    value,
    types.filter((type) => type !== 'null' || types.length === 1),
    reading,
  );
  const shape = isNullable && core.kind !== 'nullable' && core.kind !== 'unknown' ? nullable(core) : core;
  return withMeta(shape, { ...keptKeywords(node, reading), ...annotationsOf(node, reading) });
}

/** OpenAPI 3.0 writes `nullable`, exports of others `x-nullable`; 3.1 lists types. */
function typesOf(value: JsonObject, dialect: Dialect): readonly string[] {
  const { type } = value;
  const listed = (Array.isArray(type) ? type : [type]).filter((one: Json | undefined) => typeof one === 'string');
  const known = listed.map((one) => (one === 'file' ? 'string' : one));
  const isNullable = dialect !== 'openapi-3.1' && (value.nullable === true || value['x-nullable'] === true);
  return isNullable ? [...known, 'null', ...(known.length === 0 ? [''] : [])] : known;
}

function readCore(node: JsonNode, value: JsonObject, types: readonly string[], reading: SchemaReading): Shape {
  const literal = readLiteral(node, value, types, reading);
  const combined = combinations(node, reading);
  const stated = literal ?? readTypes(node, value, types, reading, combined.length > 0);
  const isSaid =
    combined.length > 0 && (stated.kind === 'unknown' || (isAnyObject(stated) && partsAreObjects(node, reading)));
  const parts = isSaid ? combined : [stated, ...combined];
  listLaxness(node, parts, reading);
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'intersection', parts };
}

/** zod refuses members that no part knows only where all parts do. */
function listLaxness(node: JsonNode, parts: readonly Shape[], { losses }: SchemaReading): void {
  const stated = child(node, 'additionalProperties');
  const isStrict = parts.some((part) => part.kind === 'object' && part.others === 'strict');
  if (stated && isStrict && parts.length > 1)
    losses.add('lost', stated, 'beside `allOf`, `anyOf` or `oneOf`, members of other names are let through');
}

function isAnyObject(shape: Shape): boolean {
  return shape.kind === 'record' && shape.values.kind === 'unknown' && shape.values.meta === undefined;
}

function combinations(node: JsonNode, reading: SchemaReading): readonly Shape[] {
  const all = items(child(node, 'allOf')).map(reading.read);
  const unions = (['anyOf', 'oneOf'] as const).flatMap((word) => readUnion(node, word, reading) ?? []);
  return [...all, ...unions];
}

function readTypes(
  node: JsonNode,
  value: JsonObject,
  types: readonly string[],
  reading: SchemaReading,
  isCombined: boolean,
): Shape {
  const stated = types.filter((type) => type !== '');
  const implied = stated.length > 0 ? stated : impliedTypes(node, value, reading, isCombined);
  const shapes = implied.map((type) => readType(type, node, value, reading));
  const [first] = shapes;
  if (!first) return { kind: 'unknown' };
  return shapes.length === 1 ? first : { kind: 'union', options: shapes, exclusive: false };
}

/** Keywords without a type hold for values of one type alone, and let all others pass; that is seldom what is meant. */
function impliedTypes(
  node: JsonNode,
  value: JsonObject,
  { losses }: SchemaReading,
  isCombined: boolean,
): readonly string[] {
  const type = IMPLIED.find(([, words]) => words.some((word) => Object.hasOwn(value, word)))?.[0];
  if (type === undefined) return [];
  if (!isCombined) losses.add('assumed', node, `the schema states no type: read as ${type}`);
  return [type];
}

const IMPLIED: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ['object', ['properties', 'additionalProperties', 'required']],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems']],
  ['string', ['pattern', 'minLength', 'maxLength']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

function readType(type: string, node: JsonNode, value: JsonObject, reading: SchemaReading): Shape {
  switch (type) {
    case 'string':
      return { kind: 'string', checks: stringChecks(node, value, reading) };
    case 'integer':
    case 'number':
      return { kind: type, checks: numberChecks(value, reading.dialect) };
    case 'boolean':
      return { kind: 'boolean', checks: [] };
    case 'null':
      return { kind: 'null' };
    case 'array':
      return readArray(node, value, reading);
    case 'object':
      return readObject(node, value, reading);
    default:
      reading.losses.add('lost', child(node, 'type') ?? node, 'no type has this name: anything is taken');
      return { kind: 'unknown' };
  }
}
