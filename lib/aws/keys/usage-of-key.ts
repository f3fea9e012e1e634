import { type DatedUse, datedUse, dateOf, daysBefore, USAGE_DAYS } from '../../keys/key-usage.js';
import type { KeyPlan } from '../../keys/usage-plan.js';
import { isOnPlan, usageOfPlan } from '../usage-plans.js';
import type { FoundKey } from './find-key.js';

/** What a key used of one plan. */
export interface PlanUse {
  readonly plan: KeyPlan;
  /** The last 90 days, also those without a request. */
  readonly days: readonly DatedUse[];
}

/** What is left where nothing limits it, as the API has it. */
const NO_QUOTA = -1;

/** What a key used of each plan of the gateway that it is on now. */
export async function usageOfKey({ gateway, key }: FoundKey): Promise<readonly PlanUse[]> {
  const { aws, plans } = gateway;
  const nowMs = aws.timing.nowMs();
  const from = daysBefore(nowMs, USAGE_DAYS - 1);
  const uses: PlanUse[] = [];
  for (const plan of plans) {
    if (!(await isOnPlan(aws, plan.id, key.id))) continue;
    const unused = { used: 0, remaining: plan.quota?.limit ?? NO_QUOTA };
    let days = datedUse(
      from,
      Array.from({ length: USAGE_DAYS }, () => unused),
    );
    for await (const page of usageOfPlan(aws, { planId: plan.id, from, to: dateOf(nowMs), keyId: key.id })) {
      const use = page.find(({ keyId }) => keyId === key.id);
      if (use) days = datedUse(from, use.days);
    }
    uses.push({ plan, days });
  }
  return uses;
}
