type Json = Readonly<Record<string, unknown>>;

/** Keywords whose value is a map of schemas by name. */
const MAPS = new Set(['properties', 'patternProperties', 'definitions', 'dependencies']);
const DROPPED = new Set([
  '$schema',
  'id',
  '$id',
  'discriminator',
  'readOnly',
  'example',
  'xml',
  'externalDocs',
  'nullable',
]);
const MAX_DEPTH = 200;

/**
 * A model as the draft-4 validator takes it: references to other models become `model:NAME`, and what API Gateway
 * does not support is left out.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function normalizeSchema(schema: unknown, isModel: (name: string) => boolean, depth = 0): unknown {
  if (depth > MAX_DEPTH) return {};
  if (Array.isArray(schema)) return schema.map((each) => normalizeSchema(each, isModel, depth + 1));
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => isSupported(key, value));
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key === '$ref') return [key, typeof value === 'string' ? reference(value, isModel) : value];
      if (key === 'enum' || key === 'default' || key === 'required') return [key, value];
      if (MAPS.has(key)) return [key, normalizeMap(value, isModel, depth)];
      return [key, normalizeSchema(value, isModel, depth + 1)];
    }),
  );
}

const isSupported = (key: string, value: unknown): boolean =>
  !DROPPED.has(key) && !((key === 'exclusiveMinimum' || key === 'exclusiveMaximum') && typeof value !== 'boolean');

function normalizeMap(value: unknown, isModel: (name: string) => boolean, depth: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value as Json).map(([name, schema]) => [name, normalizeSchema(schema, isModel, depth + 1)]),
  );
}

/** Models refer to each other by URL, or as the OpenAPI document they came from does. */
function reference(ref: string, isModel: (name: string) => boolean): string {
  const byUrl = /\/models\/([^/#]+)$/.exec(ref)?.[1];
  const byPath = /^#\/(?:components\/schemas|definitions)\/([^/]+)$/.exec(ref)?.[1];
  const name = byUrl ?? byPath;
  return name !== undefined && isModel(name) ? `model:${name}` : ref;
}
