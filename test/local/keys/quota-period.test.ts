import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotaPeriod } from '../../../lib/local/keys/quota-period.js';
import type { Quota } from '../../../lib/local/model/cloud.js';

const cases: readonly [period: Quota['period'], offset: number, now: string, start: string, end: string][] = [
  ['DAY', 0, '2026-11-21T23:59:59.999Z', '2026-11-21', '2026-11-22'],
  ['DAY', 0, '2026-11-22T00:00:00.000Z', '2026-11-22', '2026-11-23'],
  ['WEEK', 0, '2026-11-21T12:00:00Z', '2026-11-15', '2026-11-22'],
  ['WEEK', 1, '2026-11-22T12:00:00Z', '2026-11-16', '2026-11-23'],
  ['WEEK', 6, '2026-11-21T00:00:00Z', '2026-11-21', '2026-11-28'],
  ['MONTH', 0, '2026-02-28T23:00:00Z', '2026-02-01', '2026-03-01'],
  ['MONTH', 14, '2026-01-14T23:00:00Z', '2025-12-15', '2026-01-15'],
  ['MONTH', 14, '2026-01-15T00:00:00Z', '2026-01-15', '2026-02-15'],
  ['MONTH', 27, '2026-12-31T00:00:00Z', '2026-12-28', '2027-01-28'],
];

describe('quotaPeriod', () => {
  it.each(cases)('of a %s with offset %i at %s starts on %s and ends on %s', (period, offset, now, start, end) => {
    expect(quotaPeriod({ period, offset }, Date.parse(now))).toEqual({
      startMs: Date.parse(start),
      endMs: Date.parse(end),
    });
  });

  it('holds the moment it was asked for, and its end begins the next period', () => {
    const kinds = fc.oneof(
      fc.record({ period: fc.constant('DAY' as const), offset: fc.constant(0) }),
      fc.record({ period: fc.constant('WEEK' as const), offset: fc.integer({ min: 0, max: 6 }) }),
      fc.record({ period: fc.constant('MONTH' as const), offset: fc.integer({ min: 0, max: 27 }) }),
    );
    fc.assert(
      fc.property(kinds, fc.integer({ min: 0, max: 4e12 }), (quota, now) => {
        const { startMs, endMs } = quotaPeriod(quota, now);
        expect(startMs <= now && now < endMs).toBe(true);
        expect(quotaPeriod(quota, endMs).startMs).toBe(endMs);
      }),
      { numRuns: 300 },
    );
  });
});
