import type { KnownProps } from './known-props.js';
import type { SchemaInput, StandardSchema } from './standard-schema.js';

export type AnySchema = StandardSchema<unknown, unknown>;

/** A schema of named values: parameters, query, headers. */
export type RecordSchema = StandardSchema<object, object>;

/**
 * What a route says of its requests and answers. Values in `params`, `query` and `headers` arrive as text: numbers and
 * booleans are the schema's to make (`z.coerce.number()`, `z.stringbool()`).
 */
export interface Contract<
  Params extends RecordSchema | undefined = RecordSchema | undefined,
  Query extends RecordSchema | undefined = RecordSchema | undefined,
  Headers extends RecordSchema | undefined = RecordSchema | undefined,
  Body extends AnySchema | undefined = AnySchema | undefined,
  Answers extends Responses | undefined = Responses | undefined,
> {
  readonly params: Params;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
  readonly responses: Answers;
}

/** Answers by status; `default` is every status that is not named. */
export interface Responses {
  readonly [status: number]: ResponseDeclaration;
  readonly default?: ResponseDeclaration;
}

/** The schema of the answer's JSON, a description of an answer without a body, or all of it. */
export type ResponseDeclaration = AnySchema | string | ResponseProps;

export interface ResponseProps {
  readonly description: string;
  /** The JSON that is answered; with another `contentType`, the text. @default no body, or any where `contentType` names one */
  readonly body?: AnySchema;
  /** Names in lower case. @default none that are promised */
  readonly headers?: RecordSchema;
  /** @default 'application/json' where there is a body */
  readonly contentType?: string;
}

export const RESPONSE_PROPS = {
  description: true,
  body: true,
  headers: true,
  contentType: true,
} as const satisfies KnownProps<ResponseProps>;

/** One declared answer, in one form. */
export interface DeclaredResponse extends Partial<ResponseProps> {
  readonly status: number | 'default';
}

/** The declared answers in one form, by status, `default` last. One that is a schema alone has no description. */
export function responsesOf(responses: Responses | undefined): readonly DeclaredResponse[] {
  return Object.entries(responses ?? {}).map(([status, declared]: [string, ResponseDeclaration]) => ({
    status: status === 'default' ? status : Number(status),
    ...responseProps(declared),
  }));
}

/** One declaration in its long form; a schema alone has no description. */
function responseProps(declared: ResponseDeclaration): Partial<ResponseProps> {
  if (typeof declared === 'string') return { description: declared };
  return isSchema(declared) ? { body: declared } : declared;
}

/** Schemas of some libraries are functions. */
export function isSchema(value: unknown): value is AnySchema {
  const isHolder = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isHolder && '~standard' in value;
}

/** Schemas of `params` that name exactly the path's parameters; a sentence in place of others. */
export type ParamsSchema<Names extends string, S> = string extends Names
  ? S
  : S extends StandardSchema<infer Input, unknown>
    ? [Exclude<Names, keyof Input>] extends [never]
      ? [Exclude<keyof Input, Names>] extends [never]
        ? S
        : `the schema names {${Exclude<keyof Input, Names> & string}}, which is no parameter of the route's path`
      : `the path names {${Exclude<Names, keyof Input>}}, which the schema of params does not have`
    : S;

/** What is answered with a status, by what the route declares: the schema's input, before defaults. */
export type ResponseSchema<D> = D extends AnySchema
  ? D
  : D extends { readonly body: infer S extends AnySchema }
    ? S
    : undefined;

export type ResponseHeaders<D> = D extends { readonly headers: infer S extends RecordSchema }
  ? SchemaInput<S>
  : undefined;

/** Final statuses that HTTP has registered. https://www.iana.org/assignments/http-status-codes */
// biome-ignore format: a table
export type HttpStatus =
  | 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226
  | 300 | 301 | 302 | 303 | 304 | 305 | 307 | 308
  | 400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 416 | 417 | 418
  | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451
  | 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511;

/** The statuses that one key of `responses` stands for. */
export type StatusOf<R, Key extends keyof R> = Key extends 'default' ? Exclude<HttpStatus, keyof R> : Key;
