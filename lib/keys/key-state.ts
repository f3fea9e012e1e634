import { expiryOf } from './expiry-of.js';
import type { KeyRecord, Tags } from './key-tags.js';

/** What is judged of a key. */
export interface JudgedKey {
  readonly enabled: boolean;
  readonly tags: Tags;
  readonly record: KeyRecord;
}

/** A key as it stands: `in-grace` still works, `expired` and `grace-over` should not and may. */
export type KeyState =
  | { readonly kind: 'live' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'in-grace'; readonly until: string }
  | { readonly kind: 'expired' | 'grace-over'; readonly sinceMs: number }
  | { readonly kind: 'unreadable'; readonly got: string };

/** @param nowMs milliseconds since 1970 */
export function keyState(key: JudgedKey, nowMs: number): KeyState {
  const expiry = expiryOf(key.tags, nowMs);
  if (expiry.kind === 'unreadable') return { kind: 'unreadable', got: expiry.got };
  if (expiry.kind !== 'live') return expiry;
  if (!key.enabled) return { kind: 'disabled' };
  const { graceUntil } = key.record;
  return graceUntil === undefined ? { kind: 'live' } : { kind: 'in-grace', until: graceUntil };
}
