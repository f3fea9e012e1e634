import type { AuthorizerConfig } from '../../lib/plan/plan.js';
import { deny } from './answer.js';
import { authorize } from './authorize.js';
import type { AuthorizerAnswer, AuthorizerEvent } from './event.js';
import { checksOf, type Parts, type Services } from './parts.js';
import { readRequest } from './read-request.js';
import { Refusal } from './refusal.js';

/**
 * The Lambda handler of a REQUEST authorizer, of a REST API and of an HTTP API with payload format 2.0.
 * A bad token is 401, a token that is not enough 403, an issuer that cannot be asked 500: nothing is let through.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 *
 * @param parts what the configuration needs; the bundle has no others
 */
export function authorizer(
  config: AuthorizerConfig,
  parts: Parts,
  services: Services = { fetch, nowMs: () => Date.now(), environment: process.env },
): (event: AuthorizerEvent) => Promise<AuthorizerAnswer> {
  const checks = checksOf(config, parts, services);
  return async (event) => {
    try {
      return await authorize(event, config, checks);
    } catch (error) {
      const { kind, reason } = error instanceof Refusal ? error : { kind: 'internal', reason: 'internal-error' };
      log(event, reason);
      if (kind === 'forbidden') return deny(event);
      // API Gateway answers 401 to this one message, and 500 to all others.
      throw new Error(kind === 'unauthorized' ? 'Unauthorized' : 'Unavailable');
    }
  };
}

/** One line, without a word of the token. */
function log(event: AuthorizerEvent, reason: string): void {
  const { method, path } = readRequest(event);
  const requestId = event.requestContext?.requestId;
  console.log(JSON.stringify({ message: 'refused', reason, route: `${method} ${path}`, requestId }));
}
