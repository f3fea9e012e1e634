import type { PlanQuota } from '../keys/usage-plan.js';
import type { QuotaSpec } from '../spec/usage-plan.js';
import { KEY_KEEPER_FUNCTION_ID } from './ids.js';
import type { KeyKeeperPlan } from './key-keeper-plan.js';
import type { UsagePlanPlan } from './plan.js';

/** The one function that keeps the keys of a gateway; none where it has no plans, and so no keys. */
export function planKeyKeeper(gateway: string, plans: readonly UsagePlanPlan[]): readonly KeyKeeperPlan[] {
  if (plans.length === 0) return [];
  const metered = plans.flatMap(({ name, quota }) => (quota ? [[name, planQuota(quota)] as const] : []));
  return [
    {
      kind: 'key-keeper',
      id: KEY_KEEPER_FUNCTION_ID,
      memoryMb: 256,
      timeoutMs: 300_000,
      everyMinutes: 15,
      config: { gateway, quotas: Object.fromEntries(metered) },
      because: BECAUSE,
    },
  ];
}

const BECAUSE =
  'API Gateway ends no key by itself; every 15 minutes, so that a key outlives its end by no more, at under 50 cents a month; 5 minutes hold 10,000 keys and over 300 ends at 5 calls a second; 256 MB for its CPU';

/** API Gateway's names of the periods. */
export const QUOTA_PERIODS = { day: 'DAY', week: 'WEEK', month: 'MONTH' } as const satisfies Record<
  QuotaSpec['per'],
  PlanQuota['period']
>;

function planQuota({ requests, per }: QuotaSpec): PlanQuota {
  return { limit: requests, period: QUOTA_PERIODS[per], offset: 0 };
}
