import type { Method, PathParams } from '../spec/path.js';
import type { PathOf } from '../spec/route.js';
import type { StandardSchema } from '../spec/standard-schema.js';

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
  readonly body?: StandardSchema<unknown, unknown> | undefined;
}

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
  /** A list is sent as the name several times; `undefined` is left out. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Aborting it rejects the call with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** One call of a route: path parameters and body as the route types them. */
export type ClientRequest<R extends ClientRoute> = CommonRequest &
  ParamsPart<PathParams<PathOf<R['pattern']>>> &
  BodyPart<R['body']> &
  MethodPart<R['pattern']>;

type ParamsPart<Names extends string> = [Names] extends [never]
  ? { readonly params?: Readonly<Record<string, never>> }
  : { readonly params: { readonly [Name in Names]: QueryValue } };

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

export interface ClientResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where the answer is JSON (`application/problem+json` included), else text, else bytes; `undefined` where there is none. */
  readonly body: unknown;
}

export type Client<Routes extends Readonly<Record<string, ClientRoute>>> = {
  readonly [Name in keyof Routes]: (...args: CallArguments<Routes[Name]>) => Promise<ClientResponse>;
};
