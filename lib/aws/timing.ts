import { setTimeout as sleep } from 'node:timers/promises';

/** Clock and chance, as the calls of AWS use them. */
export interface Timing {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
}

export const realTiming: Timing = { nowMs: Date.now, sleep: (ms) => sleep(ms), random: Math.random };
