import type { Timing } from './timing.js';

/** Resolves when the next call may go out. */
export type Pace = () => Promise<void>;

/**
 * Spreads calls to a rate, so that a limit is used to the full and not run into: the generic cell rate algorithm, in
 * the order of asking.
 *
 * @param burst calls that may go out at once after a rest
 */
export function createPace(ratePerSecond: number, burst: number, { nowMs, sleep }: Timing): Pace {
  const intervalMs = 1000 / ratePerSecond;
  const toleranceMs = (burst - 1) * intervalMs;
  let expectedMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = nowMs();
    const waitMs = Math.max(0, expectedMs - toleranceMs - now);
    expectedMs = Math.max(now, expectedMs) + intervalMs;
    if (waitMs > 0) await sleep(waitMs);
  };
}

/**
 * The control plane's limits for an account and Region, none of which is raisable: 5 CreateApiKey a second, 10 calls a
 * second in all with a burst of 40, of which we leave most to others.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const CONTROL_PLANE = { createsPerSecond: 5, callsPerSecond: 10, burst: 10 } as const;
