import { type AnySchema, isSchema } from '../spec/contract.js';
import { type JsonSchemaResult, jsonSchemaOf } from '../spec/json-schema.js';
import type { JsonSchemaConverter } from '../spec/standard-schema.js';
import { takes } from './takes.js';

/**
 * What a schema takes, as JSON Schema that is never narrower than the schema. Zod says of a value that it makes fit
 * (`coerce`, `catch`, `trim`, `preprocess`) what it is afterwards; here such a value may be anything. What is no schema at
 * all takes nothing that could be said: it is an issue of its route, and the plan's rules are asked along with that one.
 */
export function inputSchema(schema: AnySchema): JsonSchemaResult {
  if (!isSchema(schema)) return { ok: false, reason: 'it is no schema' };
  return jsonSchemaOf(withHonestInput(schema), { target: 'draft-2020-12', io: 'input', isLenient: true });
}

function withHonestInput(schema: AnySchema): AnySchema {
  const standard = schema['~standard'] as
    | (AnySchema['~standard'] & { readonly jsonSchema?: JsonSchemaConverter })
    | null
    | undefined;
  if (standard?.vendor !== 'zod' || !standard.jsonSchema) return schema;
  const { jsonSchema } = standard;
  const input: JsonSchemaConverter['input'] = (options) =>
    jsonSchema.input({ ...options, libraryOptions: { ...options.libraryOptions, override: openWhereChanged } });
  return { '~standard': { ...standard, jsonSchema: { ...jsonSchema, input } } } as AnySchema;
}

/** What of zod's own description of a schema is read. https://zod.dev/packages/core */
interface ZodDefinition extends ZodFormat {
  readonly type: string;
  readonly coerce?: boolean;
  readonly in?: ZodSchema;
  readonly shape?: Readonly<Record<string, ZodSchema & AnySchema>>;
  readonly checks?: readonly { readonly _zod: { readonly def: ZodCheck } }[];
}
interface ZodCheck extends ZodFormat {
  readonly check: string;
}
interface ZodFormat {
  readonly format?: string;
  readonly pattern?: RegExp;
}
interface ZodSchema {
  readonly _zod: { readonly def: ZodDefinition };
}

/** https://zod.dev/json-schema */
function openWhereChanged(context: { zodSchema: ZodSchema; jsonSchema: Record<string, unknown> }): void {
  const { zodSchema, jsonSchema } = context;
  const { def } = zodSchema._zod;
  const checks = def.checks?.map(({ _zod }) => _zod.def) ?? [];
  if (isChanged(def)) clear(jsonSchema, []);
  // A text that is trimmed first may be longer.
  if (checks.some(({ check }) => check === 'overwrite')) clear(jsonSchema, ['type']);
  if ([def, ...checks].some(isOtherThanItsPattern)) {
    delete jsonSchema.pattern;
    delete jsonSchema.allOf;
  }
  // Of an enum's names, those whose value may be missing are not told.
  if (def.type === 'record') delete jsonSchema.required;
  if (def.shape && Array.isArray(jsonSchema.required)) {
    const { shape } = def;
    jsonSchema.required = jsonSchema.required.filter((name: string) => {
      const member = Object.hasOwn(shape, name) ? shape[name] : undefined;
      return member !== undefined && takes(member, undefined) === 'no';
    });
  }
}

/** Formats that zod checks by a function; the pattern that it says for them is an approximation. */
const BY_FUNCTION: ReadonlySet<string> = new Set(['ipv6', 'cidrv6', 'base64', 'base64url', 'jwt', 'url']);

/** A flag such as `i` does not stand in a pattern. */
function isOtherThanItsPattern({ format, pattern }: ZodFormat): boolean {
  return (pattern !== undefined && pattern.flags !== '') || (format !== undefined && BY_FUNCTION.has(format));
}

function isChanged({ type, coerce, in: before }: ZodDefinition): boolean {
  return coerce === true || type === 'catch' || (type === 'pipe' && before?._zod.def.type === 'transform');
}

function clear(schema: Record<string, unknown>, kept: readonly string[]): void {
  for (const key of Object.keys(schema)) if (!kept.includes(key)) delete schema[key];
}
