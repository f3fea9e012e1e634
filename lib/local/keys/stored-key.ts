import { isRecord } from '../json/json-value.js';

/** A key that was issued at run time, as it is kept. */
export interface StoredKey {
  readonly id: string;
  /** Empty where it was issued without one. */
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly customerId?: string;
  readonly enabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly usagePlanIds: readonly string[];
}

/** What a key called on a plan, as it is kept: `2026-11-21` → requests. */
export interface StoredUsage {
  readonly usagePlanId: string;
  readonly keyId: string;
  readonly days: Readonly<Record<string, number>>;
  readonly grant?: { readonly day: string; readonly requests: number };
}

/** One line of the journal. A usage holds days that changed, with all of their requests. */
export type KeyChange =
  | { readonly kind: 'key'; readonly key: StoredKey }
  | { readonly kind: 'revoked'; readonly keyId: string }
  | { readonly kind: 'usage'; readonly usage: StoredUsage };

/** Reads keys as version 1 kept them, too: without tags and the time of their last change. */
export function readStoredKey(value: unknown): StoredKey | undefined {
  if (!isRecord(value)) return undefined;
  const { tags = {}, updatedAtMs = value.createdAtMs } = value;
  const key = { ...value, tags, updatedAtMs } as Partial<StoredKey>;
  return hasKeyFields(key) ? key : undefined;
}

function hasKeyFields(key: Partial<StoredKey>): key is StoredKey {
  const texts = [key.id, key.name, key.value, key.description ?? '', key.customerId ?? ''];
  return (
    texts.every((text) => typeof text === 'string') &&
    typeof key.enabled === 'boolean' &&
    typeof key.createdAtMs === 'number' &&
    typeof key.updatedAtMs === 'number' &&
    Array.isArray(key.usagePlanIds) &&
    key.usagePlanIds.every((id) => typeof id === 'string') &&
    isRecord(key.tags) &&
    Object.values(key.tags).every((tag) => typeof tag === 'string')
  );
}

export function isStoredUsage(value: unknown): value is StoredUsage {
  if (!isRecord(value)) return false;
  const { usagePlanId, keyId, days, grant } = value;
  const isGrant = isRecord(grant) && typeof grant.day === 'string' && Number.isSafeInteger(grant.requests);
  return (
    typeof usagePlanId === 'string' &&
    typeof keyId === 'string' &&
    isRecord(days) &&
    Object.values(days).every((requests) => Number.isSafeInteger(requests)) &&
    (grant === undefined || isGrant)
  );
}

export function readKeyChange(value: unknown): KeyChange | undefined {
  if (!isRecord(value)) return undefined;
  if (value.kind === 'revoked' && typeof value.keyId === 'string') return { kind: 'revoked', keyId: value.keyId };
  if (value.kind === 'usage' && isStoredUsage(value.usage)) return { kind: 'usage', usage: value.usage };
  const key = value.kind === 'key' ? readStoredKey(value.key) : undefined;
  return key && { kind: 'key', key };
}
