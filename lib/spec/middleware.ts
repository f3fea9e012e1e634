import type { KnownProps } from './known-props.js';

export interface MiddlewareProps {
  /**
   * The name that the module exports the function under.
   * @default 'middleware'
   */
  readonly export?: string;
}

export interface Middleware extends MiddlewareProps {
  readonly kind: 'middleware';
  readonly entry: string;
}

/**
 * A TypeScript or JavaScript module of yours that runs around what answers a route, bundled into the same function; its
 * type is `MiddlewareFunction` of `gatewright/runtime`.
 *
 * @param entry file, relative to the gateway's code root
 */
/* @__NO_SIDE_EFFECTS__ */
export function middleware(entry: string, props: MiddlewareProps = {}): Middleware {
  return Object.freeze({ kind: 'middleware', entry, ...props });
}

export const MIDDLEWARE_PROPS = { kind: true, entry: true, export: true } as const satisfies KnownProps<Middleware>;
