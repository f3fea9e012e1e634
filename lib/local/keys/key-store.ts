import type { ApiKeyModel, UsagePlanModel } from '../model/cloud.js';
import type { KeyStore } from '../model/engine.js';
import { createKeyIndex, type Key } from './key-index.js';
import { createKeyKeeper } from './key-keeper.js';
import { KeyRequestError } from './key-request-error.js';
import { requireCompatiblePlans, requireIssuedKey, requireNewValue, requirePlan } from './key-rules.js';
import { randomText } from './key-value.js';
import type { UsageReading } from './plan-usage.js';
import { createPlanUsages } from './plan-usages.js';
import type { StoredKey } from './stored-key.js';
import { createUsageLedger } from './usage-ledger.js';

export type KeyDescription = Omit<Key, 'value'>;

interface KeyDefinitions {
  readonly usagePlans: readonly UsagePlanModel[];
  readonly apiKeys: readonly ApiKeyModel[];
}

/** Whatever changes a key is kept when it returns. */
export interface LocalKeyStore extends KeyStore {
  /** @throws KeyRequestError for an unknown plan, a value that API Gateway would refuse, or one that is taken */
  readonly issue: (request: IssueRequest) => { readonly id: string; readonly value: string };
  /** @throws KeyRequestError as `issue` */
  readonly create: (request: CreateRequest) => Key;
  readonly list: () => readonly KeyDescription[];
  /** With its value. */
  readonly show: (id: string) => Key | undefined;
  /** @throws KeyRequestError for an unknown key, or one of the template */
  readonly update: (id: string, changes: KeyUpdate) => Key;
  /** @throws KeyRequestError as `update` */
  readonly setEnabled: (id: string, enabled: boolean) => void;
  /** @throws KeyRequestError as `update`, for an unknown plan, and for plans that a key cannot be on together */
  readonly setPlans: (id: string, usagePlanIds: readonly string[]) => void;
  /** @throws KeyRequestError as `setPlans`, and where the key is on the plan */
  readonly addPlan: (id: string, usagePlanId: string) => Key;
  /** @throws KeyRequestError as `update`, and where the key is not on the plan */
  readonly removePlan: (id: string, usagePlanId: string) => void;
  /** @throws KeyRequestError as `update` */
  readonly revoke: (id: string) => void;
  /** Until now, of the quota's period. Undefined where the key is not on the plan. */
  readonly usage: (usagePlanId: string, keyId: string) => UsageReading | undefined;
  /** Day by day, from one day of `usageDay` to another. Undefined where no call was made. */
  readonly dailyUsage: (usagePlanId: string, keyId: string, days: DayRange) => readonly UsageReading[] | undefined;
  /** For the quota's period. @throws KeyRequestError where the key is not on the plan, and where that has no quota */
  readonly setRemaining: (usagePlanId: string, keyId: string, requests: number) => UsageReading;
  readonly usagePlans: () => readonly UsagePlanModel[];
  /** Puts in the plans and keys of a changed template. Issued keys and usage stay; throttles of changed plans refill. */
  readonly replace: (definitions: KeyDefinitions) => void;
  /** Keeps what is not kept yet. */
  readonly close: () => void;
}

export interface IssueRequest {
  readonly usagePlanId: string;
  readonly name: string;
  readonly value?: string;
}

export type KeyUpdate = Partial<Pick<StoredKey, 'name' | 'description' | 'customerId' | 'enabled' | 'tags'>>;

export interface CreateRequest extends KeyUpdate {
  readonly name: string;
  /** Made up where absent. */
  readonly value?: string;
  readonly enabled: boolean;
  readonly usagePlanIds: readonly string[];
}

/** Both included. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

export interface KeyStoreOptions extends KeyDefinitions {
  readonly nowMs: () => number;
  /** Keeps issued keys and usage in files there. Absent: in memory only. */
  readonly directory?: string;
  readonly randomText?: (length?: number) => string;
}

/** @throws KeyFileError where the directory's files are damaged */
export function createKeyStore(options: KeyStoreOptions): LocalKeyStore {
  const { nowMs, randomText: text = randomText } = options;
  const index = createKeyIndex(nowMs());
  const keeper = createKeyKeeper(options.directory, () => ({ index, usage: ledger }));
  const ledger = createUsageLedger(() => keeper.usageChanged());
  const { plans, ...usages } = createPlanUsages(ledger, nowMs);

  function replace({ usagePlans, apiKeys }: KeyDefinitions): void {
    usages.replacePlans(usagePlans);
    index.declare(apiKeys);
  }

  function change(id: string, changes: Partial<StoredKey>): Key {
    const { origin: _origin, ...stored } = requireIssuedKey(index, id);
    const key = { ...stored, ...changes, updatedAtMs: nowMs() };
    keeper.commit({ kind: 'key', key });
    return { ...key, origin: 'issued' };
  }

  function create({ value = text(), ...request }: CreateRequest): Key {
    for (const id of request.usagePlanIds) requirePlan(plans, id);
    requireCompatiblePlans(plans, request.usagePlanIds);
    requireNewValue(index, value);
    const times = { createdAtMs: nowMs(), updatedAtMs: nowMs() };
    const key: StoredKey = { tags: {}, ...request, id: text(10).toLowerCase(), value, ...times };
    keeper.commit({ kind: 'key', key });
    return { ...key, origin: 'issued' };
  }

  function setPlans(id: string, usagePlanIds: readonly string[]): Key {
    requireCompatiblePlans(plans, usagePlanIds);
    return change(id, { usagePlanIds });
  }

  /** Undefined where the key is not on the plan. */
  function usageOf(usagePlanId: string, keyId: string) {
    const isOnPlan = index.withId(keyId)?.usagePlanIds.includes(usagePlanId) === true;
    return isOnPlan ? usages.of(usagePlanId, keyId) : undefined;
  }

  keeper.restore();
  replace(options);

  return {
    admit(value, api) {
      const key = index.withValue(value);
      if (key === undefined || !key.enabled) return { kind: 'invalid' };
      const plan = key.usagePlanIds.map((id) => plans.get(id)).find((candidate) => candidate && covers(candidate, api));
      const admission = plan && usages.of(plan.id, key.id)?.admit(api);
      if (plan === undefined || admission === undefined) return { kind: 'invalid' };
      return admission.kind === 'allowed'
        ? { kind: 'allowed', keyId: key.id, usagePlanId: plan.id }
        : { ...admission, keyId: key.id };
    },
    issue: ({ usagePlanId, ...request }) => create({ ...request, enabled: true, usagePlanIds: [usagePlanId] }),
    create,
    list: () => index.all().map(({ value: _value, ...description }) => description),
    show: index.withId,
    update: change,
    setEnabled(id, enabled) {
      change(id, { enabled });
    },
    setPlans(id, usagePlanIds) {
      for (const planId of usagePlanIds) requirePlan(plans, planId);
      setPlans(id, usagePlanIds);
    },
    addPlan(id, usagePlanId) {
      requirePlan(plans, usagePlanId);
      const { usagePlanIds } = requireIssuedKey(index, id);
      if (usagePlanIds.includes(usagePlanId)) {
        throw new KeyRequestError('already-on-plan', `the key ${id} is on the usage plan ${usagePlanId} already`);
      }
      return setPlans(id, [...usagePlanIds, usagePlanId]);
    },
    removePlan(id, usagePlanId) {
      const { usagePlanIds } = requireIssuedKey(index, id);
      if (!usagePlanIds.includes(usagePlanId)) throw notOnPlan(id, usagePlanId);
      change(id, { usagePlanIds: usagePlanIds.filter((other) => other !== usagePlanId) });
    },
    revoke(id) {
      keeper.commit({ kind: 'revoked', keyId: requireIssuedKey(index, id).id });
      usages.forgetKey(id);
    },
    usage: (usagePlanId, keyId) => usageOf(usagePlanId, keyId)?.read(),
    dailyUsage(usagePlanId, keyId, { first, last }) {
      const usage = ledger.find(usagePlanId, keyId) && usages.of(usagePlanId, keyId);
      return usage && Array.from({ length: last - first + 1 }, (_, at) => usage.on(first + at));
    },
    setRemaining(usagePlanId, keyId, requests) {
      const usage = usageOf(usagePlanId, keyId);
      if (usage === undefined) throw notOnPlan(keyId, usagePlanId);
      const reading = usage.setRemaining(requests);
      if (reading === undefined) throw new KeyRequestError('no-quota', `the usage plan ${usagePlanId} has no quota`);
      return reading;
    },
    usagePlans: () => [...plans.values()],
    replace,
    close: keeper.close,
  };
}

function notOnPlan(keyId: string, usagePlanId: string): KeyRequestError {
  return new KeyRequestError('not-on-plan', `the key ${keyId} is not on the usage plan ${usagePlanId}`);
}

function covers(plan: UsagePlanModel, api: { readonly apiId: string; readonly stage: string }): boolean {
  return plan.apiStages.some(({ apiId, stage }) => apiId === api.apiId && stage === api.stage);
}
