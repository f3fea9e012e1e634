import { oneLine } from '../errors/one-line.js';
import type { JsonSchemaConverter, StandardSchema } from './standard-schema.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface JsonSchemaTarget {
  /** `draft-2020-12` is what OpenAPI 3.1 holds, `draft-04` what REST APIs validate by. */
  readonly target: 'draft-2020-12' | 'draft-04';
  /** What goes into the schema, or what comes out: before or after its defaults and transformations. */
  readonly io: 'input' | 'output';
  /** What the library cannot say allows anything, where the library knows how. @default false: it is the reason why there is none */
  readonly isLenient?: boolean;
}

export type JsonSchemaResult =
  | { readonly ok: true; readonly schema: JsonSchema }
  | { readonly ok: false; readonly reason: string };

/**
 * A schema as plain JSON Schema without `$schema`, by Standard JSON Schema. It never throws: a library that does not
 * have it, a draft that it does not know and a type that JSON Schema cannot say are each a reason.
 */
export function jsonSchemaOf(
  schema: StandardSchema<unknown, unknown>,
  { target, io, isLenient = false }: JsonSchemaTarget,
): JsonSchemaResult {
  try {
    const standard = schema['~standard'] as { readonly vendor: string; readonly jsonSchema?: JsonSchemaConverter };
    if (typeof standard.jsonSchema?.[io] !== 'function')
      return { ok: false, reason: `a schema of ${oneLine(String(standard.vendor))} does not come as JSON Schema` };
    // Of zod alone: others know no such option, and leave it unread.
    const libraryOptions = isLenient ? { unrepresentable: 'any' } : undefined;
    return { ok: true, schema: plain(standard.jsonSchema[io]({ target, libraryOptions })) };
  } catch (error) {
    return { ok: false, reason: oneLine(error instanceof Error ? error.message : String(error)) };
  }
}

function plain(said: unknown): JsonSchema {
  const { $schema: _, ...schema } = JSON.parse(JSON.stringify(said)) as Record<string, unknown>;
  return schema;
}
