import { accessOf } from '../spec/access.js';
import type { TokenAuth } from '../spec/auth.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { Route } from '../spec/route.js';

/** A route, and one of the token schemes that let its callers in. */
export interface TokenUser {
  readonly route: Route;
  readonly auth: TokenAuth;
  /** Claims that the route makes headers of, or counts its callers by. */
  readonly readClaims: readonly string[];
}

export function routesWithTokens(spec: GatewaySpec): readonly TokenUser[] {
  return spec.routes.flatMap((route) => tokenUsersOf(route, spec));
}

function tokenUsersOf(route: Route, spec: GatewaySpec): readonly TokenUser[] {
  const auth = route.auth ?? spec.auth;
  if (!auth || auth === 'public') return [];
  const result = accessOf(auth);
  const headerClaims = Object.values(route.callerHeaders ?? spec.callerHeaders ?? {});
  const meter = result.ok ? result.access.apiKey?.meter : undefined;
  const readClaims = [...headerClaims, ...(meter ? [meter.claim] : [])];
  return result.ok ? result.access.tokens.flat().map((scheme) => ({ route, auth: scheme, readClaims })) : [];
}
