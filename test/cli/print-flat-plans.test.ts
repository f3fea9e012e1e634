import { describe, expect, it } from 'vitest';
import { printFlatPlans } from '../../lib/cli/print-flat-plans.js';
import type { BillLevel } from '../../lib/plan/cost/bill.js';

const level = (requestsPerMonth: number, usdPerMonth: number, flat: Readonly<Record<string, number | string>>) =>
  ({
    assumptions: { requestsPerMonth },
    usdPerMonth,
    flatPlans: Object.entries(flat).map(([pricing, usd]) =>
      typeof usd === 'number'
        ? { pricing, usdPerMonth: usd, forbiddenBy: [] }
        : { pricing, forbiddenBy: [{ because: usd }] },
    ),
  }) as unknown as BillLevel;

const rowsOf = (levels: readonly BillLevel[]) =>
  printFlatPlans(levels)
    .body.split('\n')
    .slice(0, -1)
    .map((line) => line.trim().split(/ {2,}/));

describe('flat plans of CloudFront beside a bill', () => {
  const one = level(1e6, 20, { free: 'no logs', pro: 35, business: 20.004 });

  it('say at one level what forbids those that are not possible', () => {
    expect(rowsOf([one])).toEqual([
      ['free', 'no logs'],
      ['pro', '$35.00', '$15.00 more'],
      ['business', '$20.00', 'what it costs now'],
    ]);
  });

  it('are those that are possible, at several levels', () => {
    expect(rowsOf([one, level(1e8, 900, { free: 'no room', pro: 'no room either', business: 250 })])).toEqual([
      ['1M', 'pro', '$35.00', '$15.00 more'],
      ['1M', 'business', '$20.00', 'what it costs now'],
      ['100M', 'business', '$250.00', '$650.00 less'],
    ]);
  });

  it('are none where none has room at any of several levels', () => {
    const none = level(1e10, 9_000, { premium: 'no room' });
    expect(rowsOf([none, none])).toEqual([['none has room for this traffic']]);
  });
});
