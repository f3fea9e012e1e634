import type { Auth } from '../spec/auth.js';
import type { AnySchema, Contract, ResponseHeaders, ResponseSchema, Responses, StatusOf } from '../spec/contract.js';
import type { SchemaInput, SchemaOutput } from '../spec/standard-schema.js';
import type { CallerOf } from './caller.js';
import type { ProxyEvent } from './event.js';
import type { Bytes, HandlerResult, HeaderValue, ProblemResult, ProxyResult } from './result.js';

/** A request as the route's schemas make it. */
export interface HandlerInput<Params extends string, A extends Auth | undefined, C extends Contract> {
  /** Decoded path parameters. */
  readonly params: Made<C['params'], { readonly [Name in Params]: string }>;
  /** Without a schema, the last value of each query parameter. */
  readonly query: Made<C['query'], Readonly<Record<string, string>>>;
  /** Lower-cased names; without a schema, several values joined with `, `. */
  readonly headers: Made<C['headers'], Readonly<Record<string, string>>>;
  /** Without a schema, the parsed JSON, text, bytes, or undefined. */
  readonly body: Made<C['body'], unknown>;
  readonly caller: CallerOf<A>;
  readonly requestId: string;
  /** The event as Lambda received it. */
  readonly event: ProxyEvent;
}

type Made<S, Otherwise> = S extends AnySchema ? SchemaOutput<S> : Otherwise;

/** What a handler of these `responses` may answer, by status, and always a problem; without `responses`, anything. */
export type ResultOf<R extends Responses | undefined, Parts = never> = R extends Responses
  ? ProblemResult | { [Key in keyof R]: DeclaredResult<StatusOf<R, Key>, R[Key], Parts> }[keyof R]
  : HandlerResult;

/** @param Parts what a body may be besides what is declared */
type DeclaredResult<Status, D, Parts> = {
  readonly status: Status;
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
} & BodyPart<D, Parts> &
  HeadersPart<ResponseHeaders<D>>;

type BodyPart<D, Parts> =
  ResponseSchema<D> extends AnySchema
    ? { readonly body: SchemaInput<ResponseSchema<D>> | Parts }
    : D extends { readonly contentType: string }
      ? { readonly body: string | Bytes | Parts }
      : { readonly body?: undefined };

type HeadersPart<H> = [H] extends [undefined]
  ? { readonly headers?: Readonly<Record<string, HeaderValue>> }
  : { readonly headers: H & Readonly<Record<string, HeaderValue>> };

export type HandlerFunction<Params extends string, A extends Auth | undefined, C extends Contract> = (
  input: HandlerInput<Params, A, C>,
) => ResultOf<C['responses']> | Promise<ResultOf<C['responses']>>;

/** A handler whose body may come in parts: an async iterable or a `ReadableStream` of texts or bytes. */
export type StreamFunction<Params extends string, A extends Auth | undefined, C extends Contract> = (
  input: HandlerInput<Params, A, C>,
) => StreamResult<C> | Promise<StreamResult<C>>;

type StreamResult<C extends Contract> = ResultOf<C['responses'], AsyncIterable<string | Bytes>>;

export type LambdaHandler = (event: ProxyEvent) => Promise<ProxyResult>;
