import type { TokenAuth } from '../spec/auth.js';
import { cognitoIssuer } from '../spec/cognito.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { IntrospectionAuth } from '../spec/introspection.js';
import { DEFAULT_CLOCK_TOLERANCE_SECONDS, DEFAULT_TOKEN_HEADER, type JwtAuth } from '../spec/jwt.js';
import { ORIGIN_HEADER } from '../spec/origin-header.js';
import type { Route } from '../spec/route.js';
import type { Secret } from '../spec/secret.js';
import type { TokenExchange } from '../spec/token-exchange.js';
import { type TokenRoute, tokenRoutes } from './authorized-routes.js';
import type { ApiChoices } from './choose-apis.js';
import { AUTHORIZER_FUNCTION_ID } from './ids.js';
import { contextKey } from './mapped-headers.js';
import { isClosedByAuthorizer } from './origin/closed-origin.js';
import { originRoutes } from './origin/origin-authorizer.js';
import type { AuthorizerConfig, FunctionPlan, RouteRule, TokenSchemeConfig } from './plan.js';
import { authorizerNamesKeys, callerHeadersOf, routeAccess } from './route-access.js';

/** The one bundled authorizer of a gateway, with what its routes name and nothing else; none where native ones do. */
export function planAuthorizerFunction(spec: GatewaySpec, choices: ApiChoices): readonly FunctionPlan[] {
  const served = [...tokenRoutes(spec, choices).values()]
    .filter(({ choice }) => choice.kind === 'rest-lambda' || choice.kind === 'http-lambda')
    .toSorted((a, b) => (a.route.pattern < b.route.pattern ? -1 : 1));
  const closed = originRoutes(spec, choices);
  if (served.length + closed.length === 0) return [];
  const closes = closed.length > 0 || served.some(({ api }) => isClosedByAuthorizer(spec, api));
  const config: AuthorizerConfig = {
    schemes: Object.fromEntries(
      served.flatMap(({ tokens }) => tokens.flat().map((each) => [each.name, schemeConfig(each)])),
    ),
    exchanges: Object.fromEntries(exchangesOf(served).map((exchange) => [exchange.name, exchange])),
    ...(closes && { origin: { header: ORIGIN_HEADER } }),
    routes: rulesOf(served, closed, spec),
  };
  const secrets = secretsOf(config);
  const callsOut = closes || secrets.length > 0;
  return [
    {
      kind: 'authorizer',
      id: AUTHORIZER_FUNCTION_ID,
      memoryMb: 512,
      timeoutMs: callsOut ? 9_000 : 5_000,
      config,
      secrets,
      because: `512 MB for the CPU that comes with it at a cold start; ${callsOut ? CALLS_OUT : KEYS_ALONE}`,
    },
  ];
}

function rulesOf(
  served: readonly TokenRoute[],
  closed: readonly Route[],
  spec: GatewaySpec,
): AuthorizerConfig['routes'] {
  const rules = [
    ...served.map((each) => [each.route.pattern, ruleOf(each, spec)] as const),
    ...closed.map(({ pattern }) => [pattern, EVERYBODY] as const),
  ];
  return Object.fromEntries(rules.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const EVERYBODY: RouteRule = { public: true, anyOf: [], contextClaims: {} };

const KEYS_ALONE = '5 s hold discovery and keys, 1.5 s each';
/** An HTTP API waits 10 s for an authorizer. */
const CALLS_OUT = '9 s hold keys, a secret, an introspection and an exchange, 1.5 s each; an HTTP API waits 10 s';

function exchangesOf(routes: readonly TokenRoute[]): readonly TokenExchange[] {
  return routes.flatMap(({ route }) => (route.backendToken ? [route.backendToken] : []));
}

function ruleOf({ route, tokens }: TokenRoute, spec: GatewaySpec): RouteRule {
  // Around a handler the guard sets them, from the claims.
  const headers = route.to.kind === 'lambda' ? [] : Object.entries(callerHeadersOf(route, spec));
  const asked = tokens.filter((all) => all.length > 0);
  return {
    anyOf: asked.map((all) => all.map(({ name, scopes, claims }) => ({ scheme: name, scopes, claims }))),
    contextClaims: Object.fromEntries(headers.map(([header, claim]) => [contextKey(header), claim])),
    ...(route.backendToken && { exchange: route.backendToken.name }),
    ...usageKeyRule(route, spec),
  };
}

function usageKeyRule(route: Route, spec: GatewaySpec): Pick<RouteRule, 'usageKey'> {
  const { apiKey } = routeAccess(route, spec);
  if (!apiKey || !authorizerNamesKeys(spec)) return {};
  if (!apiKey.meter) return { usageKey: { kind: 'header', header: 'x-api-key' } };
  return { usageKey: { kind: 'claim', ...apiKey.meter, gateway: spec.name, meter: apiKey.name } };
}

function schemeConfig(auth: TokenAuth): TokenSchemeConfig {
  switch (auth.kind) {
    case 'jwt':
      return jwtConfig(auth);
    case 'introspection':
      return introspectionConfig(auth);
    case 'cognito':
      return {
        kind: 'jwt',
        issuers: [cognitoIssuer(auth.userPoolArn)],
        audiences: auth.clientIds,
        algorithms: ['RS256'],
        clockToleranceSeconds: DEFAULT_CLOCK_TOLERANCE_SECONDS,
        header: DEFAULT_TOKEN_HEADER,
      };
  }
}

function jwtConfig(auth: JwtAuth): TokenSchemeConfig {
  const { kind, issuers, audiences, jwksUri, algorithms, clockToleranceSeconds, tokenType, header } = auth;
  return {
    kind,
    issuers,
    audiences,
    ...(jwksUri !== undefined && { jwksUri }),
    algorithms,
    clockToleranceSeconds,
    ...(tokenType !== undefined && { tokenType }),
    header,
  };
}

function introspectionConfig(auth: IntrospectionAuth): TokenSchemeConfig {
  const { kind, endpoint, client, audiences, issuer, cacheMaxTtlSeconds, header } = auth;
  return { kind, endpoint, client, audiences, ...(issuer !== undefined && { issuer }), cacheMaxTtlSeconds, header };
}

function secretsOf({ schemes, exchanges, routes }: AuthorizerConfig): readonly Secret[] {
  const clients = [
    ...Object.values(schemes).flatMap((scheme) => (scheme.kind === 'introspection' ? [scheme.client] : [])),
    ...Object.values(exchanges).map(({ client }) => client),
  ];
  const meters = Object.values(routes).flatMap(({ usageKey }) => (usageKey?.kind === 'claim' ? [usageKey.secret] : []));
  const all = [...clients.map(({ secret }) => secret), ...meters];
  const byId = new Map(all.map((secret) => [JSON.stringify(secret), secret]));
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, secret]) => secret);
}
