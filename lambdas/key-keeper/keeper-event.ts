import type { KeyEventDetail } from '../../lib/keys/key-event.js';
import { dateOf, type QuotaState } from '../../lib/keys/key-usage.js';
import type { QuotaNotice } from '../../lib/keys/notified-tag.js';
import type { KeptKey } from './kept-key.js';
import type { KeyEnd } from './key-end.js';

/** What the account's event bus is told; never a key's value. Told at least once: a run that dies is told again. */
export interface KeeperEvent {
  /** The event's `detail-type`. */
  readonly kind: 'Key Expired' | 'Key Grace Over' | 'Quota Nearing' | 'Quota Reached';
  readonly detail: KeyEventDetail & Partial<QuotaUse>;
}

interface QuotaUse extends QuotaState {
  readonly percent: number;
  /** The day, in UTC, that the use was read on. */
  readonly on: string;
}

const ENDS = { expired: 'Key Expired', 'grace-over': 'Key Grace Over' } as const;

export function endEvent(key: KeptKey, end: KeyEnd, region: string): KeeperEvent {
  const { expires, graceUntil, replacedBy } = key.record;
  const detail = {
    ...subjectOf(key, region),
    ...(expires !== undefined && { expires }),
    ...(graceUntil !== undefined && { graceUntil }),
    ...(replacedBy !== undefined && { replacedBy }),
  };
  return { kind: ENDS[end.kind], detail };
}

export function quotaEvent(
  key: KeptKey,
  { plan, percent }: QuotaNotice,
  state: QuotaState,
  { region, nowMs }: { readonly region: string; readonly nowMs: number },
): KeeperEvent {
  const detail = { ...subjectOf(key, region), plan, ...state, percent, on: dateOf(nowMs) };
  return { kind: percent >= 100 ? 'Quota Reached' : 'Quota Nearing', detail };
}

function subjectOf({ id, record }: KeptKey, region: string) {
  const { gateway = '', plan = '', owner = '' } = record;
  return { gateway, plan, owner, keyId: id, region };
}
