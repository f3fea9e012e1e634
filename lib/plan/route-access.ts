import { type Access, accessOf, headerOf } from '../spec/access.js';
import type { Auth } from '../spec/auth.js';
import type { AuthPart } from '../spec/combinations.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { DEFAULT_TOKEN_HEADER } from '../spec/jwt.js';
import type { CallerHeaders, Route } from '../spec/route.js';
import { onceAPlan } from './once-a-plan.js';

/** The auth of a route, its own or the gateway's. Validation refuses a route without a word on it; should one get here all the same, it is not open. */
export function statedAuth(route: Route, spec: GatewaySpec): Auth {
  const auth = route.auth ?? spec.auth;
  if (!auth) throw new Error(`${route.pattern} does not say who may call it`);
  return auth;
}

const NOTHING: Access = { tokens: [] };

/** What a route asks of its callers. A combination that no method can ask for is an issue; here it asks for nothing, so that its other issues are found too. */
export function routeAccess(route: Route, spec: GatewaySpec): Access {
  const auth = route.auth ?? spec.auth;
  if (!auth || auth === 'public') return NOTHING;
  const known = accesses.get(auth);
  if (known) return known;
  const result = accessOf(auth);
  const access = result.ok ? result.access : NOTHING;
  accesses.set(auth, access);
  return access;
}

/** Auth values are frozen and shared by many routes. */
const accesses = new WeakMap<AuthPart, Access>();

/** An API has one source of keys: with a meter anywhere, the authorizer names them on every route. */
export const authorizerNamesKeys = onceAPlan((spec) =>
  spec.routes.some((route) => routeAccess(route, spec).apiKey?.meter !== undefined),
);

/** Headers that a route's backend gets from claims; none where its callers bring no token. */
export function callerHeadersOf(route: Route, spec: GatewaySpec): CallerHeaders {
  if (routeAccess(route, spec).tokens.length === 0) return {};
  const stated = Object.entries(route.callerHeaders ?? spec.callerHeaders ?? {});
  return Object.fromEntries(stated.map(([header, claim]) => [header.toLowerCase(), claim]));
}

/** Every header that the gateway sets anywhere: no client may send it to any backend. Lower case, sorted. */
export const ownHeaders = onceAPlan((spec): readonly string[] => {
  const stated = [spec.callerHeaders, ...spec.routes.map((route) => route.callerHeaders)];
  const names = stated.flatMap((headers) => Object.keys(headers ?? {}));
  return [...new Set(names.map((name) => name.toLowerCase()))].sort();
});

/** Headers besides `Authorization` that callers' tokens come in: a backend that gets another token must see none of them. Sorted. */
export function otherTokenHeaders(route: Route, spec: GatewaySpec): readonly string[] {
  const headers = new Set(routeAccess(route, spec).tokens.flat().map(headerOf));
  return [...headers].filter((header) => header !== DEFAULT_TOKEN_HEADER).sort();
}
