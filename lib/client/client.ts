import type { AnySchema, HttpStatus, ResponseSchema, Responses, StatusOf } from '../spec/contract.js';
import type { Method, PathParams } from '../spec/path.js';
import type { PathOf } from '../spec/route.js';
import type { SchemaInput, StandardSchema } from '../spec/standard-schema.js';

/** What a credential is chosen by: the `auth` of a route or of the gateway. */
export type ClientAuth = 'public' | ClientScheme;

export type ClientScheme = ClientPart | { readonly kind: 'any-of' | 'all-of'; readonly parts: readonly ClientScheme[] };

export interface ClientPart {
  readonly kind: 'jwt' | 'introspection' | 'cognito' | 'api-key' | 'iam' | 'mutual-tls' | 'custom';
  readonly name: string;
  /** Of a token, in lower case. @default 'authorization', as `Bearer TOKEN`; any other holds the token alone */
  readonly header?: string;
}

/** The part of a route that a client needs: every route has it, and it can be written by hand to keep the spec out of a bundle. */
export interface ClientRoute {
  /** Method, one space and path. */
  readonly pattern: string;
  readonly auth: ClientAuth | undefined;
  readonly params?: AnySchema | undefined;
  readonly query?: AnySchema | undefined;
  readonly headers?: AnySchema | undefined;
  readonly body?: AnySchema | undefined;
  readonly responses?: Responses | undefined;
}

/** The part of a gateway that a client needs. */
export interface ClientGateway {
  readonly kind: 'gateway';
  readonly auth?: ClientAuth;
  readonly routes: readonly ClientRoute[];
}

export type ClientRoutes = Readonly<Record<string, ClientRoute>>;

export interface ClientOptions {
  /** Where the gateway answers, with the stage where it has one: `https://api.bookshop.example`. */
  readonly baseUrl: string;
  /** The gateway's own `auth`, for routes that name none. @default none: such routes cannot be called */
  readonly auth?: ClientAuth;
  /** A token for a scheme, asked for on each call of a route that wants one; of `anyOf`, none leaves it to the next. @default none */
  readonly token?: (scheme: string) => Given<string>;
  /** A key for an API key scheme, asked for on each call of a route that wants one. @default none */
  readonly apiKey?: (scheme: string) => Given<string>;
  /** What an authorizer of your own looks for, asked for on each call of a route that wants it. @default none */
  readonly headers?: (scheme: string) => Given<HeaderRecord>;
  /** Signs a request with AWS credentials (Signature Version 4, service `execute-api`): all of its headers. @default routes of an `iam` scheme cannot be called */
  readonly sign?: (request: SignedRequest) => HeaderRecord | Promise<HeaderRecord>;
  /** @default the global `fetch` */
  readonly fetch?: typeof fetch;
}

type HeaderRecord = Readonly<Record<string, string>>;
type Given<T> = T | undefined | Promise<T | undefined>;

/** A request as it will be sent. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export type QueryValue = string | number | boolean;

interface CommonRequest {
  /** Aborting it rejects the call with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** One call of a route: path parameters, query, headers and body as the route types them. */
export type ClientRequest<R extends ClientRoute> = CommonRequest &
  ParamsPart<PathParams<PathOf<R['pattern']>>, R['params']> &
  QueryPart<R['query']> &
  HeadersPart<R['headers']> &
  BodyPart<R['body']> &
  MethodPart<R['pattern']>;

type ParamsPart<Names extends string, S> = [Names] extends [never]
  ? { readonly params?: Readonly<Record<string, never>> }
  : { readonly params: S extends AnySchema ? Sent<S> : { readonly [Name in Names]: QueryValue } };

type QueryPart<S> = S extends AnySchema
  ? Part<'query', Sent<S>>
  : {
      /** A list is sent as the name several times; `undefined` is left out. */
      readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;
    };

/** Headers besides those that the schema names may be sent as well. */
type HeadersPart<S> = S extends AnySchema
  ? Part<'headers', Sent<S> & Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>>
  : { readonly headers?: Readonly<Record<string, string>> };

type Part<Name extends string, Value> =
  Record<never, never> extends Value ? { readonly [N in Name]?: Value } : { readonly [N in Name]: Value };

/** What a schema takes; of what it makes from anything (`z.coerce`), what can be sent. */
type Sent<S> =
  SchemaInput<S> extends infer Input
    ? { readonly [Name in keyof Input]: unknown extends Input[Name] ? QueryValue | undefined : Readonly<Input[Name]> }
    : never;

type BodyPart<S> =
  S extends StandardSchema<infer Input, unknown>
    ? { readonly body: Input }
    : {
        /** Text and bytes are sent as they are, anything else as JSON. */
        readonly body?: unknown;
      };

type MethodPart<Pattern extends string> = Pattern extends `ANY ${string}`
  ? { readonly method: Exclude<Method, 'ANY'> }
  : unknown;

/** A request may be left out where nothing in it is required. */
export type CallArguments<R extends ClientRoute> =
  Record<never, never> extends ClientRequest<R> ? [request?: ClientRequest<R>] : [request: ClientRequest<R>];

export interface ClientResponse<Status extends number = number, Body = unknown> {
  readonly status: Status;
  readonly headers: Headers;
  /** Parsed where the answer is JSON (`application/problem+json` included), else text, else bytes; `undefined` where there is none. */
  readonly body: Body;
}

/** The answers that a route declares, by status, and any other; without `responses`, any. */
export type ClientAnswer<R extends ClientRoute> = R['responses'] extends infer Declared extends Responses
  ?
      | { [Key in keyof Declared]: DeclaredAnswer<StatusOf<Declared, Key>, Declared[Key]> }[keyof Declared]
      | (Declared extends { readonly default: unknown }
          ? never
          : ClientResponse<Exclude<HttpStatus, keyof Declared>, unknown>)
  : ClientResponse;

type DeclaredAnswer<Status, D> = Status extends number
  ? ClientResponse<
      Status,
      ResponseSchema<D> extends AnySchema
        ? SchemaInput<ResponseSchema<D>>
        : D extends { readonly contentType: string }
          ? unknown
          : undefined
    >
  : never;

type Call<R extends ClientRoute> = (...args: CallArguments<R>) => Promise<ClientAnswer<R>>;

export type Client<Routes extends ClientRoutes> = { readonly [Name in keyof Routes]: Call<Routes[Name]> };

/** The calls of a whole gateway, by the routes' patterns: `client['GET /books/{isbn}']({ params })`. */
export type GatewayClient<G extends ClientGateway> = {
  readonly [R in G['routes'][number] as R['pattern']]: Call<R>;
};
