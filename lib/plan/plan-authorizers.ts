import type { JwtAuth } from '../spec/auth.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { ApiChoices } from './choose-apis.js';
import { AUTHORIZER_FUNCTION_ID, authorizerId } from './ids.js';
import { jwtRoutes } from './jwt-routes.js';
import type { ApiId, AuthorizerPlan } from './plan.js';

/** An answer is cached by token, method and resource, so five minutes never widen access; revoked tokens live that long. */
const RESULT_TTL_SECONDS = 300;

export function planAuthorizers(spec: GatewaySpec, choices: ApiChoices): readonly AuthorizerPlan[] {
  const planned = jwtRoutes(spec, choices).map(({ auth, api }) => planAuthorizer(auth, api));
  return [...new Map(planned.map((authorizer) => [authorizer.id, authorizer])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

function planAuthorizer(auth: JwtAuth, api: ApiId): AuthorizerPlan {
  const named = { id: authorizerId(auth, api), scheme: auth.name };
  if (api === 'http') {
    const because = "the HTTP API's own JWT authorizer does it, and costs nothing";
    return { kind: 'http-jwt', ...named, api, issuer: auth.issuer, audiences: auth.audiences, because };
  }
  const because = 'REST APIs have no JWT authorizer, so a bundled function verifies the token';
  return {
    kind: 'rest-lambda-jwt',
    ...named,
    api,
    function: AUTHORIZER_FUNCTION_ID,
    ttlSeconds: RESULT_TTL_SECONDS,
    because,
  };
}
