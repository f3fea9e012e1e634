export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object, or an empty one in its place. */
export const objectOrEmpty = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** Templates name things freely: `constructor` is a legal logical id, and not a property of every object. */
export const own = (object: JsonObject, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

/** A string, a number or a boolean as text; empty for all else. JSON may hold an object whose `toString` is no function. */
export const scalarText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
