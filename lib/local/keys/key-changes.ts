import type { UsagePlanModel } from '../model/cloud.js';
import type { Key, KeyIndex } from './key-index.js';
import type { KeyKeeper } from './key-keeper.js';
import { KeyRequestError } from './key-request-error.js';
import { notOnPlan, requireCompatiblePlans, requireIssuedKey, requireNewValue, requirePlan } from './key-rules.js';
import type { CreateRequest, LocalKeyStore } from './local-key-store.js';
import type { StoredKey } from './stored-key.js';

type KeyChanges = Pick<
  LocalKeyStore,
  'issue' | 'create' | 'update' | 'setEnabled' | 'setPlans' | 'addPlan' | 'removePlan' | 'revoke'
>;

interface ChangesWorld {
  readonly index: KeyIndex;
  readonly plans: ReadonlyMap<string, UsagePlanModel>;
  readonly keeper: KeyKeeper;
  readonly nowMs: () => number;
  readonly randomText: (length?: number) => string;
}

/** All that changes a key: each is refused as a whole, or kept when it returns. */
export function createKeyChanges({ index, plans, keeper, nowMs, randomText }: ChangesWorld): KeyChanges {
  function keep(key: StoredKey): Key {
    keeper.commit({ kind: 'key', key });
    return { ...key, origin: 'issued' };
  }

  function update(id: string, changes: Partial<StoredKey>): Key {
    const { origin: _origin, ...stored } = requireIssuedKey(index, id);
    return keep({ ...stored, ...changes, updatedAtMs: nowMs() });
  }

  function create({ value = randomText(), ...request }: CreateRequest): Key {
    for (const id of request.usagePlanIds) requirePlan(plans, id);
    requireCompatiblePlans(plans, request.usagePlanIds);
    requireNewValue(index, value);
    const times = { createdAtMs: nowMs(), updatedAtMs: nowMs() };
    return keep({ tags: {}, ...request, id: randomText(10).toLowerCase(), value, ...times });
  }

  return {
    issue: ({ usagePlanId, ...request }) => create({ ...request, enabled: true, usagePlanIds: [usagePlanId] }),
    create,
    update,
    setEnabled(id, enabled) {
      update(id, { enabled });
    },
    setPlans(id, usagePlanIds) {
      for (const planId of usagePlanIds) requirePlan(plans, planId);
      requireCompatiblePlans(plans, usagePlanIds);
      update(id, { usagePlanIds });
    },
    addPlan(id, usagePlanId) {
      requirePlan(plans, usagePlanId);
      const { usagePlanIds: former } = requireIssuedKey(index, id);
      if (former.includes(usagePlanId)) {
        throw new KeyRequestError('already-on-plan', `the key ${id} is on the usage plan ${usagePlanId} already`);
      }
      const usagePlanIds = [...former, usagePlanId];
      requireCompatiblePlans(plans, usagePlanIds);
      return update(id, { usagePlanIds });
    },
    removePlan(id, usagePlanId) {
      const { usagePlanIds: former } = requireIssuedKey(index, id);
      if (!former.includes(usagePlanId)) throw notOnPlan(id, usagePlanId);
      update(id, { usagePlanIds: former.filter((other) => other !== usagePlanId) });
    },
    revoke(id) {
      keeper.commit({ kind: 'revoked', keyId: requireIssuedKey(index, id).id });
    },
  };
}
