import { vi } from 'vitest';
import { realTiming } from '../../../lib/aws/timing.js';

/** So many seconds of the calls' own clock go by in one of ours. */
const SPEED = 25;

/** Lets waits and paces of AWS calls go by faster than they do, all by the same clock. */
export function speedUp(): void {
  const startMs = Date.now();
  const start = performance.now();
  vi.spyOn(realTiming, 'nowMs').mockImplementation(() => startMs + (performance.now() - start) * SPEED);
  vi.spyOn(realTiming, 'sleep').mockImplementation((ms) => new Promise((done) => setTimeout(done, ms / SPEED)));
}

/** As long as it takes. */
export function takeRealTime(): void {
  vi.mocked(realTiming.nowMs).mockRestore();
  vi.mocked(realTiming.sleep).mockRestore();
}
