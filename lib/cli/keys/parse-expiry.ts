import { InvalidArgumentError } from 'commander';
import { instantMs } from '../../keys/expiry-of.js';
import { durationSeconds } from '../duration.js';

const ALLOWED = 'a time to come: 90d, 12h, 2027-03-01 (its first moment, in UTC) or 2027-03-01T18:00:00Z.';

/**
 * When a key expires, as an ISO 8601 instant of whole seconds.
 *
 * @param text a duration from now, a date, or an instant
 */
export function parseExpiry(text: string, nowMs: number): string {
  const ms = momentOf(text.trim(), nowMs);
  if (ms === undefined || !(ms > nowMs && ms <= LATEST_MS)) throw new InvalidArgumentError(ALLOWED);
  return new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

/** The end of the year 9999: later ones are written otherwise. */
const LATEST_MS = 253_402_300_799_000;

function momentOf(text: string, nowMs: number): number | undefined {
  if (/^\d+[smhd]$/.test(text)) return nowMs + seconds(text) * 1000;
  return instantMs(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
}

function seconds(text: string): number {
  try {
    return durationSeconds(text);
  } catch {
    return Number.NaN;
  }
}

/** How long a rotated key goes on, milliseconds: `7d`, or `0s` for not at all. */
export function parseGrace(text: string): number {
  const grace = durationSeconds(text);
  if (grace >= 0 && grace <= 366 * 86_400) return grace * 1000;
  throw new InvalidArgumentError('0s to 366d.');
}
