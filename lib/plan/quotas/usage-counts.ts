import type { Plan } from '../plan.js';
import type { QuotaCount } from './quota-use.js';

/** What usage plans and throttles take. Keys are issued at run time, and no plan knows how many. */
export function usageCounts(plan: Plan): readonly QuotaCount[] {
  const rate = highestRate(plan);
  const throttles = Math.max(0, ...plan.usagePlans.map(({ routes = {} }) => Object.keys(routes).length));
  return [
    ...(plan.apis.some(({ type }) => type === 'rest')
      ? [{ name: 'usagePlans', used: plan.usagePlans.length, api: 'rest' } as const]
      : []),
    ...(throttles > 0 ? [{ name: 'usagePlanMethodThrottles', used: throttles, api: 'rest' } as const] : []),
    ...(rate > 0 ? [{ name: 'accountRatePerSecond', used: rate } as const] : []),
  ];
}

/** The highest rate that anything of the plan is to let through. */
function highestRate({ apis, routes, usagePlans }: Plan): number {
  const limits = [...apis, ...routes, ...usagePlans].flatMap(({ throttle }) => throttle ?? []);
  return limits.reduce((most, { ratePerSecond }) => Math.max(most, ratePerSecond), 0);
}
