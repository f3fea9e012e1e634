import type { JwtAuthorizerConfig } from '../../lib/plan/plan.js';
import { authorize } from './authorize.js';
import type { AuthorizerAnswer, AuthorizerEvent } from './event.js';
import { boundedFetchJson } from './fetch-json.js';
import { issuerKeys } from './issuer-keys.js';
import { readRequest } from './read-request.js';
import { Refusal } from './refusal.js';

/**
 * The Lambda handler of a REQUEST authorizer, of a REST API and of an HTTP API with payload format 2.0.
 * A bad token is 401, a token that is not enough 403, an issuer that cannot be asked 500: nothing is let through.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function jwtAuthorizer(config: JwtAuthorizerConfig): (event: AuthorizerEvent) => Promise<AuthorizerAnswer> {
  const keys = issuerKeys(boundedFetchJson(fetch), Date.now);
  return async (event) => {
    try {
      const { answer, denied } = await authorize(event, config, keys, Date.now());
      if (denied) log(event, denied);
      return answer;
    } catch (error) {
      log(event, error instanceof Refusal ? error.reason : 'internal-error');
      // API Gateway answers 401 to this one message, and 500 to all others.
      throw new Error(error instanceof Refusal && error.kind === 'unauthorized' ? 'Unauthorized' : 'Unavailable');
    }
  };
}

/** One line, without a word of the token. */
function log(event: AuthorizerEvent, reason: string): void {
  const { method, path } = readRequest(event);
  const requestId = event.requestContext?.requestId;
  console.log(JSON.stringify({ message: 'refused', reason, route: `${method} ${path}`, requestId }));
}
