import { createHash } from 'node:crypto';
import { type ApiKey, createApiKey, deleteApiKey, listApiKeys } from './api-keys.js';
import { failedFor } from './aws-call-error.js';
import type { Connection } from './clients.js';
import { keeperOf, lockText, whileHeld } from './lock-lease.js';

export interface KeyLockOptions {
  readonly gateway: string;
  /** What two runs must not work on at once: a request, or a key. */
  readonly subject: string;
  /**
   * How long a run may hold it without renewing it, milliseconds: what is held longer was left behind by a run that
   * was killed.
   *
   * @default a minute
   */
  readonly leaseMs?: number;
  /** Told once where somebody else holds it. */
  readonly onWait?: (() => void) | undefined;
}

const LEASE_MS = 60_000;
const POLL_MS = 500;

/** A connection whose changing calls fail once a lock is not ours any more. */
export type Guard = (aws: Connection) => Connection;

/**
 * Does work while nobody else does any on the same subject, on whatever machine.
 *
 * API Gateway has no conditional writes, and tags and names are not unique: two administrators who list, see nothing
 * and create make two keys. One thing it refuses a second time is a key's value. So the lock is a key: disabled, on no
 * plan, its value made of the subject, which opens nothing.
 *
 * @param regions the lock is held in each, taken in the order of their names, so that nobody waits in a circle
 */
export async function withKeyLock<T>(
  regions: readonly Connection[],
  options: KeyLockOptions,
  work: (guard: Guard) => Promise<T>,
): Promise<T> {
  const [aws, ...others] = regions.toSorted((a, b) => a.region.localeCompare(b.region));
  if (aws === undefined) return work((same) => same);
  const { id, sinceMs } = await acquire(aws, options);
  const { subject, leaseMs = LEASE_MS } = options;
  const keep = keeperOf({ aws, id, subject, leaseMs, sinceMs });
  try {
    return await withKeyLock(others, options, (guard) => work((one) => whileHeld(guard(one), keep)));
  } finally {
    // What is left behind is taken over once its lease is over: no reason to hide what the work has thrown.
    await deleteApiKey(aws, id).catch(() => undefined);
  }
}

async function acquire(
  aws: Connection,
  options: KeyLockOptions,
): Promise<{ readonly id: string; readonly sinceMs: number }> {
  const { timing } = aws;
  let heldBy: { readonly id: string; readonly text: string | undefined; readonly sinceMs: number } | undefined;
  for (;;) {
    const sinceMs = timing.nowMs();
    const id = await tryAcquire(aws, options);
    if (id !== undefined) return { id, sinceMs };
    const holder = await findHolder(aws, options);
    if (holder === undefined) continue;
    if (holder.id !== heldBy?.id || holder.description !== heldBy.text) {
      if (heldBy === undefined) options.onWait?.();
      heldBy = { id: holder.id, text: holder.description, sinceMs: timing.nowMs() };
    }
    // By our own clock: the time that the key was made is by another's.
    const isStale = timing.nowMs() - heldBy.sinceMs >= (options.leaseMs ?? LEASE_MS);
    if (isStale) await deleteApiKey(aws, holder.id);
    else await timing.sleep(POLL_MS + timing.random() * POLL_MS);
  }
}

async function tryAcquire(aws: Connection, { gateway, subject }: KeyLockOptions): Promise<string | undefined> {
  const record = { gateway, lock: lockName(gateway, subject) };
  const key = { name: record.lock, description: lockText(0), enabled: false, record };
  try {
    return await createApiKey(aws, { ...key, value: digest(gateway, subject) });
  } catch (error) {
    if (failedFor(error, 'conflict')) return undefined;
    throw error;
  }
}

async function findHolder(aws: Connection, { gateway, subject }: KeyLockOptions): Promise<ApiKey | undefined> {
  const name = lockName(gateway, subject);
  for await (const page of listApiKeys(aws, { namePrefix: name })) {
    const holder = page.find((key) => key.record.lock === name);
    if (holder) return holder;
  }
  return undefined;
}

function lockName(gateway: string, subject: string): string {
  return `gatewright-lock-${digest(gateway, subject).slice(0, 16)}`;
}

/** 64 letters and digits: a value that API Gateway takes. */
function digest(gateway: string, subject: string): string {
  return createHash('sha256').update(`gatewright lock\n${gateway}\n${subject}`).digest('hex');
}
