import { type Expiry, expiryOf } from '../../lib/keys/expiry-of.js';
import type { KeptKey } from './kept-key.js';

export type KeyEnd = Extract<Expiry, { readonly kind: 'expired' | 'grace-over' }>;

/** What a key's time asks for: nothing, an end that is due or still untold, or somebody who mends a tag. */
export type DueEnd =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'end'; readonly end: KeyEnd }
  | Extract<Expiry, { readonly kind: 'unreadable' }>;

const NOTHING: DueEnd = { kind: 'nothing' };

/** A key that somebody has disabled by hand is nobody's affair, whatever its tags say. */
export function dueEnd({ enabled, tags, notified }: KeptKey, nowMs: number): DueEnd {
  if (!enabled && notified?.kind !== 'end-owed') return NOTHING;
  const expiry = expiryOf(tags, nowMs);
  switch (expiry.kind) {
    case 'live':
      return NOTHING;
    case 'unreadable':
      return expiry;
    case 'expired':
    case 'grace-over':
      return { kind: 'end', end: expiry };
  }
}
