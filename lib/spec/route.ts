import { handleWith } from '../runtime/handle-with.js';
import type { HandlerFunction, LambdaHandler } from '../runtime/handler.js';
import type { Auth } from './auth.js';
import type { Backend, HttpBackend, JsonValue, StreamedLambda } from './backend.js';
import type { AnySchema, Contract, ParamsSchema, RecordSchema, Responses } from './contract.js';
import { EXTERNAL_DOCS_PROPS, type ExternalDocs } from './contract-info.js';
import { CACHE_PROPS, type RouteCache } from './edge.js';
import type { KnownProps } from './known-props.js';
import type { Middleware } from './middleware.js';
import { type PathParams, type PatternError, splitPattern, type UrlParams } from './path.js';
import type { TokenExchange } from './token-exchange.js';
import type { Transform } from './transform.js';
import { THROTTLE_PROPS, type Throttle } from './usage-plan.js';

export type ApiChoice = 'auto' | 'http' | 'rest';

/** The path half of a route pattern. */
export type PathOf<Pattern extends string> = Pattern extends `${string} ${infer Path}` ? Path : never;

export interface RouteProps<
  Pattern extends string,
  A extends Auth | undefined,
  B extends Backend,
  C extends Contract = Contract,
> {
  /** Who may call. @default the gateway's `auth`; a gateway without one requires it here */
  readonly auth?: A;
  /** What answers. */
  readonly to: CheckedBackend<Pattern, B>;
  /** The path's parameters, each of them: a zod schema or any Standard Schema of an object. @default texts */
  readonly params?: ParamsSchema<string extends Pattern ? string : PathParams<PathOf<Pattern>>, C['params']>;
  /** The query. A name that the schema has as an array comes with all its values, others with the last. @default texts */
  readonly query?: C['query'];
  /** Request headers, by names in lower case; others are let through. @default texts */
  readonly headers?: C['headers'];
  /** The JSON body that callers send: a zod schema or any Standard Schema. @default any body */
  readonly body?: C['body'];
  /**
   * What is answered: status → schema of the JSON, description of an answer without a body, or
   * `{ description, body, headers, contentType }`. Handlers may answer these, and problems.
   * @default anything
   */
  readonly responses?: C['responses'];
  /** This route's own rate, for all callers together. @default the gateway's `throttle` */
  readonly throttle?: Throttle;
  /** How long the edge keeps answers to GET and HEAD. @default it keeps none */
  readonly cache?: RouteCache;
  /** Largest body that callers may send, 1 to 65,536 bytes; the firewall refuses more (413). @default what the API takes, 10 MB */
  readonly maxBodyBytes?: number;
  /** Insist on an API type. @default 'auto': HTTP where it can do all that the route asks, REST where it cannot */
  readonly api?: ApiChoice;
  /**
   * How long the gateway waits for the backend, 50 to 29,000 ms (30,000 on HTTP APIs); for the whole of a streamed answer,
   * to 900,000 ms.
   * @default 29000, or as long as the function of a streamed answer may take
   */
  readonly timeoutMs?: number;
  /**
   * Request headers that the backend gets from the caller's claims: header → claim. What the client sent under these
   * names does not reach any backend of the gateway.
   * @default the gateway's `callerHeaders`
   */
  readonly callerHeaders?: CallerHeaders;
  /** Another token in place of the caller's, which the backend never sees (RFC 8693). @default the caller's passes through */
  readonly backendToken?: TokenExchange;
  /**
   * What is changed between callers and backend, at the cheapest place that can do it; the plan says which. Schemas of the
   * route are of what a handler sees, behind the changes.
   * @default nothing
   */
  readonly transform?: Transform<string extends NoInfer<Pattern> ? string : PathParams<PathOf<NoInfer<Pattern>>>>;
  /** Modules of yours that run around what answers, the first outermost, inside of `transform`. @default none */
  readonly use?: readonly Middleware[];
  /** `operationId` in documents, unique in the gateway. @default made from method and path */
  readonly name?: string;
  /** One line for people. @default none */
  readonly summary?: string;
  /** What it does, for people; CommonMark. @default none */
  readonly description?: string;
  /** What it is listed under. @default none */
  readonly tags?: readonly string[];
  /** Callers shall go elsewhere. @default not deprecated */
  readonly deprecated?: true;
  /** Where there is more to read. @default none */
  readonly externalDocs?: ExternalDocs;
  /** A request that works, for documents and for the `curl` lines of the local gateway. @default parameters' names as values */
  readonly example?: RouteExample<PathParams<PathOf<Pattern>>>;
}

/** Header → claim of the caller's token: `{ 'x-user': 'sub' }`. */
export type CallerHeaders = Readonly<Record<string, string>>;

export interface RouteExample<Params extends string = string> {
  readonly params?: { readonly [Name in Params]?: string };
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: JsonValue;
}

type CheckedBackend<Pattern extends string, B extends Backend> =
  B extends HttpBackend<infer Url>
    ? [Exclude<UrlParams<Url>, PathParams<PathOf<Pattern>>>] extends [never]
      ? B
      : `the URL names {${Exclude<UrlParams<Url>, PathParams<PathOf<Pattern>>>}}, which is no parameter of the route's path`
    : B;

export interface Route<
  Pattern extends string = string,
  A extends Auth | undefined = Auth | undefined,
  B extends Backend = Backend,
  C extends Contract = Contract,
> {
  readonly kind: 'route';
  readonly pattern: Pattern;
  readonly method: string;
  readonly path: string;
  readonly auth: A;
  readonly to: B;
  readonly params: C['params'];
  readonly query: C['query'];
  readonly headers: C['headers'];
  readonly body: C['body'];
  readonly responses: C['responses'];
  readonly throttle?: Throttle;
  readonly cache?: RouteCache;
  readonly maxBodyBytes?: number;
  readonly api: ApiChoice;
  readonly timeoutMs?: number;
  readonly callerHeaders?: CallerHeaders;
  readonly backendToken?: TokenExchange;
  readonly transform?: Transform;
  readonly use?: readonly Middleware[];
  readonly name?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: true;
  readonly externalDocs?: ExternalDocs;
  /** Of a version: the pattern of the route of today. Its schemas are of what its own callers see. */
  readonly versionOf?: string;
  readonly example?: RouteExample;
  /**
   * The Lambda handler of this route: parameters, query, headers, body and caller arrive typed, checked and decoded,
   * and it may answer what the route declares, or a problem.
   */
  handle(this: Buffered<B>, fn: HandlerFunction<PathParams<PathOf<Pattern>>, A, C>): LambdaHandler;
}

/** What answers whole, API Gateway does not take for a stream: it answers 500. */
type Buffered<B extends Backend> = B extends StreamedLambda
  ? 'the route streams: write streaming(route).handle(…)'
  : unknown;

export const ROUTE_PROPS = {
  kind: true,
  pattern: true,
  method: true,
  path: true,
  auth: true,
  to: true,
  params: true,
  query: true,
  headers: true,
  body: true,
  responses: true,
  throttle: THROTTLE_PROPS,
  cache: CACHE_PROPS,
  maxBodyBytes: true,
  api: true,
  timeoutMs: true,
  callerHeaders: true,
  backendToken: true,
  transform: true,
  use: true,
  name: true,
  summary: true,
  description: true,
  tags: true,
  deprecated: true,
  externalDocs: EXTERNAL_DOCS_PROPS,
  versionOf: true,
  example: { params: true, query: true, body: true },
  handle: true,
} as const satisfies KnownProps<Route>;

/**
 * One route of a gateway.
 *
 * @param pattern method, one space and path: `GET /books/{isbn}`, `ANY /files/{path+}`
 */
/* @__NO_SIDE_EFFECTS__ */
export function route<
  const Pattern extends string,
  const B extends Backend,
  const A extends Auth | undefined = undefined,
  Body extends AnySchema | undefined = undefined,
  Params extends RecordSchema | undefined = undefined,
  Query extends RecordSchema | undefined = undefined,
  Headers extends RecordSchema | undefined = undefined,
  const Answers extends Responses | undefined = undefined,
>(
  pattern: [PatternError<Pattern>] extends [never] ? Pattern : PatternError<Pattern>,
  props: RouteProps<Pattern, A, B, Contract<Params, Query, Headers, Body, Answers>>,
): Route<Pattern, A, B, Contract<Params, Query, Headers, Body, Answers>> {
  const made = {
    ...(props as typeof props & Contract<Params, Query, Headers, Body, Answers>),
    ...splitPattern(pattern),
    kind: 'route' as const,
    pattern: pattern as Pattern,
    auth: props.auth as A,
    to: props.to as B,
    api: props.api ?? 'auto',
  };
  return Object.freeze({ ...made, handle: (fn) => handleWith(made, fn) } satisfies Route<
    Pattern,
    A,
    B,
    Contract<Params, Query, Headers, Body, Answers>
  >);
}
