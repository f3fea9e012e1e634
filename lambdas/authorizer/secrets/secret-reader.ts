import type { Secret } from '../../../lib/spec/secret.js';
import { objectIn } from '../bounded-fetch.js';
import { unavailable } from '../refusal.js';
import type { GetSecretValue } from './get-secret-value.js';

/** A rotated secret is used after this at the latest. */
const KEPT_MS = 5 * 60_000;

/** After a failed read, requests are refused at once for this long. */
const FAILURE_COOL_DOWN_MS = 2_000;

/** The value of a secret, read within the last `maxAgeMs`. @throws Refusal */
export type ReadSecret = (secret: Secret, maxAgeMs?: number) => Promise<string>;

interface Reading {
  readonly atMs: number;
  readonly text: Promise<string>;
  failed?: true;
}

/** Reads secrets on first use, and keeps them in memory; all that come together wait for one read. */
export function secretReader(getSecretValue: GetSecretValue, nowMs: () => number): ReadSecret {
  const readings = new Map<string, Reading>();
  return async ({ id, field }, maxAgeMs = KEPT_MS) => {
    const known = readings.get(id);
    const keptMs = known?.failed ? FAILURE_COOL_DOWN_MS : maxAgeMs;
    const reading = known && nowMs() - known.atMs < keptMs ? known : read(id);
    return fieldOf(await reading.text, field);
  };

  function read(id: string): Reading {
    const reading: Reading = { atMs: nowMs(), text: getSecretValue(id) };
    reading.text.catch(() => {
      reading.failed = true;
    });
    readings.set(id, reading);
    return reading;
  }
}

function fieldOf(text: string, field: string | undefined): string {
  const members = field === undefined ? undefined : objectIn(text);
  const value = field === undefined ? text : members && Object.hasOwn(members, field) ? members[field] : undefined;
  if (typeof value !== 'string' || value === '') throw unavailable('secret-without-field');
  return value;
}
