import type { LambdaAuthorizerPlan, Plan, RouteAuthPlan, RoutePlan } from '../plan/plan.js';
import { type ApiBody, type BodyRefs, refOf } from './body-refs.js';
import { componentName } from './component-name.js';
import { gatewayResponses } from './gateway-responses.js';
import { methodKey, methodsOf, routesByPath } from './paths.js';
import { preflight } from './preflight.js';
import { restIntegration } from './rest-integration.js';

const API_KEY_SCHEME = 'api_key';

/**
 * The body of the plan's REST API: its REST routes, Lambda authorizers, API keys, preflights, gateway responses.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 */
export function restApiBody(plan: Plan, refs: BodyRefs): ApiBody {
  const routes = plan.routes.filter((route) => route.api === 'rest');
  const paths: Record<string, Record<string, object>> = {};
  for (const [path, atPath] of routesByPath(routes)) {
    const item: Record<string, object> = {};
    for (const route of atPath) item[methodKey(route.method)] = operation(plan, route, refs);
    if (plan.cors) item.options = preflight(plan.cors, methodsOf(atPath));
    paths[path] = item;
  }
  const securitySchemes = schemesOf(plan, routes, refs);
  const responses = gatewayResponses(plan);
  return {
    openapi: '3.0.1',
    info: { title: plan.gateway, version: '1.0' },
    paths,
    ...(Object.keys(securitySchemes).length > 0 ? { components: { securitySchemes } } : {}),
    ...(Object.keys(responses).length > 0 ? { 'x-amazon-apigateway-gateway-responses': responses } : {}),
  };
}

function operation(plan: Plan, route: RoutePlan, refs: BodyRefs): object {
  const { parameters, responses, integration } = restIntegration(plan, route, refs);
  const security = securityOf(route.auth);
  return {
    operationId: route.operationId,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(security ? { security } : {}),
    responses,
    'x-amazon-apigateway-integration': integration,
  };
}

/** Scopes are the bundled authorizer's affair: REST APIs read them for Cognito only. */
function securityOf(auth: RouteAuthPlan): readonly object[] | undefined {
  if (auth.kind === 'public') return undefined;
  const { apiKey, authorization } = auth;
  const asked = {
    ...(apiKey ? { [API_KEY_SCHEME]: [] } : {}),
    ...(authorization.kind === 'authorizer'
      ? { [componentName(authorization.authorizer)]: authorization.scopes }
      : {}),
  };
  return Object.keys(asked).length > 0 ? [asked] : undefined;
}

function schemesOf(plan: Plan, routes: readonly RoutePlan[], refs: BodyRefs): Record<string, object> {
  const schemes: Record<string, object> = {};
  if (routes.some((route) => route.auth.kind === 'protected' && route.auth.apiKey)) {
    schemes[API_KEY_SCHEME] = { type: 'apiKey', name: 'x-api-key', in: 'header' };
  }
  for (const authorizer of [...plan.authorizers].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (authorizer.kind !== 'rest-lambda') continue;
    schemes[componentName(authorizer.id)] = authorizerScheme(authorizer, refs);
  }
  return schemes;
}

/**
 * The cache key is made of all identity sources: with method and resource in it, an answer is used for no other route.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
 */
const IDENTITY_SOURCE = 'method.request.header.Authorization, context.httpMethod, context.resourcePath';

function authorizerScheme(authorizer: LambdaAuthorizerPlan, refs: BodyRefs): object {
  return {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: refOf(refs.invocationUris, authorizer.function),
      identitySource: IDENTITY_SOURCE,
      authorizerResultTtlInSeconds: authorizer.ttlSeconds,
    },
  };
}
