import { describe, expect, it } from 'vitest';
import { datedUse, daysBefore, lastSeen, periodStart, quotaState } from '../../lib/keys/key-usage.js';

/** A Saturday. */
const NOW = Date.UTC(2026, 10, 21, 12);

describe('periodStart', () => {
  it.each([
    ['DAY', 0, '2026-11-21'],
    ['WEEK', 0, '2026-11-15'],
    ['WEEK', 6, '2026-11-21'],
    ['WEEK', 1, '2026-11-16'],
    ['MONTH', 0, '2026-11-01'],
    ['MONTH', 20, '2026-11-21'],
    ['MONTH', 21, '2026-10-22'],
  ] as const)('of %s with offset %i is %s', (period, offset, expected) => {
    expect(periodStart({ limit: 10, period, offset }, NOW)).toBe(expected);
  });
});

describe('quotaState', () => {
  const quota = { limit: 100, period: 'MONTH', offset: 0 } as const;
  const log = (...used: readonly (readonly [number, number])[]) =>
    datedUse(
      daysBefore(NOW, used.length - 1),
      used.map(([day, remaining]) => ({ used: day, remaining })),
    );

  it('counts the days of the period only', () => {
    const days = datedUse('2026-10-31', [
      { used: 70, remaining: 30 },
      { used: 5, remaining: 95 },
      { used: 6, remaining: 89 },
    ]);
    expect(quotaState(quota, days, NOW)).toEqual({ used: 11, limit: 100, since: '2026-11-01' });
  });

  it('counts what somebody granted on top to the limit', () => {
    expect(quotaState(quota, log([40, 60], [10, 150]), NOW)).toMatchObject({ used: 50, limit: 200 });
  });

  it('is nothing used of all where there is no log, or only one of a former period', () => {
    expect(quotaState(quota, [], NOW)).toMatchObject({ used: 0, limit: 100 });
    expect(quotaState(quota, datedUse('2026-10-01', [{ used: 9, remaining: 91 }]), NOW)).toMatchObject({
      used: 0,
      limit: 100,
    });
  });
});

it('was last seen on the last day with a request', () => {
  const days = datedUse(
    '2026-11-18',
    [3, 1, 0, 0].map((used) => ({ used, remaining: 0 })),
  );
  expect(lastSeen(days)).toBe('2026-11-19');
  expect(lastSeen([])).toBeUndefined();
});
