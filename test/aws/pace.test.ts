import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPace } from '../../lib/aws/pace.js';
import { fakeTiming } from './support/fake-timing.js';

it('lets a burst through at once, and then a call every interval', async () => {
  const timing = fakeTiming();
  const pace = createPace(10, 3, timing);
  const at: number[] = [];
  for (let call = 0; call < 6; call += 1) {
    await pace();
    at.push(timing.nowMs());
  }
  expect(at).toEqual([0, 0, 0, 100, 200, 300]);
});

it('gives calls that wait at the same time a place each', async () => {
  const timing = { ...fakeTiming(), nowMs: () => 0 };
  const pace = createPace(5, 1, timing);
  await Promise.all([pace(), pace(), pace()]);
  expect(timing.slept).toEqual([200, 400]);
});

it('never lets more through in a second than the rate and the burst, however calls come', async () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      gaps,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 5 }),
      async (waits, rate, burst) => {
        const timing = fakeTiming();
        const pace = createPace(rate, burst, timing);
        const at: number[] = [];
        for (const wait of waits) {
          await timing.sleep(wait);
          await pace();
          at.push(timing.nowMs());
        }
        for (const start of at)
          expect(at.filter((one) => one >= start && one < start + 999).length).toBeLessThanOrEqual(rate + burst);
      },
    ),
    { numRuns: 60 },
  );
});
