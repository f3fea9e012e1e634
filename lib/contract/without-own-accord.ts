import type { JsonSchema } from '../spec/json-schema.js';
import { isSchemaObject, mapSchemas } from './walk-schema.js';

/**
 * A schema without what zod says of every integer, record and pattern of its own accord: the bounds of the integers that
 * JavaScript tells apart, that names are texts, and that a slash is escaped. Documents that are imported and written
 * again stay as they were.
 */
export function withoutOwnAccord(schema: JsonSchema): JsonSchema {
  return mapSchemas(schema, (each) =>
    Object.fromEntries(
      Object.entries(each)
        .filter((entry) => !isOwn(entry, each))
        .map(([keyword, value]) => [
          keyword,
          keyword === 'pattern' && typeof value === 'string' ? withSlashes(value) : value,
        ]),
    ),
  );
}

/** `RegExp.source` escapes them; no other reader of a pattern asks for it. */
function withSlashes(pattern: string): string {
  return pattern.replace(/\\(.)/gsu, (escaped, char: string) => (char === '/' ? char : escaped));
}

function isOwn([keyword, value]: readonly [string, unknown], { type }: JsonSchema): boolean {
  if (keyword === 'minimum') return type === 'integer' && value === Number.MIN_SAFE_INTEGER;
  if (keyword === 'maximum') return type === 'integer' && value === Number.MAX_SAFE_INTEGER;
  if (keyword !== 'propertyNames' || !isSchemaObject(value)) return false;
  return Object.keys(value).length === 1 && value.type === 'string';
}
