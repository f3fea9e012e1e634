import type { UsagePlanModel } from '../model/cloud.js';
import { createPlanUsage, type PlanUsage } from './plan-usage.js';
import type { DailyUsage, UsageLedger } from './usage-ledger.js';

/** The usage plans of the template, and what each key uses of them. */
export interface PlanUsages {
  readonly plans: ReadonlyMap<string, UsagePlanModel>;
  /** What was used stays; throttles of changed plans begin anew. */
  readonly replacePlans: (plans: readonly UsagePlanModel[]) => void;
  /** Undefined for an unknown plan. */
  readonly of: (usagePlanId: string, keyId: string) => PlanUsage | undefined;
}

export function createPlanUsages(ledger: UsageLedger, nowMs: () => number): PlanUsages {
  const plans = new Map<string, UsagePlanModel>();
  /** By plan. What the ledger forgets of a revoked key is forgotten here. */
  const usages = new Map<string, WeakMap<DailyUsage, PlanUsage>>();

  function begin(plan: UsagePlanModel, daily: DailyUsage): PlanUsage {
    const usage = createPlanUsage(plan, daily, nowMs);
    const ofPlan = usages.get(plan.id) ?? new WeakMap<DailyUsage, PlanUsage>();
    usages.set(plan.id, ofPlan.set(daily, usage));
    return usage;
  }

  return {
    plans,
    replacePlans(next) {
      const former = new Map(plans);
      plans.clear();
      for (const plan of next) plans.set(plan.id, plan);
      for (const [id, plan] of former) if (JSON.stringify(plans.get(id)) !== JSON.stringify(plan)) usages.delete(id);
    },
    of(usagePlanId, keyId) {
      const plan = plans.get(usagePlanId);
      const daily = ledger.of(usagePlanId, keyId);
      return plan && (usages.get(usagePlanId)?.get(daily) ?? begin(plan, daily));
    },
  };
}
