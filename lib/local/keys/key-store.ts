import type { ApiKeyModel, UsagePlanModel } from '../model/cloud.js';
import type { KeyStore } from '../model/engine.js';
import { createKeyFile, type StoredKey } from './key-file.js';
import { isKeyValue, keyDigest, randomText } from './key-value.js';
import { createPlanUsage, type PlanUsage } from './plan-usage.js';

/** A key without its value. */
interface KeyDescription {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly usagePlanIds: readonly string[];
  /** A key of the template can only change with the template. */
  readonly origin: 'template' | 'issued';
}

interface KeyDefinitions {
  readonly usagePlans: readonly UsagePlanModel[];
  readonly apiKeys: readonly ApiKeyModel[];
}

export interface LocalKeyStore extends KeyStore {
  /** @throws KeyRequestError for an unknown plan, a value that API Gateway would refuse, or one that is taken */
  readonly issue: (request: IssueRequest) => { readonly id: string; readonly value: string };
  readonly list: () => readonly KeyDescription[];
  /** With its value. */
  readonly show: (id: string) => (KeyDescription & { readonly value: string }) | undefined;
  /** @throws KeyRequestError for an unknown key, or one of the template */
  readonly setEnabled: (id: string, enabled: boolean) => void;
  /** @throws KeyRequestError as `setEnabled` */
  readonly setPlans: (id: string, usagePlanIds: readonly string[]) => void;
  /** @throws KeyRequestError as `setEnabled` */
  readonly revoke: (id: string) => void;
  readonly usage: (usagePlanId: string, keyId: string) => ReturnType<PlanUsage['read']> | undefined;
  readonly usagePlans: () => readonly UsagePlanModel[];
  /** Puts in the plans and keys of a changed template. Issued keys stay; usage stays where its plan did not change. */
  readonly replace: (definitions: KeyDefinitions) => void;
}

export interface IssueRequest {
  readonly usagePlanId: string;
  readonly name: string;
  readonly value?: string;
}

export interface KeyStoreOptions extends KeyDefinitions {
  readonly nowMs: () => number;
  /** Keeps issued keys in a file there. Absent: in memory only. */
  readonly directory?: string;
  readonly randomText?: (length?: number) => string;
}

/** A request to the key store that it cannot fulfil; the message never holds a key's value. */
export class KeyRequestError extends Error {
  readonly code = 'KEY_REQUEST_REFUSED';
  override readonly name = 'KeyRequestError';
}

interface Key extends KeyDescription {
  readonly value: string;
  readonly createdAtMs: number;
}

/** @throws KeyFileError where the directory's file is damaged */
export function createKeyStore(options: KeyStoreOptions): LocalKeyStore {
  const { nowMs } = options;
  const text = options.randomText ?? randomText;
  const file = options.directory === undefined ? undefined : createKeyFile(options.directory);
  const issued = new Map<string, Key>();
  const plans = new Map<string, UsagePlanModel>();
  const usages = new Map<string, PlanUsage>();
  let keysByDigest = new Map<string, Key>();
  let declared: readonly ApiKeyModel[] = [];

  for (const key of file?.read() ?? []) issued.set(key.id, { ...key, origin: 'issued' });
  replace(options);

  function replace({ usagePlans, apiKeys }: KeyDefinitions): void {
    const former = new Map(plans);
    plans.clear();
    for (const plan of usagePlans) plans.set(plan.id, plan);
    for (const [id, plan] of former) if (JSON.stringify(plans.get(id)) !== JSON.stringify(plan)) forgetUsage(`${id} `);
    declared = apiKeys;
    index();
  }

  function forgetUsage(prefix: string): void {
    for (const id of usages.keys()) if (id.startsWith(prefix)) usages.delete(id);
  }

  function index(): void {
    const templateKeys = declared.map((key): Key => ({ ...key, createdAtMs: 0, origin: 'template' }));
    // A template's key stands above an issued one of the same value, so it is entered last.
    const all = [...issued.values(), ...templateKeys].filter((key) => key.value !== '');
    keysByDigest = new Map(all.map((key) => [keyDigest(key.value), key]));
  }

  function save(): void {
    index();
    file?.write([...issued.values()].map(({ origin: _origin, ...stored }): StoredKey => stored));
  }

  function keys(): Key[] {
    return [...keysByDigest.values()];
  }

  function issuedKey(id: string): Key {
    const key = issued.get(id);
    if (key !== undefined) return key;
    const known = declared.some((other) => other.id === id);
    throw new KeyRequestError(known ? `the key ${id} belongs to the template` : `there is no key ${id}`);
  }

  function usageOf(plan: UsagePlanModel, keyId: string): PlanUsage {
    const id = `${plan.id} ${keyId}`;
    const usage = usages.get(id) ?? createPlanUsage(plan, nowMs);
    usages.set(id, usage);
    return usage;
  }

  function requirePlans(ids: readonly string[]): void {
    const unknown = ids.find((id) => !plans.has(id));
    if (unknown !== undefined) throw new KeyRequestError(`there is no usage plan ${unknown}`);
  }

  return {
    admit(value, api) {
      const key = keysByDigest.get(keyDigest(value));
      if (key === undefined || !key.enabled) return { kind: 'invalid' };
      const plan = key.usagePlanIds.map((id) => plans.get(id)).find((candidate) => candidate && covers(candidate, api));
      if (plan === undefined) return { kind: 'invalid' };
      const admission = usageOf(plan, key.id).admit(api);
      return admission.kind === 'allowed'
        ? { kind: 'allowed', keyId: key.id, usagePlanId: plan.id }
        : { ...admission, keyId: key.id };
    },
    issue({ usagePlanId, name, value = text() }) {
      requirePlans([usagePlanId]);
      if (!isKeyValue(value)) throw new KeyRequestError("a key's value has 20 to 128 letters and digits");
      if (keysByDigest.has(keyDigest(value))) throw new KeyRequestError('another key has this value');
      const id = text(10).toLowerCase();
      issued.set(id, {
        id,
        name,
        value,
        enabled: true,
        createdAtMs: nowMs(),
        usagePlanIds: [usagePlanId],
        origin: 'issued',
      });
      save();
      return { id, value };
    },
    list: () => keys().map(describe),
    show(id) {
      const key = keys().find((candidate) => candidate.id === id);
      return key && { ...describe(key), value: key.value };
    },
    setEnabled(id, enabled) {
      issued.set(id, { ...issuedKey(id), enabled });
      save();
    },
    setPlans(id, usagePlanIds) {
      requirePlans(usagePlanIds);
      issued.set(id, { ...issuedKey(id), usagePlanIds });
      save();
    },
    revoke(id) {
      issued.delete(issuedKey(id).id);
      for (const plan of plans.keys()) usages.delete(`${plan} ${id}`);
      save();
    },
    usage(usagePlanId, keyId) {
      const plan = plans.get(usagePlanId);
      const known = keys().some((key) => key.id === keyId && key.usagePlanIds.includes(usagePlanId));
      return plan && known ? usageOf(plan, keyId).read() : undefined;
    },
    usagePlans: () => [...plans.values()],
    replace,
  };
}

function covers(plan: UsagePlanModel, api: { readonly apiId: string; readonly stage: string }): boolean {
  return plan.apiStages.some(({ apiId, stage }) => apiId === api.apiId && stage === api.stage);
}

function describe({ id, name, enabled, usagePlanIds, origin }: Key): KeyDescription {
  return { id, name, enabled, usagePlanIds, origin };
}
