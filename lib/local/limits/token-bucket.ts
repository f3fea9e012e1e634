export interface TokenBucket {
  /** Takes one token; answers the milliseconds until the next one where there is none. */
  readonly take: (nowMs: number) => { readonly taken: true } | { readonly taken: false; readonly waitMs: number };
}

/**
 * The token bucket that API Gateway documents: `burst` tokens at most, refilled at `ratePerSecond`.
 * A rate of zero refuses everything once the burst is spent.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function tokenBucket(ratePerSecond: number, burst: number, startMs: number): TokenBucket {
  let tokens = burst;
  let refilledAtMs = startMs;
  return {
    take(nowMs) {
      const elapsedMs = Math.max(0, nowMs - refilledAtMs);
      tokens = Math.min(burst, tokens + (elapsedMs * ratePerSecond) / 1000);
      refilledAtMs = Math.max(refilledAtMs, nowMs);
      if (tokens >= 1) {
        tokens -= 1;
        return { taken: true };
      }
      const waitMs = ratePerSecond > 0 ? Math.ceil(((1 - tokens) * 1000) / ratePerSecond) : Number.POSITIVE_INFINITY;
      return { taken: false, waitMs };
    },
  };
}
