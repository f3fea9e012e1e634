import type { JsonSchema } from '../spec/json-schema.js';
import { isSchemaObject, mapSchemas } from './walk-schema.js';

/**
 * A schema without what zod says of every integer and record of its own accord: the bounds of the integers that
 * JavaScript tells apart, and that names are texts. Documents that are imported and written again stay as they were.
 */
export function withoutOwnAccord(schema: JsonSchema): JsonSchema {
  return mapSchemas(schema, (each) => Object.fromEntries(Object.entries(each).filter((entry) => !isOwn(entry, each))));
}

function isOwn([keyword, value]: readonly [string, unknown], { type }: JsonSchema): boolean {
  if (keyword === 'minimum') return type === 'integer' && value === Number.MIN_SAFE_INTEGER;
  if (keyword === 'maximum') return type === 'integer' && value === Number.MAX_SAFE_INTEGER;
  if (keyword !== 'propertyNames' || !isSchemaObject(value)) return false;
  return Object.keys(value).length === 1 && value.type === 'string';
}
