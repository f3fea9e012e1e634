import { quotas } from '../facts/quotas.js';
import type { ApiKeyAuth, TokenAuth } from '../spec/auth.js';
import { type Backend, isStreamed } from '../spec/backend.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { operationNameOf } from '../spec/operation-id.js';
import type { ClaimRule, TokenRequirement } from '../spec/requirement.js';
import type { Route } from '../spec/route.js';
import { customRoute, schemeNames, type TokenRoute, tokenRoutes } from './authorized-routes.js';
import type { ApiChoices } from './choose-apis.js';
import { integrationId } from './ids.js';
import { integrated } from './integrated.js';
import { hasOriginAuthorizer, ORIGIN_AUTHORIZER_ID } from './origin/closed-origin.js';
import type { ApiType, AuthorizationPlan, RouteAuthPlan, RoutePlan } from './plan.js';
import { transformsOf } from './plan-transforms.js';
import { planValidation } from './plan-validation.js';
import { routeAccess, statedAuth } from './route-access.js';

export function planRoute(route: Route, spec: GatewaySpec, choices: ApiChoices): RoutePlan {
  const { api, because } = choices.of(route);
  const validation = planValidation(route, api);
  const transforms = transformsOf(route, choices);
  return {
    id: route.pattern,
    method: route.method,
    path: route.path,
    operationId: operationNameOf(route),
    ...(route.summary !== undefined && { summary: route.summary }),
    api,
    apiBecause: because,
    auth: planRouteAuth(route, spec, choices),
    integration: integrationId(route, integrated(route, spec, choices)),
    integrationBecause: transforms?.place === 'function' ? transforms.because : integrationReason(route, spec, api),
    ...(transforms && { transforms }),
    ...(route.throttle && { throttle: { ...route.throttle, because: 'the route states its own rate' } }),
    timeoutMs: route.timeoutMs ?? defaultWaitMs(route),
    ...(validation && { validation }),
  };
}

/** A streamed answer may take as long as its function. */
function defaultWaitMs({ to }: Route): number {
  const usual = quotas.restTimeoutMs.value;
  return isStreamed(to) ? (to.timeoutMs ?? usual) : usual;
}

function integrationReason({ to }: Route, spec: GatewaySpec, api: ApiType): string {
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

function planRouteAuth(route: Route, spec: GatewaySpec, choices: ApiChoices): RouteAuthPlan {
  const { api } = choices.of(route);
  const says = route.auth ? 'the route' : "the gateway's default";
  const isOnlyClosed = hasOriginAuthorizer(route, spec, api);
  if (statedAuth(route, spec) === 'public') {
    const closed = isOnlyClosed && { originAuthorizer: ORIGIN_AUTHORIZER_ID };
    return { kind: 'public', ...closed, because: `${says} says public` };
  }
  const { apiKey, iam, mutualTls, custom } = routeAccess(route, spec);
  const tokens = tokenRoutes(spec, choices).get(route);
  const asked = [
    ...(apiKey ? [keyText(apiKey)] : []),
    ...(tokens?.tokens.flat().length ? [tokensText(tokens.tokens)] : []),
    ...(iam ? [`a signature of AWS (${iam.name})`] : []),
    ...(custom ? [`the word of ${custom.name}`] : []),
    ...(mutualTls ? [`a client certificate (${mutualTls.name})`] : []),
  ];
  const named = [apiKey, iam, custom, mutualTls].flatMap((scheme) => (scheme ? [scheme.name] : []));
  return {
    kind: 'protected',
    authorization: authorizationOf(tokens, route, spec, api),
    ...(apiKey && { apiKey: { scheme: apiKey.name, usagePlans: apiKey.plans.map((plan) => plan.name) } }),
    ...(mutualTls && { mutualTls: mutualTls.name }),
    schemes: [...named, ...(tokens ? schemeNames(tokens.tokens) : [])],
    because: `${says} asks for ${asked.join(' and ')}`,
  };
}

function authorizationOf(
  tokens: TokenRoute | undefined,
  route: Route,
  spec: GatewaySpec,
  api: ApiType,
): AuthorizationPlan {
  if (routeAccess(route, spec).iam) return { kind: 'iam' };
  const custom = customRoute(route, spec, api);
  if (custom) return { kind: 'authorizer', authorizer: custom.authorizer, scopes: [] };
  if (!tokens && hasOriginAuthorizer(route, spec, api))
    return { kind: 'authorizer', authorizer: ORIGIN_AUTHORIZER_ID, scopes: [] };
  if (!tokens) return { kind: 'none' };
  const isNative = tokens.choice.kind === 'http-jwt' || tokens.choice.kind === 'rest-cognito';
  const scopes = isNative ? tokens.tokens.flat().flatMap((scheme) => scheme.scopes.flat()) : [];
  return { kind: 'authorizer', authorizer: tokens.authorizer, scopes };
}

function keyText({ name, meter }: ApiKeyAuth): string {
  return meter ? `a ${meter.claim} that ${name} counts by` : `a key of ${name}`;
}

function tokensText(tokens: readonly (readonly TokenAuth[])[]): string {
  const texts = tokens.map((all) =>
    all.map((scheme) => `${scheme.name}${requirementText(scheme)}`).join(' and one of '),
  );
  return `a token of ${texts.join(', or of ')}`;
}

function requirementText({ scopes, claims, stepUps }: TokenRequirement): string {
  const parts = [
    ...scopes.map((any) => any.join(' or ')),
    ...claims.map(claimText),
    ...(stepUps.length > 0 ? ['a login that is good enough'] : []),
  ];
  return parts.length > 0 ? ` with ${parts.join(' and ')}` : '';
}

/** Without the values: they may be names of customers, and plans are printed. */
function claimText(rule: ClaimRule): string {
  if (rule.kind === 'exists') return rule.expected ? `a ${rule.name}` : `no ${rule.name}`;
  return `a fitting ${rule.name}`;
}
