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
  const caller = apiKey?.meter ? `each \`${apiKey.meter.claim}\`` : 'each key';
  const plans = (apiKey?.plans ?? []).flatMap((plan) => planTexts(plan, route, caller));
  return [...own, ...plans];
}

function planTexts(
  { name, quota, routes, ...throttle }: UsagePlan,
  { pattern }: Route,
  caller: string,
): readonly string[] {
  const special = routes?.[pattern as keyof typeof routes];
  const most = quota ? ` and ${grouped(quota.requests)} a ${quota.per}` : '';
  const of = `for ${caller} of the plan ${name}`;
  return [
    `${throttleText(throttle)}${most} ${of}, over all its routes.`,
    ...(special ? [`${throttleText(special)} ${of} here.`] : []),
  ];
}

export function throttleText({ ratePerSecond, burst }: Throttle): string {
  return `${grouped(ratePerSecond)} ${ratePerSecond === 1 ? 'request' : 'requests'} a second, ${grouped(burst)} at once,`;
}

/** `10000` → `10,000`. */
function grouped(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}
