import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import type { ApiChoices } from '../choose-apis.js';
import { AUTHORIZER_FUNCTION_ID } from '../ids.js';
import type { LambdaAuthorizerPlan } from '../plan.js';
import { hasOriginAuthorizer, ORIGIN_AUTHORIZER_ID } from './closed-origin.js';

/** Routes of the HTTP API that ask for no token, and are refused around the edge all the same. */
export function originRoutes(spec: GatewaySpec, choices: ApiChoices): readonly Route[] {
  return spec.routes.filter((route) => hasOriginAuthorizer(route, spec, choices.of(route).api));
}

/** The authorizer of those routes. */
export function originAuthorizers(spec: GatewaySpec, choices: ApiChoices): readonly LambdaAuthorizerPlan[] {
  if (originRoutes(spec, choices).length === 0) return [];
  return [
    {
      kind: 'http-lambda',
      id: ORIGIN_AUTHORIZER_ID,
      api: 'http',
      schemes: [],
      function: AUTHORIZER_FUNCTION_ID,
      identity: { headers: [], query: [] },
      ttlSeconds: 0,
      because: `the bundled function looks for the header of the edge: no firewall can stand before an HTTP API. ${UNCACHED}`,
    },
  ];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
export const UNCACHED =
  'Nothing is kept: a kept answer would let calls around the edge through, and where a source of its key is missing API Gateway answers 401 by itself';
