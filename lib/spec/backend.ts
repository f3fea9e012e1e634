import type { KnownProps } from './known-props.js';

/** What answers a route. */
export type Backend = LambdaBackend | HttpBackend | ReplyBackend | BoundBackend;

export interface LambdaProps {
  /**
   * The name that the module exports the handler under.
   * @default 'handler'
   */
  readonly export?: string;
  /**
   * Memory in MB, 128 to 10,240; CPU grows with it.
   * @default 256
   */
  readonly memoryMb?: number;
  /**
   * How long one invocation may take, 1,000 to 900,000 ms in whole seconds.
   * @default 29000, the longest that a REST API waits; of an authorizer 10000, the longest that an HTTP API does
   */
  readonly timeoutMs?: number;
  /** Plain settings; no secrets, since they stand in the template. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Answers are sent on in parts as the handler makes them, for up to 15 minutes and past 10 MB; the handler is made with
   * `streaming(route)` of `gatewright/runtime`. REST APIs only.
   *
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
   * @default one answer, once all of it is there
   */
  readonly streaming?: true;
}

export interface LambdaBackend extends LambdaProps {
  readonly kind: 'lambda';
  readonly entry: string;
}

export interface StreamedLambda extends LambdaBackend {
  readonly streaming: true;
}

/**
 * A TypeScript or JavaScript module, bundled and deployed as one function.
 * Routes that name the same module and export share the function.
 *
 * @param entry file, relative to the gateway's code root
 */
export function lambda(entry: string, props: LambdaProps & { readonly streaming: true }): StreamedLambda;
export function lambda(entry: string, props?: LambdaProps): LambdaBackend;
/* @__NO_SIDE_EFFECTS__ */
export function lambda(entry: string, props: LambdaProps = {}): LambdaBackend {
  return Object.freeze({ kind: 'lambda', entry, ...props });
}

export function isStreamed(backend: Backend): backend is StreamedLambda {
  return backend.kind === 'lambda' && backend.streaming === true;
}

export interface HttpBackend<Url extends string = string> {
  readonly kind: 'http';
  readonly url: Url;
}

/**
 * An HTTP service in the public network. `{name}` in the URL's path stands for the route's parameter of that name.
 * Method, headers, query and body pass through.
 */
/* @__NO_SIDE_EFFECTS__ */
export function http<const Url extends string>(url: Url): HttpBackend<Url> {
  return Object.freeze({ kind: 'http', url });
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface ReplyBackend {
  readonly kind: 'reply';
  readonly status: number;
  readonly body: JsonValue;
  readonly headers: Readonly<Record<string, string>>;
}

/** The same JSON answer each time, made by the gateway itself (a REST API's mock integration). */
/* @__NO_SIDE_EFFECTS__ */
export function reply(status: number, body: JsonValue, headers: Readonly<Record<string, string>> = {}): ReplyBackend {
  return Object.freeze({ kind: 'reply', status, body, headers: Object.freeze({ ...headers }) });
}

export interface BoundBackend<Name extends string = string> {
  readonly kind: 'bound';
  readonly name: Name;
}

/**
 * A backend that the CDK app binds by name: an existing function, a load balancer through a VPC link, or a URL.
 * `Gateway`'s props require a binding for every name that the routes use.
 */
/* @__NO_SIDE_EFFECTS__ */
export function backend<const Name extends string>(name: Name): BoundBackend<Name> {
  return Object.freeze({ kind: 'bound', name });
}

export const BACKEND_PROPS = {
  lambda: {
    kind: true,
    entry: true,
    export: true,
    memoryMb: true,
    timeoutMs: true,
    environment: true,
    streaming: true,
  },
  http: { kind: true, url: true },
  reply: { kind: true, status: true, body: true, headers: true },
  bound: { kind: true, name: true },
} as const satisfies { readonly [Kind in Backend['kind']]: KnownProps<Extract<Backend, { readonly kind: Kind }>> };
