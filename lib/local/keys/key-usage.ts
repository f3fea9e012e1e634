import type { UsagePlanModel } from '../model/cloud.js';
import type { KeyIndex } from './key-index.js';
import type { KeyKeeper } from './key-keeper.js';
import { KeyRequestError } from './key-request-error.js';
import { notOnPlan } from './key-rules.js';
import type { LocalKeyStore } from './local-key-store.js';
import type { PlanUsage } from './plan-usage.js';
import type { PlanUsages } from './plan-usages.js';
import type { UsageLedger } from './usage-ledger.js';

type KeyUsage = Pick<LocalKeyStore, 'admit' | 'usage' | 'dailyUsage' | 'setRemaining'>;

interface UsageWorld {
  readonly index: KeyIndex;
  readonly usages: PlanUsages;
  readonly ledger: UsageLedger;
  readonly keeper: KeyKeeper;
}

/** Who is admitted, what that used, and what is left. */
export function createKeyUsage({ index, usages, ledger, keeper }: UsageWorld): KeyUsage {
  function usageOnPlan(usagePlanId: string, keyId: string): PlanUsage | undefined {
    const isOnPlan = index.withId(keyId)?.usagePlanIds.includes(usagePlanId) === true;
    return isOnPlan ? usages.of(usagePlanId, keyId) : undefined;
  }

  return {
    admit(value, api) {
      const key = index.withValue(value);
      if (key === undefined || !key.enabled) return { kind: 'invalid' };
      const plans = key.usagePlanIds.map((id) => usages.plans.get(id));
      const plan = plans.find((candidate) => candidate && covers(candidate, api));
      const admission = plan && usages.of(plan.id, key.id)?.admit(api);
      if (plan === undefined || admission === undefined) return { kind: 'invalid' };
      return admission.kind === 'allowed'
        ? { kind: 'allowed', keyId: key.id, usagePlanId: plan.id }
        : { ...admission, keyId: key.id };
    },
    usage: (usagePlanId, keyId) => usageOnPlan(usagePlanId, keyId)?.read(),
    dailyUsage(usagePlanId, keyId, { first, last }) {
      const usage = ledger.find(usagePlanId, keyId) && usages.of(usagePlanId, keyId);
      return usage && Array.from({ length: last - first + 1 }, (_, at) => usage.on(first + at));
    },
    setRemaining(usagePlanId, keyId, requests) {
      const usage = usageOnPlan(usagePlanId, keyId);
      if (usage === undefined) throw notOnPlan(keyId, usagePlanId);
      const reading = usage.setRemaining(requests);
      if (reading === undefined) throw new KeyRequestError('no-quota', `the usage plan ${usagePlanId} has no quota`);
      keeper.keepUsage();
      return reading;
    },
  };
}

function covers(plan: UsagePlanModel, api: { readonly apiId: string; readonly stage: string }): boolean {
  return plan.apiStages.some(({ apiId, stage }) => apiId === api.apiId && stage === api.stage);
}
