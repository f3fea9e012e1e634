import { AwsCallError, type AwsFault } from './aws-call-error.js';
import { type CalledAction, isServerError, readAwsError } from './read-aws-error.js';
import type { Timing } from './timing.js';

const MOST_ATTEMPTS = 8;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;

const REPEATABLE: ReadonlySet<AwsFault> = new Set(['throttled', 'interrupted']);

/**
 * Sends a call until it is answered: a throttled one, one whose connection broke and one that AWS failed at are sent
 * again after a random wait that doubles, and never sooner than AWS asks for. So `send` must be safe to repeat.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 *
 * @throws AwsCallError
 */
export async function callAws<T>(called: CalledAction, send: () => Promise<T>, timing: Timing): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (reason) {
      const error = reason instanceof AwsCallError ? reason : readAwsError(reason, called);
      if (attempt >= MOST_ATTEMPTS || !mayRepeat(reason, error)) throw error;
      await timing.sleep(waitMs(attempt, error, timing));
    }
  }
}

function mayRepeat(reason: unknown, error: AwsCallError): boolean {
  return REPEATABLE.has(error.fault) || (error.fault === 'failed' && isServerError(reason));
}

function waitMs(attempt: number, { retryAfterMs = 0 }: AwsCallError, { random }: Timing): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return retryAfterMs + random() * longest;
}
