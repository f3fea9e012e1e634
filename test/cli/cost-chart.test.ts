import { describe, expect, it } from 'vitest';
import { chartTitle, costChart } from '../../lib/cli/cost-chart.js';
import type { BillLevel } from '../../lib/plan/cost/bill.js';

const level = (requestsPerMonth: number, usdPerMonth: number, kong: number) =>
  ({ assumptions: { requestsPerMonth }, usdPerMonth, kong: { usdPerMonth: kong } }) as BillLevel;
const levels = [level(1e6, 10, 100), level(100e6, 1_000, 999.99), level(1e9, 10_000, 1_000)];
const drawn = (width: number, from?: number, shown = levels) =>
  costChart(shown, from === undefined ? { kind: 'never' } : { kind: 'from', requestsPerMonth: from }, width).split(
    '\n',
  );

describe('the chart of a bill', () => {
  it('has for each level who is cheaper, and by how much', () => {
    const by = drawn(100).map((line) => /(gateway|Kong) .* (?:cheaper by (\S+))$/.exec(line)?.slice(1) ?? []);
    expect(by).toEqual([['gateway', '$90.00'], [], [], ['Kong', '$0.01'], [], ['Kong', '$9,000.00']]);
  });

  it('marks where Kong is cheaper from, between the levels that it lies between', () => {
    const lines = drawn(100, 47.6e6);
    expect(lines).toHaveLength(7);
    expect(lines[2]).toMatch(/^47\.6M +× +┄+ +from here on Kong$/);
    expect(drawn(100, 5e9).at(-1)).toMatch(/^ +5B +×/);
    expect(drawn(100)).toHaveLength(6);
  });

  it('draws a power of ten as long as another, to an eighth of a column', () => {
    // $1 to $10,000 on 40 columns: ten for each power.
    const bars = drawn(200, undefined, [level(1, 1, 10), level(2, 100, 10_000), level(3, 1_778.28, 1_800)]);
    const columns = bars.map((line) => /[█▏▎▍▌▋▊▉]*/.exec(line.replace(/^[ \d]+(gateway|Kong) +/, ''))?.[0] ?? '');
    expect(columns).toEqual([
      '',
      '█'.repeat(10),
      '█'.repeat(20),
      '█'.repeat(40),
      `${'█'.repeat(32)}▌`,
      `${'█'.repeat(32)}▌`,
    ]);
    expect(chartTitle(levels)).toBe('Dollars a month, log scale from $1 to $10,000');
  });

  it.each([80, 100, 60])('fits %d columns', (width) => {
    for (const line of drawn(width, 47.6e6)) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('has two lines of nothing at all', () => {
    expect(drawn(80, undefined, [level(0, 0, 0)])).toHaveLength(2);
  });
});
