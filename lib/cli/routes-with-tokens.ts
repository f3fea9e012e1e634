import { routeAccess } from '../plan/route-access.js';
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
  const { tokens, apiKey } = routeAccess(route, spec);
  const headerClaims = Object.values(route.callerHeaders ?? spec.callerHeaders ?? {});
  const readClaims = [...headerClaims, ...(apiKey?.meter ? [apiKey.meter.claim] : [])];
  return tokens.flat().map((auth) => ({ route, auth, readClaims }));
}
