import type { JsonSchema } from '../spec/json-schema.js';

/** Keywords whose values are data, or names: no schema stands in them, nor in extensions. */
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples', 'required']);
/** Keywords whose members have names of the user's own. */
const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);

/** Every schema within a schema, itself last, through a function. */
export function mapSchemas(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const entries = Object.entries(schema).map(([keyword, value]) => [keyword, mapKeyword(keyword, value, change)]);
  return change(Object.fromEntries(entries));
}

function mapKeyword(keyword: string, value: unknown, change: (schema: JsonSchema) => JsonSchema): unknown {
  if (DATA.has(keyword) || keyword.startsWith('x-')) return value;
  if (Array.isArray(value)) return value.map((each) => (isSchemaObject(each) ? mapSchemas(each, change) : each));
  if (!isSchemaObject(value)) return value;
  if (!NAMED.has(keyword)) return mapSchemas(value, change);
  const members = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, member]) => [name, isSchemaObject(member) ? mapSchemas(member, change) : member]),
  );
}

/** Every `$ref` within a schema, in order. */
export function referencesOf(schema: JsonSchema | undefined): readonly string[] {
  const found: string[] = [];
  if (schema)
    mapSchemas(schema, (each) => {
      if (typeof each.$ref === 'string') found.push(each.$ref);
      return each;
    });
  return found;
}

/** `#/$defs/Book` → `Book`; whatever points into the document itself → `#`. */
export function definitionKey(ref: string): string {
  return /^#\/(?:\$defs|definitions)\/([^/]+)/.exec(ref)?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '#';
}

export function isSchemaObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
