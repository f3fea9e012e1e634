import type { LocalKeyStore } from '../../keys/local-key-store.js';
import type { Throttle, UsagePlanModel } from '../../model/cloud.js';
import { requireKey } from './api-keys.js';
import type { Operation, OperationInput } from './operation.js';
import { pageOf } from './page.js';
import { textOf } from './read-query.js';
import { found } from './refusals.js';

/** Plans are the template's: they are read here, and changed there. */
export const usagePlanOperations: readonly Operation[] = [
  { name: 'GetUsagePlans', method: 'GET', path: 'usageplans', status: 200, run: getUsagePlans },
  {
    name: 'GetUsagePlan',
    method: 'GET',
    path: 'usageplans/*',
    status: 200,
    run: ({ world, parameter }) => describePlan(requirePlan(world.keys, parameter(0))),
  },
];

/** @throws AwsError */
export function requirePlan(keys: LocalKeyStore, id: string): UsagePlanModel {
  const plan = keys.usagePlans().find((candidate) => candidate.id === id);
  return found(plan, 'Usage Plan');
}

function getUsagePlans({ world, query }: OperationInput) {
  const keyId = textOf(query, 'keyId');
  const ids = keyId === undefined ? undefined : requireKey(world.keys, keyId).usagePlanIds;
  const plans = world.keys.usagePlans().filter(({ id }) => ids === undefined || ids.includes(id));
  return pageOf(plans.map(describePlan), query);
}

function describePlan({ id, name, throttle, quota, apiStages }: UsagePlanModel) {
  return {
    id,
    name,
    apiStages: apiStages.map((entry) => ({
      apiId: entry.apiId,
      stage: entry.stage,
      throttle: Object.fromEntries(Object.entries(entry.throttle).map(([key, limits]) => [key, describe(limits)])),
    })),
    ...(throttle && { throttle: describe(throttle) }),
    ...(quota && { quota }),
  };
}

function describe({ ratePerSecond, burst }: Throttle) {
  return { burstLimit: burst, rateLimit: ratePerSecond };
}
