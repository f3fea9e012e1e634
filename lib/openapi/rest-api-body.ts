import type { Plan, RoutePlan } from '../plan/plan.js';
import { apiNameOf } from '../plan/split/part-text.js';
import type { PlanSlice } from '../plan/split/slices-of.js';
import type { ApiBody, BodyRefs } from './body-refs.js';
import { ownServer } from './endpoint.js';
import { gatewayResponses } from './gateway-responses.js';
import { modelSchemas, requestCheck, requestValidators } from './models.js';
import { methodKey, methodsOf, routesByPath } from './paths.js';
import { preflight } from './preflight.js';
import { restIntegration } from './rest-integration.js';
import { restSecurity, restSecuritySchemes } from './rest-security.js';

/**
 * The body of a slice's REST API: its REST routes, what they ask of callers, preflights, gateway responses.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 */
export function restApiBody(plan: PlanSlice, refs: BodyRefs): ApiBody {
  const routes = plan.routes.filter((route) => route.api === 'rest');
  const paths: Record<string, Record<string, object>> = {};
  for (const [path, atPath] of routesByPath(routes)) {
    const item: Record<string, object> = {};
    for (const route of atPath) item[methodKey(route.method)] = operation(plan, route, refs);
    if (plan.cors) item.options = preflight(plan.cors, methodsOf(atPath));
    paths[path] = item;
  }
  const securitySchemes = restSecuritySchemes(plan, routes, refs);
  const responses = gatewayResponses(plan);
  const components = { ...modelSchemas(plan), ...(Object.keys(securitySchemes).length > 0 && { securitySchemes }) };
  const keySource = plan.apis.find(({ type }) => type === 'rest')?.apiKeySource;
  return {
    openapi: '3.0.1',
    info: { title: apiNameOf(plan), version: '1.0' },
    ...ownServer(plan.domain),
    ...(keySource ? { 'x-amazon-apigateway-api-key-source': keySource } : {}),
    ...requestValidators(routes),
    paths,
    ...(Object.keys(components).length > 0 && { components }),
    ...(Object.keys(responses).length > 0 ? { 'x-amazon-apigateway-gateway-responses': responses } : {}),
  };
}

function operation(plan: Plan, route: RoutePlan, refs: BodyRefs): object {
  const { parameters: mapped, responses, integration } = restIntegration(plan, route, refs);
  const { parameters: asked, requestBody, validator } = requestCheck(route);
  const security = restSecurity(route.auth);
  const parameters = [...mapped, ...asked];
  return {
    operationId: route.operationId,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody && { requestBody }),
    ...(security ? { security } : {}),
    responses,
    ...(validator && { 'x-amazon-apigateway-request-validator': validator }),
    'x-amazon-apigateway-integration': integration,
  };
}
