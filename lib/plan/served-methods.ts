import type { CorsPlan, RoutePlan } from './plan.js';

/** Methods that `ANY` stands for, in the order that CORS lists them. */
export const ANY_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/**
 * The methods that a route of an HTTP API is written with. `ANY` takes OPTIONS too, and an authorizer on it would refuse
 * every preflight; an open OPTIONS route would hand callers without a token to the backend. So where there is CORS, a
 * protected `ANY` is written out without OPTIONS, which API Gateway then answers itself.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function servedMethods(
  route: RoutePlan,
  atPath: readonly RoutePlan[],
  cors: CorsPlan | undefined,
): readonly string[] {
  if (route.method !== 'ANY' || route.auth.kind === 'public' || !cors) return [route.method];
  const own = new Set(atPath.map((other) => other.method));
  return ANY_METHODS.filter((method) => method !== 'OPTIONS' && !own.has(method));
}
