import type { GatewaySpec } from '../spec/gateway.js';
import type { Route } from '../spec/route.js';
import type { HeaderSource } from './plan.js';
import { callerHeadersOf, otherTokenHeaders, ownHeaders } from './route-access.js';

/** Where the authorizer puts the exchanged token, with `Bearer ` before it. */
export const BACKEND_TOKEN_KEY = 'backendToken';

/** Headers that the gateway itself sets at the backend of a route. Handlers are guarded instead, and replies see none. */
export function mappedHeaders(route: Route, spec: GatewaySpec): Readonly<Record<string, HeaderSource>> {
  if (route.to.kind !== 'http' && route.to.kind !== 'bound') return {};
  const claims = callerHeadersOf(route, spec);
  const tokens = route.backendToken ? otherTokenHeaders(route, spec) : [];
  const removed = [...ownHeaders(spec), ...tokens].map((name) => [name, { kind: 'removed' }] as const);
  const set = Object.keys(claims).map((name) => [name, { kind: 'authorizer-context', key: contextKey(name) }] as const);
  const exchanged = { authorization: { kind: 'authorizer-context', key: BACKEND_TOKEN_KEY } } as const;
  return { ...Object.fromEntries(removed), ...Object.fromEntries(set), ...(route.backendToken && exchanged) };
}

/** Keys of an authorizer's context are letters, digits and `_`: `x-user` → `header_x_user`. */
export function contextKey(header: string): string {
  return `header_${header.replace(/[^A-Za-z0-9]/g, '_')}`;
}
