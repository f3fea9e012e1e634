import { describeApiKey } from './api-keys.js';
import { AwsCallError, failedFor } from './aws-call-error.js';
import type { Connection } from './clients.js';

/** What is held of a lock in one region. */
export interface HeldLock {
  readonly aws: Connection;
  /** Of the lock's key. */
  readonly id: string;
  readonly subject: string;
  /** Milliseconds. */
  readonly leaseMs: number;
  /** When the call that took it was sent, by our own clock: others saw the lock later, and count from then. */
  readonly sinceMs: number;
}

/** A call may be under way so long before it is done: two timeouts of {@link Connection}'s; milliseconds. */
const LONGEST_CALL_MS = 15_000;

/** What a lock's description says; renewed, it is another, so that who waits sees that the holder is alive. */
export function lockText(renewals: number): string {
  return `A lock of gatewright keys; it opens nothing${renewals === 0 ? '' : ` (renewed ${renewals} times)`}`;
}

/**
 * Makes sure, before each changing call, that the lock is still ours for as long as the call may take: renews it where a
 * quarter of its lease has gone by.
 *
 * @throws AwsCallError once the lease is nearly over, and from then on: somebody else may be at work
 */
export function keeperOf(lock: HeldLock): () => Promise<void> {
  const { aws, id, leaseMs } = lock;
  const { nowMs } = aws.timing;
  let heldSinceMs = lock.sinceMs;
  let renewals = 0;
  let renewing: Promise<void> | undefined;

  async function renew(): Promise<void> {
    const startMs = nowMs();
    if (startMs - heldSinceMs >= leaseMs - Math.min(LONGEST_CALL_MS, leaseMs / 4)) throw leaseOver(lock);
    renewals += 1;
    await describeApiKey(aws, id, lockText(renewals)).catch((error: unknown) => {
      throw failedFor(error, 'not-found') ? leaseOver(lock) : error;
    });
    if (nowMs() - heldSinceMs >= leaseMs) throw leaseOver(lock);
    heldSinceMs = startMs;
  }

  return async () => {
    if (nowMs() - heldSinceMs < leaseMs / 4) return;
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    await renewing;
  };
}

function leaseOver({ subject, aws }: HeldLock): AwsCallError {
  return new AwsCallError(
    'failed',
    `this run was held up for so long that its lock on ${subject} in ${aws.region} is over, and another run may be at work; nothing more was changed: run gatewright keys check, then the command again`,
  );
}

const CHANGING = /^(Create|Update|Delete|Put|Tag|Untag)/;

/** A connection whose changing calls, also each repeated one, are sent only while locks are held. */
export function whileHeld(aws: Connection, keep: () => Promise<void>): Connection {
  return {
    ...aws,
    apiGateway: (action, send, options) =>
      aws.apiGateway(
        action,
        async (client) => {
          if (CHANGING.test(action)) await keep();
          return send(client);
        },
        options,
      ),
  };
}
