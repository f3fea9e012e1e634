import type { DayRange } from '../../keys/local-key-store.js';
import type { UsageReading } from '../../keys/plan-usage.js';
import { formatUsageDay, parseUsageDay, usageDay } from '../../keys/usage-day.js';
import { KEPT_DAYS } from '../../keys/usage-ledger.js';
import { requireKey } from './api-keys.js';
import type { Operation, OperationInput } from './operation.js';
import { pageOf } from './page.js';
import { readPatch } from './read-patch.js';
import { textOf } from './read-query.js';
import { badRequest } from './refusals.js';
import { requirePlan } from './usage-plans.js';

export const usageOperations: readonly Operation[] = [
  { name: 'GetUsage', method: 'GET', path: 'usageplans/*/usage', status: 200, run: getUsage },
  { name: 'UpdateUsage', method: 'PATCH', path: 'usageplans/*/keys/*/usage', status: 200, run: updateUsage },
];

/** What is left where nothing limits it. */
const NO_QUOTA = -1;

/** Keys that were never called on the plan are left out. */
function getUsage({ world, parameter, query }: OperationInput) {
  const plan = requirePlan(world.keys, parameter(0));
  const days = readDays(query, usageDay(world.nowMs()));
  const keyId = textOf(query, 'keyId');
  const keys = keyId === undefined ? world.keys.list() : [requireKey(world.keys, keyId)];
  const used = keys.filter(({ id }) => world.keys.dailyUsage(plan.id, id, { first: days.last, last: days.last }));
  const { item, ...rest } = pageOf(used, query);
  const readings = item.map(({ id }) => [id, world.keys.dailyUsage(plan.id, id, days) ?? []] as const);
  return describe(plan.id, days, readings, rest);
}

function updateUsage({ world, parameter, body }: OperationInput) {
  const plan = requirePlan(world.keys, parameter(0));
  const key = requireKey(world.keys, parameter(1));
  const patch = readPatch(body, {
    '/remaining': { accepts: (value) => /^\d{1,12}$/.test(value), expected: 'a number of requests' },
  });
  const remaining = patch.get('/remaining');
  if (remaining === undefined) throw badRequest('patchOperations must replace /remaining');
  const reading = world.keys.setRemaining(plan.id, key.id, Number(remaining));
  const today = usageDay(world.nowMs());
  return describe(plan.id, { first: today, last: today }, [[key.id, [reading]]]);
}

function describe(
  usagePlanId: string,
  { first, last }: DayRange,
  keys: readonly (readonly [id: string, days: readonly UsageReading[]])[],
  page: { readonly position?: string } = {},
) {
  const values = keys.map(([id, days]) => [id, days.map(({ used, remaining = NO_QUOTA }) => [used, remaining])]);
  return {
    usagePlanId,
    startDate: formatUsageDay(first),
    endDate: formatUsageDay(last),
    values: Object.fromEntries(values),
    ...page,
  };
}

/** @throws AwsError for what is no day, ends before it starts, or goes back further than usage is kept */
function readDays(query: URLSearchParams, today: number): DayRange {
  const [first, last] = ['startDate', 'endDate'].map((name) => {
    const day = parseUsageDay(query.get(name) ?? '');
    if (day === undefined) throw badRequest(`${name} must be a day such as ${formatUsageDay(today)}`);
    return day;
  }) as [number, number];
  if (first > last) throw badRequest('startDate must not be after endDate');
  if (first <= today - KEPT_DAYS)
    throw badRequest(`startDate must be ${formatUsageDay(today - KEPT_DAYS + 1)} or later`);
  if (last > today + 1) throw badRequest(`endDate must be ${formatUsageDay(today + 1)} or earlier`);
  return { first, last };
}
