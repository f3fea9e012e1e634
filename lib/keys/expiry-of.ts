import { readKeyTags, type Tags } from './key-tags.js';

/**
 * Whether a key's time is over. `unreadable` is a time that somebody has written by hand and nobody can read: whoever
 * decides has to say so, and neither cut the owner off nor let the key live on in silence.
 */
export type Expiry =
  | { readonly kind: 'live' }
  | { readonly kind: 'expired'; readonly sinceMs: number }
  | { readonly kind: 'grace-over'; readonly sinceMs: number }
  | { readonly kind: 'unreadable'; readonly tag: 'expires' | 'graceUntil'; readonly got: string };

/** What a key's tags say at a moment; the instant itself is already over. */
export function expiryOf(tags: Tags | undefined, nowMs: number): Expiry {
  const record = readKeyTags(tags);
  for (const [tag, kind] of [
    ['expires', 'expired'],
    ['graceUntil', 'grace-over'],
  ] as const) {
    const got = record[tag];
    if (got === undefined) continue;
    const sinceMs = instantMs(got);
    if (sinceMs === undefined) return { kind: 'unreadable', tag, got };
    if (sinceMs <= nowMs) return { kind, sinceMs };
  }
  return { kind: 'live' };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** An ISO 8601 instant, with its offset from UTC, in milliseconds since 1970; undefined for anything else. */
export function instantMs(text: string): number | undefined {
  const ms = INSTANT.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** `Date` takes the 31st of February for the 3rd of March. */
function isDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
