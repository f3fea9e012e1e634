import type { Timing } from '../../../lib/aws/timing.js';

export interface FakeTiming extends Timing {
  /** Milliseconds that were slept, in order. */
  readonly slept: number[];
}

/** A clock that moves only when somebody sleeps. */
export function fakeTiming(random = 0.5): FakeTiming {
  let now = 0;
  const slept: number[] = [];
  const sleep = async (ms: number) => {
    slept.push(ms);
    now += ms;
  };
  return { nowMs: () => now, sleep, random: () => random, slept };
}
