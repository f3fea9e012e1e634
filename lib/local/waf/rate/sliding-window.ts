import { createHash } from 'node:crypto';

export interface SlidingWindow {
  /** Counts a request; answers how many there were in the window that ends with it. */
  readonly count: (key: string, nowMs: number) => number;
}

/** Steps that a window moves by: a second of 60, ten of 600. */
const SLOTS = 60;
/** AWS limits this many at once; what has been quiet the longest is forgotten first. */
const MAX_KEYS = 10_000;
const MAX_KEY_CHARACTERS = 64;

interface Counter {
  readonly counts: Uint32Array;
  /** Which step of time each count is of. */
  readonly steps: Float64Array;
}

/**
 * Counts requests by key in a window that moves with time.
 *
 * AWS estimates: it looks at the rate several times a minute, gives recent requests more weight, and reacts within a
 * minute. Here each request counts the same and at once, so that a test sees the same each time.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-caveats.html
 */
export function slidingWindow(windowMs: number): SlidingWindow {
  const counters = new Map<string, Counter>();
  const stepMs = windowMs / SLOTS;

  function counterOf(key: string): Counter {
    const counter = counters.get(key) ?? { counts: new Uint32Array(SLOTS), steps: new Float64Array(SLOTS).fill(-1) };
    counters.delete(key);
    counters.set(key, counter);
    if (counters.size > MAX_KEYS) counters.delete(counters.keys().next().value ?? key);
    return counter;
  }

  return {
    count(key, nowMs) {
      const { counts, steps } = counterOf(shortened(key));
      const step = Math.floor(nowMs / stepMs);
      const slot = step % SLOTS;
      if (steps[slot] !== step) counts[slot] = 0;
      steps[slot] = step;
      counts[slot] = (counts[slot] ?? 0) + 1;
      return counts.reduce((sum, count, at) => (step - (steps[at] ?? -1) < SLOTS ? sum + count : sum), 0);
    },
  };
}

const shortened = (key: string): string =>
  key.length <= MAX_KEY_CHARACTERS ? key : createHash('sha256').update(key).digest('base64');
