import { quotas } from '../facts/quotas.js';
import type { Auth } from '../spec/auth.js';
import type { Backend } from '../spec/backend.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { ClaimRule, JwtAuth } from '../spec/jwt.js';
import { operationIdOf } from '../spec/operation-id.js';
import type { Route } from '../spec/route.js';
import type { ApiChoices } from './choose-apis.js';
import { chooseJwtAuthorizer } from './choose-jwt-authorizer.js';
import { authorizerId, integrationId } from './ids.js';
import type { ApiId, RouteAuthPlan, RoutePlan } from './plan.js';

export function planRoute(route: Route, spec: GatewaySpec, choices: ApiChoices): RoutePlan {
  const { api, because } = choices.of(route);
  return {
    id: route.pattern,
    method: route.method,
    path: route.path,
    operationId: operationIdOf(route),
    ...(route.summary !== undefined && { summary: route.summary }),
    api,
    apiBecause: because,
    auth: planRouteAuth(statedAuth(route, spec), route, api),
    integration: integrationId(route),
    integrationBecause: integrationReason(route, spec, api),
    ...(route.throttle && { throttle: { ...route.throttle, because: 'the route states its own rate' } }),
    timeoutMs: route.timeoutMs ?? quotas.restTimeoutMs.value,
  };
}

function integrationReason({ to }: Route, spec: GatewaySpec, api: ApiId): string {
  const browsers = spec.cors && api === 'rest' && to.kind !== 'lambda' && to.kind !== 'reply';
  return browsers
    ? `${integrationReasons[to.kind]}; a REST API adds no CORS headers to its answers, so it has to send them itself`
    : integrationReasons[to.kind];
}

const integrationReasons: Record<Backend['kind'], string> = {
  lambda: 'Lambda proxy: the handler sees the whole request and makes the whole answer',
  http: 'HTTP proxy: method, headers, query and body pass through',
  reply: 'mock integration: no backend is called',
  bound: 'bound by name in the CDK app',
};

/** Validation refuses a route without a word on it; should one get here all the same, it is not open. */
function statedAuth(route: Route, spec: GatewaySpec): Auth {
  const auth = route.auth ?? spec.auth;
  if (!auth) throw new Error(`${route.pattern} does not say who may call it`);
  return auth;
}

function planRouteAuth(auth: Auth, route: Route, api: ApiId): RouteAuthPlan {
  const inherited = route.auth ? 'the route' : "the gateway's default";
  if (auth === 'public') return { kind: 'public', because: `${inherited} says public` };
  if (auth.kind === 'jwt') return jwtPlan(auth, api, inherited);
  const usagePlans = auth.plans.map((plan) => plan.name);
  return { kind: 'api-key', scheme: auth.name, usagePlans, because: `${inherited} asks for a key of ${auth.name}` };
}

function jwtPlan(auth: JwtAuth, api: ApiId, inherited: string): RouteAuthPlan {
  const { kind } = chooseJwtAuthorizer(auth, api);
  return {
    kind: 'authorizer',
    authorizer: authorizerId(auth, kind),
    scopes: auth.scopes,
    claims: auth.claims,
    because: `${inherited} asks for a token of ${auth.name}${requirementText(auth)}`,
  };
}

function requirementText({ scopes, claims }: JwtAuth): string {
  const parts = [...scopes.map((any) => any.join(' or ')), ...claims.map(claimText)];
  return parts.length > 0 ? ` with ${parts.join(' and ')}` : '';
}

/** Without the values: they may be names of customers, and plans are printed. */
function claimText(rule: ClaimRule): string {
  if (rule.kind === 'exists') return rule.expected ? `a ${rule.name}` : `no ${rule.name}`;
  return `a fitting ${rule.name}`;
}
