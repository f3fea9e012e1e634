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
    ...(throttles ? [{ name: 'usagePlanMethodThrottles', api: 'rest', ...throttles } as const] : []),
    ...(rate.used > 0 ? [{ name: 'accountRatePerSecond', ...rate } as const] : []),
  ];
}

/** Of all plans and stages, where most routes of one have limits of their own. */
function mostThrottles({ usagePlans, routes }: Plan): Pick<QuotaCount, 'used' | 'taker'> | undefined {
  const apiOf = new Map(routes.map((route) => [route.id, apiIdOf(route)]));
  const counts = usagePlans.flatMap(({ name, routes: limits = {} }) => {
    const perStage = new Map<string | undefined, number>();
    for (const id of Object.keys(limits)) perStage.set(apiOf.get(id), (perStage.get(apiOf.get(id)) ?? 0) + 1);
    return [...perStage].map(([api, used]) => ({ used, taker: `the usage plan "${name}" at the stage of ${api}` }));
  });
  const [most] = counts.sort((one, other) => other.used - one.used || (one.taker < other.taker ? -1 : 1));
  return most;
}

/** The highest rate that anything of the plan is to let through; what is the gateway's, each of its APIs does. */
function highestRate({ apis, routes, usagePlans }: Plan): Pick<QuotaCount, 'used' | 'taker'> {
  const ofOne = [...routes, ...usagePlans].flatMap(({ throttle }) => throttle?.ratePerSecond ?? []);
  const ofApis = apis.flatMap(({ throttle }) => throttle?.ratePerSecond ?? []);
  const together = ofApis.reduce((sum, rate) => sum + rate, 0);
  const highest = Math.max(0, ...ofOne);
  if (together <= highest) return { used: highest };
  return ofApis.length === 1
    ? { used: together }
    : { used: together, taker: `${ofApis[0]} at each of ${ofApis.length} APIs` };
}
