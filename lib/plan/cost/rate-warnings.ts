import { SECONDS_PER_MONTH } from '../../facts/prices.js';
import { quotas } from '../../facts/quotas.js';
import type { Plan } from '../plan.js';
import { type RouteTraffic, sumOf } from './route-traffic.js';

/** More than all of AWS's services are known to take: an estimate of it is arithmetic. */
const CREDIBLE_REQUESTS = 1e13;

/** What to know of traffic that an account does not take as it is. */
export function rateWarnings(plan: Pick<Plan, 'quotas'>, traffic: readonly RouteTraffic[]): readonly string[] {
  const requests = sumOf(traffic, (one) => one.requests);
  const perSecond = sumOf(traffic, ({ reaching }) => reaching) / SECONDS_PER_MONTH;
  const { value, source } = quotas.accountRatePerSecond;
  const limit = plan.quotas.find(({ name }) => name === 'accountRatePerSecond')?.limit ?? value;
  const rate =
    perSecond > limit
      ? [
          `the APIs get ${inFull(perSecond)} requests a second on average, and an account takes ${inFull(limit)} in a Region: have the quota raised ${inFull(Math.ceil(perSecond / limit))}-fold, more for peaks, or use several accounts or Regions (${source})`,
        ]
      : [];
  const credible =
    requests > CREDIBLE_REQUESTS ? [`${inFull(requests)} requests a month are more than list prices are made for`] : [];
  return [...rate, ...credible];
}

function inFull(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 0 });
}
