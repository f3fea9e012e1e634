import type { GatewaySpec } from '../spec/gateway.js';
import type { JwtAuth } from '../spec/jwt.js';
import type { Route } from '../spec/route.js';
import type { ApiChoices } from './choose-apis.js';
import { chooseJwtAuthorizer, type JwtAuthorizerChoice } from './choose-jwt-authorizer.js';
import type { ApiId } from './plan.js';

export interface JwtRoute {
  readonly route: Route;
  readonly auth: JwtAuth;
  readonly api: ApiId;
  readonly choice: JwtAuthorizerChoice;
}

export function jwtRoutes(spec: GatewaySpec, choices: ApiChoices): readonly JwtRoute[] {
  return spec.routes.flatMap((route) => {
    const auth = route.auth ?? spec.auth;
    if (!auth || auth === 'public' || auth.kind !== 'jwt') return [];
    const { api } = choices.of(route);
    return [{ route, auth, api, choice: chooseJwtAuthorizer(auth, api) }];
  });
}
