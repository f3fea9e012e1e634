import type { GatewaySpec } from '../spec/gateway.js';
import type { ApiChoices } from './choose-apis.js';
import { AUTHORIZER_FUNCTION_ID, authorizerId } from './ids.js';
import { type JwtRoute, jwtRoutes } from './jwt-routes.js';
import type { AuthorizerPlan } from './plan.js';

/** One authorizer for each scheme, API and kind; its reasons are those of all of its routes. */
export function planAuthorizers(spec: GatewaySpec, choices: ApiChoices): readonly AuthorizerPlan[] {
  const groups = new Map<string, JwtRoute[]>();
  for (const route of jwtRoutes(spec, choices)) {
    const id = authorizerId(route.auth, route.choice.kind);
    const group = groups.get(id);
    if (group) group.push(route);
    else groups.set(id, [route]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([id, group]) => planAuthorizer(id, group));
}

function planAuthorizer(id: string, group: readonly JwtRoute[]): readonly AuthorizerPlan[] {
  const [first] = group;
  if (!first) return [];
  const { auth, choice } = first;
  const because = [...new Set(group.map((route) => route.choice.because))].sort().join('. ');
  const named = { id, scheme: auth.name, because };
  const onFunction = { ...named, function: AUTHORIZER_FUNCTION_ID, ttlSeconds: auth.cacheTtlSeconds };
  switch (choice.kind) {
    case 'http-jwt':
      return [{ ...named, kind: choice.kind, api: 'http', issuer: auth.issuers[0] ?? '', audiences: auth.audiences }];
    case 'http-lambda-jwt':
      return [{ ...onFunction, kind: choice.kind, api: 'http' }];
    case 'rest-lambda-jwt':
      return [{ ...onFunction, kind: choice.kind, api: 'rest' }];
  }
}
