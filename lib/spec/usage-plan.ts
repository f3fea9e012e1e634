import type { KnownProps } from './known-props.js';
import type { Method } from './path.js';

/** A token bucket: `burst` requests at once, refilled at `ratePerSecond`. */
export interface Throttle {
  /** Steady rate, requests per second. */
  readonly ratePerSecond: number;
  /** The bucket's size, requests. */
  readonly burst: number;
}

export const THROTTLE_PROPS = { ratePerSecond: true, burst: true } as const satisfies KnownProps<Throttle>;

export interface QuotaSpec {
  /** Requests that a key may make in the period. */
  readonly requests: number;
  readonly per: 'day' | 'week' | 'month';
}

/** Route pattern → its own limit for each key of the plan: `{ 'GET /feeds/{path+}': { ratePerSecond: 1, burst: 3 } }`. */
export type RouteThrottles = Readonly<Record<`${Exclude<Method, 'ANY'>} /${string}`, Throttle>>;

export interface UsagePlan extends Throttle {
  readonly kind: 'usage-plan';
  readonly name: string;
  readonly quota?: QuotaSpec;
  readonly routes?: RouteThrottles;
}

export const USAGE_PLAN_PROPS = {
  kind: true,
  name: true,
  ...THROTTLE_PROPS,
  quota: { requests: true, per: true },
  routes: true,
} as const satisfies KnownProps<UsagePlan>;

export interface UsagePlanProps extends Throttle {
  /** @default no quota: only rate and burst hold */
  readonly quota?: QuotaSpec;
  /**
   * Limits of single routes, 20 at most of one API, besides the plan's own; a route stands here by its pattern. `ANY` cannot: write
   * its methods as routes of their own.
   * @default every route shares the plan's rate and burst
   */
  readonly routes?: RouteThrottles;
}

/**
 * What a key of this plan may use. Keys are issued at run time and stand in no template.
 * AWS applies the limits as best effort: a plan is not a way to bound cost.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function usagePlan(name: string, props: UsagePlanProps): UsagePlan {
  return Object.freeze({ kind: 'usage-plan', name, ...props });
}
