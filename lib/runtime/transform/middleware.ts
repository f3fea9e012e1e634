import type { AnyCaller } from '../caller.js';
import type { HandlerResult } from '../result.js';

/** A request as a middleware sees it: behind the gateway's own checks and the declared transformations. */
export interface MiddlewareRequest {
  /** The route: `POST /orders`. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
  /** Lower-cased names; several values joined with `,`. */
  readonly headers: Readonly<Record<string, string>>;
  /** All values of each name, decoded. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly body: Uint8Array | undefined;
  readonly caller: AnyCaller | undefined;
  readonly requestId: string;
}

/** An answer as a middleware sees it. */
export interface MiddlewareResponse extends HandlerResult {
  /** Lower-cased names; several values joined with `,`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Uint8Array | undefined;
}

/** What comes behind: the next middleware, or what answers the route. Only headers, query, path and body can be changed. */
export type Next = (request?: MiddlewareRequest) => Promise<MiddlewareResponse>;

/**
 * Runs around what answers a route. It may change the request (`next({ ...request, headers })`), the answer, or answer
 * itself without calling `next`. What it throws is a 500 to the caller, with the request id and nothing else.
 */
export type MiddlewareFunction = (request: MiddlewareRequest, next: Next) => HandlerResult | Promise<HandlerResult>;
