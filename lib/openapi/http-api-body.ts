import type { CorsPlan, Plan, RoutePlan } from '../plan/plan.js';
import { servedMethods } from '../plan/served-methods.js';
import { apiNameOf, descriptionOf } from '../plan/split/part-text.js';
import type { PlanSlice } from '../plan/split/slices-of.js';
import type { ApiBody, BodyRefs } from './body-refs.js';
import { ownServer } from './endpoint.js';
import { httpIntegration } from './http-integration.js';
import { httpSecurity, httpSecuritySchemes } from './http-security.js';
import { methodKey, methodsOf, routesByPath } from './paths.js';

/**
 * The body of a slice's HTTP API: its HTTP routes, their integrations shared, what they ask of callers, CORS.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 */
export function httpApiBody(plan: PlanSlice, refs: BodyRefs): ApiBody {
  const routes = httpRoutes(plan);
  const integrations: Record<string, object> = {};
  const paths: Record<string, object> = {};
  for (const [path, atPath] of routesByPath(routes)) {
    const item: Record<string, object> = {};
    for (const route of atPath) {
      const { key, integration } = httpIntegration(plan, route, refs);
      integrations[key] = integration;
      for (const method of servedMethods(route, atPath, plan.cors)) {
        item[methodKey(method)] = operation(route, method, key);
      }
    }
    paths[path] = { ...item, ...declaredParameters(path) };
  }
  const securitySchemes = httpSecuritySchemes(plan, routes, refs);
  const description = descriptionOf(plan);
  return {
    openapi: '3.0.1',
    info: { title: apiNameOf(plan), version: '1.0', ...(description ? { description } : {}) },
    ...ownServer(plan.domain),
    paths,
    components: {
      ...(Object.keys(securitySchemes).length > 0 ? { securitySchemes } : {}),
      'x-amazon-apigateway-integrations': inOrder(integrations),
    },
    // All parts answer a preflight alike, as the whole does for all of its paths.
    ...(plan.cors ? { 'x-amazon-apigateway-cors': corsOf(plan.cors, methodsOf(httpRoutes(plan.whole ?? plan))) } : {}),
    'x-amazon-apigateway-importexport-version': '1.0',
  };
}

function httpRoutes({ routes }: Plan): readonly RoutePlan[] {
  return routes.filter(({ api }) => api === 'http');
}

function operation(route: RoutePlan, method: string, integrationKey: string): object {
  const security = httpSecurity(route.auth);
  return {
    operationId: method === route.method ? route.operationId : `${route.operationId}-${method.toLowerCase()}`,
    ...(security ? { security } : {}),
    responses: {},
    'x-amazon-apigateway-integration': {
      $ref: `#/components/x-amazon-apigateway-integrations/${integrationKey}`,
    },
  };
}

/**
 * Path parameters as API Gateway's own export declares them, once for all methods and a greedy one with its `+`: the API
 * is made to fail on warnings, and a parameter that a path has and nothing declares may be one.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-export.html
 */
function declaredParameters(path: string): { parameters?: readonly object[] } {
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]);
  if (names.length === 0) return {};
  return { parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })) };
}

function corsOf(cors: CorsPlan, methods: readonly string[]): object {
  return {
    allowOrigins: cors.origins,
    allowMethods: methods,
    allowHeaders: cors.allowHeaders,
    ...(cors.exposeHeaders.length > 0 ? { exposeHeaders: cors.exposeHeaders } : {}),
    ...(cors.credentials ? { allowCredentials: true } : {}),
    maxAge: cors.maxAgeSeconds,
  };
}

function inOrder<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
