import type { ApiKeyAuth } from '../spec/auth.js';
import type { Route } from '../spec/route.js';
import type { Throttle, UsagePlan } from '../spec/usage-plan.js';

/** A table of what each plan gives a key. CommonMark. */
export function usagePlansText(plans: readonly UsagePlan[]): string {
  const rows = plans.map(
    ({ name, ratePerSecond, burst, quota }) =>
      `| ${name} | ${ratePerSecond} | ${burst} | ${quota ? `${grouped(quota.requests)} a ${quota.per}` : 'none'} |`,
  );
  return [
    'A key of one of these usage plans.',
    '',
    '| plan | requests a second | burst | quota |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** What bounds the calls of one route, a sentence each. */
export function limitTexts(route: Route, apiKey: ApiKeyAuth | undefined): readonly string[] {
  const own = route.throttle ? [`${throttleText(route.throttle)} for all callers together.`] : [];
  const plans = (apiKey?.plans ?? []).flatMap(({ name, routes }) => {
    const throttle = routes?.[route.pattern as keyof typeof routes];
    return throttle ? [`${throttleText(throttle)} for each key of the plan ${name}.`] : [];
  });
  const metered = apiKey?.meter ? [`Calls count by \`${apiKey.meter.claim}\`: ${planNames(apiKey.plans)}.`] : [];
  return [...own, ...plans, ...metered];
}

export function throttleText({ ratePerSecond, burst }: Throttle): string {
  return `${grouped(ratePerSecond)} ${ratePerSecond === 1 ? 'request' : 'requests'} a second, ${grouped(burst)} at once,`;
}

function planNames(plans: readonly UsagePlan[]): string {
  return plans.map(({ name, ...throttle }) => `${throttleText(throttle)} on the plan ${name}`).join('; ');
}

/** `10000` → `10,000`. */
function grouped(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}
