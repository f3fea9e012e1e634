import { type TokenBucket, tokenBucket } from '../limits/token-bucket.js';
import type { Throttle, UsagePlanModel } from '../model/cloud.js';
import { type Period, quotaPeriod } from './quota-period.js';

type Admission =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  | { readonly kind: 'quota-exceeded'; readonly retryAfterSeconds: number };

/** What one key has used of one plan. */
export interface PlanUsage {
  /** Counts the request where it is allowed. */
  readonly admit: (method: { readonly apiId: string; readonly stage: string; readonly methodKey: string }) => Admission;
  readonly read: () => { readonly used: number; readonly remaining: number | undefined };
}

/** A bucket that never refills has no moment to wait for. */
const LONGEST_WAIT_SECONDS = 86_400;

/**
 * Limits are looked at in the order that API Gateway documents: the plan's limit for the method, the plan's own limit,
 * the quota. What a throttle refuses does not count against the quota.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function createPlanUsage(plan: UsagePlanModel, nowMs: () => number): PlanUsage {
  const methodBuckets = new Map<string, TokenBucket>();
  const planBucket = plan.throttle && bucketOf(plan.throttle, nowMs());
  let period: Period | undefined;
  let used = 0;

  function rollOver(now: number): Period | undefined {
    if (plan.quota === undefined) return undefined;
    if (period === undefined || now < period.startMs || now >= period.endMs) {
      period = quotaPeriod(plan.quota, now);
      used = 0;
    }
    return period;
  }

  function methodBucket(apiId: string, stage: string, methodKey: string): TokenBucket | undefined {
    const throttle = plan.apiStages.find((entry) => entry.apiId === apiId && entry.stage === stage)?.throttle[
      methodKey
    ];
    if (throttle === undefined) return undefined;
    const id = `${apiId} ${stage} ${methodKey}`;
    const bucket = methodBuckets.get(id) ?? bucketOf(throttle, nowMs());
    methodBuckets.set(id, bucket);
    return bucket;
  }

  return {
    admit({ apiId, stage, methodKey }) {
      const now = nowMs();
      for (const bucket of [methodBucket(apiId, stage, methodKey), planBucket]) {
        const verdict = bucket?.take(now);
        if (verdict?.taken === false) return { kind: 'throttled', retryAfterSeconds: seconds(verdict.waitMs) };
      }
      const current = rollOver(now);
      if (plan.quota !== undefined && current !== undefined && used >= plan.quota.limit) {
        return { kind: 'quota-exceeded', retryAfterSeconds: seconds(current.endMs - now) };
      }
      used += 1;
      return { kind: 'allowed' };
    },
    read() {
      rollOver(nowMs());
      return { used, remaining: plan.quota && Math.max(0, plan.quota.limit - used) };
    },
  };
}

function bucketOf({ ratePerSecond, burst }: Throttle, startMs: number): TokenBucket {
  return tokenBucket(ratePerSecond, burst, startMs);
}

function seconds(waitMs: number): number {
  return Number.isFinite(waitMs) ? Math.max(1, Math.ceil(waitMs / 1000)) : LONGEST_WAIT_SECONDS;
}
