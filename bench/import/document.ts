export type Json = unknown;
export type JsonObject = { readonly [key: string]: Json };

export interface Document {
  readonly [key: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a reference of the document leads to, to the end. */
export function followed(value: unknown, document: Document): unknown {
  let found = value;
  for (let steps = 0; steps < 100 && isObject(found) && typeof found.$ref === 'string'; steps += 1)
    found = found.$ref
      .split('/')
      .slice(1)
      .map((token) => decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>(
        (at, key) => (typeof at === 'object' && at !== null ? (at as JsonObject)[key] : undefined),
        document,
      );
  return found;
}

/** With what it refers to in place; what stands beside a reference goes before. */
export function written(schema: JsonObject, document: Document): JsonObject {
  const { $ref, ...beside } = schema;
  const target = $ref === undefined ? {} : followed(schema, document);
  return isObject(target) ? { ...target, ...beside } : beside;
}

export function isAnything(schema: unknown): boolean {
  if (schema === true) return true;
  return isObject(schema) && Object.keys(schema).every((key) => key === 'nullable');
}
