import type { JwtAuth } from '../spec/auth.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { Route } from '../spec/route.js';
import type { ApiChoices } from './choose-apis.js';
import type { ApiId } from './plan.js';

export interface JwtRoute {
  readonly route: Route;
  readonly auth: JwtAuth;
  readonly api: ApiId;
}

export function jwtRoutes(spec: GatewaySpec, choices: ApiChoices): readonly JwtRoute[] {
  return spec.routes.flatMap((route) => {
    const auth = route.auth ?? spec.auth;
    return auth && auth !== 'public' && auth.kind === 'jwt' ? [{ route, auth, api: choices.of(route).api }] : [];
  });
}
