import type { UsagePlanModel } from '../model/cloud.js';
import { createPlanUsage, type PlanUsage } from './plan-usage.js';
import type { UsageLedger } from './usage-ledger.js';

/** The usage plans of the template, and what each key uses of them. */
export interface PlanUsages {
  readonly plans: ReadonlyMap<string, UsagePlanModel>;
  /** What was used stays; throttles of changed plans begin anew. */
  readonly replacePlans: (plans: readonly UsagePlanModel[]) => void;
  /** Undefined for an unknown plan. */
  readonly of: (usagePlanId: string, keyId: string) => PlanUsage | undefined;
  readonly forgetKey: (keyId: string) => void;
}

export function createPlanUsages(ledger: UsageLedger, nowMs: () => number): PlanUsages {
  const plans = new Map<string, UsagePlanModel>();
  /** Plan → key. */
  const usages = new Map<string, Map<string, PlanUsage>>();
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
      if (plan === undefined) return undefined;
      const ofPlan = usages.get(usagePlanId) ?? new Map<string, PlanUsage>();
      usages.set(usagePlanId, ofPlan);
      const usage = ofPlan.get(keyId) ?? createPlanUsage(plan, ledger.of(usagePlanId, keyId), nowMs);
      ofPlan.set(keyId, usage);
      return usage;
    },
    forgetKey(keyId) {
      for (const ofPlan of usages.values()) ofPlan.delete(keyId);
    },
  };
}
