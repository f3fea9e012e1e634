import type { ApiKeyModel, UsagePlanModel } from '../model/cloud.js';
import type { KeyStore } from '../model/engine.js';
import type { Key } from './key-index.js';
import type { UsageReading } from './plan-usage.js';
import type { StoredKey } from './stored-key.js';

export type KeyDescription = Omit<Key, 'value'>;

export interface KeyDefinitions {
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
