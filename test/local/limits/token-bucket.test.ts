import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenBucket } from '../../../lib/local/limits/token-bucket.js';

describe('tokenBucket', () => {
  it('lets a burst through, then one request for each token that flows back', () => {
    const bucket = tokenBucket(2, 3, 1_000);
    const taken = [1_000, 1_000, 1_000, 1_000, 1_499, 1_500, 1_500].map((now) => bucket.take(now).taken);
    expect(taken).toEqual([true, true, true, false, false, true, false]);
  });

  it('says how long the next token takes', () => {
    const bucket = tokenBucket(4, 1, 0);
    bucket.take(0);
    expect(bucket.take(0)).toEqual({ taken: false, waitMs: 250 });
    expect(bucket.take(100)).toEqual({ taken: false, waitMs: 150 });
  });

  it('holds no more than the burst after a long rest', () => {
    const bucket = tokenBucket(100, 2, 0);
    expect([0, 0, 0].map(() => bucket.take(1_000_000).taken)).toEqual([true, true, false]);
  });

  it.each([
    ['a rate of zero never refills', 0, 1],
    ['a burst of zero refuses everything', 10, 0],
  ])('%s', (_name, rate, burst) => {
    const bucket = tokenBucket(rate, burst, 0);
    for (let n = 0; n < burst; n += 1) expect(bucket.take(0).taken).toBe(true);
    expect(bucket.take(1e9).taken).toBe(false);
  });

  it('never grants more than burst plus rate times time, whatever the clock does', () => {
    const steps = fc.array(fc.integer({ min: -50, max: 400 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 10 }), steps, (rate, burst, waits) => {
        const bucket = tokenBucket(rate, burst, 0);
        let now = 0;
        let latest = 0;
        let granted = 0;
        for (const wait of waits) {
          now = Math.max(0, now + wait);
          latest = Math.max(latest, now);
          if (bucket.take(now).taken) granted += 1;
        }
        expect(granted).toBeLessThanOrEqual(burst + (rate * latest) / 1000 + 1e-6);
      }),
      { numRuns: 200 },
    );
  });
});
