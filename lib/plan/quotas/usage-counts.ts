import type { Plan } from '../plan.js';
import { apiIdOf } from '../split/api-id.js';
import type { QuotaCount } from './quota-use.js';

/** What usage plans and throttles take. Keys are issued at run time, and no plan knows how many. */
export function usageCounts(plan: Plan): readonly QuotaCount[] {
  const rate = highestRate(plan);
  const throttles = mostThrottles(plan);
  return [
    ...(plan.apis.some(({ type }) => type === 'rest')
      ? [{ name: 'usagePlans', used: plan.usagePlans.length, api: 'rest' } as const]
      : []),
    ...(throttles > 0 ? [{ name: 'usagePlanMethodThrottles', used: throttles, api: 'rest' } as const] : []),
    ...(rate > 0 ? [{ name: 'accountRatePerSecond', used: rate } as const] : []),
  ];
}

/** Of all plans and stages, how many routes of one have limits of their own. */
function mostThrottles({ usagePlans, routes }: Plan): number {
  const apiOf = new Map(routes.map((route) => [route.id, apiIdOf(route)]));
  const counts = usagePlans.flatMap(({ routes: limits = {} }) => {
    const perStage = new Map<string | undefined, number>();
    for (const id of Object.keys(limits)) perStage.set(apiOf.get(id), (perStage.get(apiOf.get(id)) ?? 0) + 1);
    return [...perStage.values()];
  });
  return Math.max(0, ...counts);
}

/** The highest rate that anything of the plan is to let through. */
function highestRate({ apis, routes, usagePlans }: Plan): number {
  const limits = [...apis, ...routes, ...usagePlans].flatMap(({ throttle }) => throttle ?? []);
  return limits.reduce((most, { ratePerSecond }) => Math.max(most, ratePerSecond), 0);
}
