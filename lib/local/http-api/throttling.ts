import { type TokenBucket, tokenBucket } from '../limits/token-bucket.js';
import type { HttpStage } from '../model/http-api.js';

/**
 * The bucket of one route: its own limits, else the stage's. The stage's default counts for each route on its own.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export function routeBucket(
  stage: Pick<HttpStage, 'defaultThrottle' | 'routeThrottles'>,
  routeKey: string,
  nowMs: number,
): TokenBucket | undefined {
  const throttle = Object.hasOwn(stage.routeThrottles, routeKey)
    ? stage.routeThrottles[routeKey]
    : stage.defaultThrottle;
  return throttle && tokenBucket(throttle.ratePerSecond, throttle.burst, nowMs);
}
