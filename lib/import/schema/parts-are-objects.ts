import { child, isObject, items, type JsonNode } from '../document/json-node.js';
import type { SchemaReading } from './schema-reading.js';

/** Schemas in each other that are looked at; beyond it nobody knows. */
const DEEPEST = 6;

/** Whether what a schema is combined of takes objects alone, so that `type: object` beside it says nothing more. */
export function partsAreObjects(node: JsonNode, reading: SchemaReading, depth = 0): boolean {
  const isOfObjects = (part: JsonNode) => takesObjects(part, reading, depth + 1);
  const unions = (['anyOf', 'oneOf'] as const)
    .map((word) => items(child(node, word)))
    .filter(({ length }) => length > 0);
  return items(child(node, 'allOf')).some(isOfObjects) || unions.some((options) => options.every(isOfObjects));
}

function takesObjects(node: JsonNode, reading: SchemaReading, depth: number): boolean {
  const target = reading.references.follow(node);
  if (!target.ok || !isObject(target.node.value) || depth > DEEPEST) return false;
  const { type, nullable } = target.node.value;
  return (
    (type === 'object' && nullable !== true) || (type === undefined && partsAreObjects(target.node, reading, depth))
  );
}
