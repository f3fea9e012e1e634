import { type TokenBucket, tokenBucket } from '../limits/token-bucket.js';
import type { Quota, Throttle, UsagePlanModel } from '../model/cloud.js';
import { type Period, quotaPeriod } from './quota-period.js';
import { DAY_MS, usageDay } from './usage-day.js';
import type { DailyUsage } from './usage-ledger.js';

type Admission =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  | { readonly kind: 'quota-exceeded'; readonly retryAfterSeconds: number };

interface Method {
  readonly apiId: string;
  readonly stage: string;
  readonly methodKey: string;
}

/** What one key has used of one plan. */
export interface PlanUsage {
  /** Counts the request where it is allowed. */
  readonly admit: (method: Method) => Admission;
  /** Of the quota's period until now; of today where the plan has no quota. */
  readonly read: () => UsageReading;
  /** What was used on a day of `usageDay`, and what was left of the quota when it ended. */
  readonly on: (day: number) => UsageReading;
  /** Lets the key have `remaining` requests until the period ends. Undefined: the plan has no quota. */
  readonly setRemaining: (remaining: number) => UsageReading | undefined;
}

export interface UsageReading {
  readonly used: number;
  /** Undefined where the plan has no quota. */
  readonly remaining: number | undefined;
}

/** A bucket that never refills has no moment to wait for. */
const LONGEST_WAIT_SECONDS = 86_400;

/**
 * Limits are looked at in the order that API Gateway documents: the plan's limit for the method, the plan's own limit,
 * the quota. What a throttle refuses does not count against the quota.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function createPlanUsage(plan: UsagePlanModel, daily: DailyUsage, nowMs: () => number): PlanUsage {
  const throttled = createThrottle(plan, nowMs());
  const { quota } = plan;
  let current: QuotaState | undefined;

  /** What is left is counted once a period, not at each request. */
  function quotaState(now: number): QuotaState | undefined {
    if (quota === undefined) return undefined;
    if (current === undefined || now < current.startMs || now >= current.endMs) {
      current = { ...quotaPeriod(quota, now), left: leftOn(quota, daily, usageDay(now)) };
    }
    return current;
  }

  const on = (day: number): UsageReading => ({
    used: daily.on(day),
    remaining: quota && Math.max(0, leftOn(quota, daily, day)),
  });

  function read(): UsageReading {
    const day = usageDay(nowMs());
    return quota === undefined ? on(day) : { ...on(day), used: daily.between(firstDay(quota, day), day) };
  }

  return {
    admit(method) {
      const now = nowMs();
      const waitMs = throttled(method, now);
      if (waitMs !== undefined) return { kind: 'throttled', retryAfterSeconds: seconds(waitMs) };
      const state = quotaState(now);
      if (state !== undefined && state.left <= 0) {
        return { kind: 'quota-exceeded', retryAfterSeconds: seconds(state.endMs - now) };
      }
      if (state !== undefined) state.left -= 1;
      daily.count(usageDay(now));
      return { kind: 'allowed' };
    },
    read,
    on,
    setRemaining(remaining) {
      if (quota === undefined) return undefined;
      const day = usageDay(nowMs());
      daily.setGrant({ day, requests: remaining - quota.limit + daily.between(firstDay(quota, day), day) });
      current = undefined;
      return on(day);
    },
  };
}

interface QuotaState extends Period {
  left: number;
}

function firstDay(quota: Quota, day: number): number {
  return usageDay(quotaPeriod(quota, day * DAY_MS).startMs);
}

function leftOn(quota: Quota, daily: DailyUsage, day: number): number {
  const first = firstDay(quota, day);
  const grant = daily.grant();
  const granted = grant !== undefined && grant.day >= first && grant.day <= day ? grant.requests : 0;
  return quota.limit + granted - daily.between(first, day);
}

/** Answers how long to wait where a throttle refuses. */
function createThrottle(plan: UsagePlanModel, startMs: number): (method: Method, now: number) => number | undefined {
  const methodBuckets = new Map<string, TokenBucket>();
  const planBucket = plan.throttle && bucketOf(plan.throttle, startMs);

  function methodBucket({ apiId, stage, methodKey }: Method, now: number): TokenBucket | undefined {
    const throttle = plan.apiStages.find((entry) => entry.apiId === apiId && entry.stage === stage)?.throttle[
      methodKey
    ];
    if (throttle === undefined) return undefined;
    const id = `${apiId} ${stage} ${methodKey}`;
    const bucket = methodBuckets.get(id) ?? bucketOf(throttle, now);
    methodBuckets.set(id, bucket);
    return bucket;
  }

  return (method, now) => {
    for (const bucket of [methodBucket(method, now), planBucket]) {
      const verdict = bucket?.take(now);
      if (verdict?.taken === false) return verdict.waitMs;
    }
    return undefined;
  };
}

function bucketOf({ ratePerSecond, burst }: Throttle, startMs: number): TokenBucket {
  return tokenBucket(ratePerSecond, burst, startMs);
}

function seconds(waitMs: number): number {
  return Number.isFinite(waitMs) ? Math.max(1, Math.ceil(waitMs / 1000)) : LONGEST_WAIT_SECONDS;
}
