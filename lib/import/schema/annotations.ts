import { child, isObject, type Json, type JsonNode, type JsonObject } from '../document/json-node.js';
import type { SchemaReading } from './schema-reading.js';

/** Keywords that say something of a value and require nothing of it: zod keeps them as they are. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'deprecated',
  'default',
  'example',
  'examples',
  'readOnly',
  'writeOnly',
  'format',
  'contentMediaType',
  'contentEncoding',
  '$comment',
  'xml',
  'externalDocs',
]);

export function isAnnotation(key: string): boolean {
  return ANNOTATIONS.has(key) || (key.startsWith('x-') && key !== 'x-nullable');
}

/** What goes into `.meta(…)`; `example` of before 3.1 becomes one of `examples`, since 3.1 has no other. */
export function annotationsOf(node: JsonNode, { losses }: Pick<SchemaReading, 'losses'>): JsonObject {
  if (!isObject(node.value)) return {};
  const entries = Object.entries(node.value).filter(([key]) => isAnnotation(key) && key !== 'example');
  const example = child(node, 'example')?.value;
  const examples = child(node, 'examples');
  if (example !== undefined && examples === undefined) entries.push(['examples', [example]]);
  if (example !== undefined && examples !== undefined)
    losses.add('lost', child(node, 'example') ?? node, 'stands beside `examples`, which are kept');
  return Object.fromEntries(entries.filter(([key, value]) => isSound(key, value, node, losses)));
}

const TYPES: Readonly<Record<string, (value: Json) => boolean>> = {
  title: (value) => typeof value === 'string',
  description: (value) => typeof value === 'string',
  deprecated: (value) => typeof value === 'boolean',
  readOnly: (value) => typeof value === 'boolean',
  writeOnly: (value) => typeof value === 'boolean',
  format: (value) => typeof value === 'string',
  examples: Array.isArray,
};

function isSound(key: string, value: Json, node: JsonNode, losses: SchemaReading['losses']): boolean {
  const isRight = Object.hasOwn(TYPES, key) ? TYPES[key]?.(value) : true;
  if (!isRight) losses.add('lost', child(node, key) ?? node, `\`${key}\` cannot be this`);
  return isRight !== false;
}
