import type { AnySchema } from '../spec/contract.js';
import { type JsonSchema, type JsonSchemaResult, jsonSchemaOf } from '../spec/json-schema.js';
import { definitionKey, mapSchemas, referencesOf } from './walk-schema.js';
import { withoutOwnAccord } from './without-own-accord.js';

export type Io = 'input' | 'output';

/** One schema of a document, or one that it refers to. */
export interface SchemaPiece {
  readonly schema: JsonSchema;
  /** Equal for pieces that say the same, with all that they refer to. */
  readonly signature: string;
  /** Whether what comes out is said otherwise than what goes in. */
  readonly isOutput: boolean;
}

/** The schema itself under `#`, its definitions under their own names. */
export type SchemaPieces = ReadonlyMap<string, SchemaPiece>;

export type SchemaPiecesResult =
  | { readonly ok: true; readonly pieces: SchemaPieces; readonly lost?: string }
  | { readonly ok: false; readonly reason: string };

/**
 * What a schema says of what goes in, or comes out, in pieces that documents can share. Where both directions say the
 * same, they are one piece: that an answer has no further members is no promise, so it tells no two apart.
 */
export function schemaPieces(schema: AnySchema, io: Io): SchemaPiecesResult {
  const wanted = readSchema(schema, io);
  if (!wanted.ok) return wanted;
  const pieces = piecesOf(io === 'input' ? wanted.schema : openEnded(wanted.schema));
  const lost = wanted.lost === undefined ? {} : { lost: wanted.lost };
  if (io === 'input') return { ok: true, ...lost, pieces: marked(pieces, false) };
  const input = readSchema(schema, 'input');
  if (!input.ok) return { ok: true, ...lost, pieces: marked(pieces, true) };
  const open = piecesOf(openEnded(input.schema));
  const asSent = piecesOf(input.schema);
  const shared = [...marked(pieces, true)].map(([key, piece]) => {
    const same = open.get(key)?.signature === piece.signature ? asSent.get(key) : undefined;
    return [key, same ? { ...same, isOutput: false } : piece] as const;
  });
  return { ok: true, ...lost, pieces: new Map(shared) };
}

type Read =
  | Extract<JsonSchemaResult, { ok: false }>
  | { readonly ok: true; readonly schema: JsonSchema; lost?: string };

/** What the library cannot say allows anything; the reason is kept. */
function readSchema(schema: AnySchema, io: Io): Read {
  const strict = jsonSchemaOf(schema, { target: 'draft-2020-12', io });
  if (strict.ok) return { ok: true, schema: withoutOwnAccord(strict.schema) };
  const lenient = jsonSchemaOf(schema, { target: 'draft-2020-12', io, isLenient: true });
  return lenient.ok ? { ok: true, schema: withoutOwnAccord(lenient.schema), lost: strict.reason } : strict;
}

type Bare = Omit<SchemaPiece, 'isOutput'>;

function piecesOf({ $defs, ...root }: JsonSchema): ReadonlyMap<string, Bare> {
  const schemas = new Map<string, JsonSchema>([
    ['#', root],
    ...Object.entries(($defs ?? {}) as Record<string, JsonSchema>),
  ]);
  return new Map([...schemas].map(([key, schema]) => [key, { schema, signature: signatureOf(key, schemas) }]));
}

function marked(pieces: ReadonlyMap<string, Bare>, isOutput: boolean): SchemaPieces {
  return new Map([...pieces].map(([key, piece]) => [key, { ...piece, isOutput }]));
}

/** A schema and all that it refers to, each once. */
function signatureOf(start: string, schemas: ReadonlyMap<string, JsonSchema>): string {
  const seen = new Set([start]);
  for (const key of seen) for (const ref of referencesOf(schemas.get(key))) seen.add(definitionKey(ref));
  return JSON.stringify([...seen].map((key) => schemas.get(key) ?? key));
}

function openEnded(schema: JsonSchema): JsonSchema {
  return mapSchemas(schema, ({ additionalProperties, ...rest }) =>
    additionalProperties === false || additionalProperties === undefined ? rest : { ...rest, additionalProperties },
  );
}
