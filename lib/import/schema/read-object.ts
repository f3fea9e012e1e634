import { child, isObject, items, type JsonNode, type JsonObject, members } from '../document/json-node.js';
import type { SchemaReading } from './schema-reading.js';
import type { ObjectShape, Property, Shape } from './shape.js';

export function readObject(node: JsonNode, value: JsonObject, reading: SchemaReading): Shape {
  const properties = readProperties(node, reading);
  const others = readOthers(node, value, reading);
  if (properties.length > 0) return { kind: 'object', properties, others };
  if (others === 'strict') return { kind: 'object', properties, others };
  return { kind: 'record', values: typeof others === 'string' ? { kind: 'unknown' } : others };
}

function readProperties(node: JsonNode, reading: SchemaReading): readonly Property[] {
  const required = new Set(items(child(node, 'required')).map(({ value }) => value));
  const stated = members(child(node, 'properties')).map(([name, member]) => ({
    name,
    shape: reading.read(member),
    required: required.has(name),
  }));
  const names = new Set(stated.map(({ name }) => name));
  const unstated = [...required].filter((name): name is string => typeof name === 'string' && !names.has(name));
  return [...stated, ...unstated.map((name) => ({ name, shape: { kind: 'unknown' } as const, required: true }))];
}

/** Beside `patternProperties` nothing may be refused or checked by name alone: the schema that is kept says it. */
function readOthers(node: JsonNode, value: JsonObject, reading: SchemaReading): ObjectShape['others'] {
  const stated = child(node, 'additionalProperties');
  if (!stated) return 'strip';
  if (Object.hasOwn(value, 'patternProperties')) {
    reading.losses.add('lost', stated, 'stands beside `patternProperties`, which zod does not check');
    return 'loose';
  }
  if (stated.value === false) return 'strict';
  if (stated.value === true) return 'loose';
  return isObject(stated.value) && Object.keys(stated.value).length === 0 ? 'loose' : reading.read(stated);
}
