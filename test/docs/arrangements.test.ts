import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printArrangements } from '../../lib/cli/print-arrangements.js';
import { indented } from '../../lib/cli/table.js';
import { FLAT_PLANS, flatPlanAllowances, flatPlanLimits } from '../../lib/facts/cloudfront-plans.js';
import { listPrices } from '../../lib/facts/prices.js';
import { compareArrangements } from '../../lib/plan/arrangements/compare-arrangements.js';
import { makePin } from '../../lib/plan/arrangements/make-pin.js';
import type { Pin } from '../../lib/spec/pin.js';
import { open, traffic, withKey } from '../plan/arrangements/shops.js';
import { issuesOf, specOf } from '../spec/specs.js';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/arrangements.md'), 'utf8');

describe('the page on arrangements', () => {
  const spec = specOf([open, withKey], traffic(1_000_000));

  it('shows what the command prints for its example', () => {
    const { title, body } = printArrangements(compareArrangements(spec), undefined, 100);
    expect(/```\n(Arrangements[\s\S]*?)\n```/.exec(page)?.[1]).toBe(`${title}\n${indented(body)}`);
  });

  it('shows a pin that the planner takes', () => {
    const pin = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as Pin;
    expect(issuesOf(specOf([open, withKey], { pin }))).toEqual([]);
    const made = makePin(compareArrangements(spec), new Date('2026-11-22'));
    expect(pin).toEqual(made);
  });

  it('has the limits of the flat plans', () => {
    const cells = (row: string) =>
      (page.split('\n').find((line) => line.startsWith(`| ${row}`)) ?? '')
        .split('|')
        .slice(2, -1)
        .map((cell) => cell.trim());
    expect(cells('behaviours')).toEqual(
      FLAT_PLANS.map((plan) => `${flatPlanLimits[plan].behaviours}, ${flatPlanLimits[plan].wafRules}`),
    );
    const first = FLAT_PLANS.map((plan) => flatPlanAllowances.find((one) => one.plan === plan));
    expect(cells('requests and data').map((cell) => cell.split('M')[0])).toEqual(
      first.map((one) => String((one?.requests ?? 0) / 1e6)),
    );
    for (const { price } of flatPlanAllowances) expect(listPrices.usd[price]).toEqual(expect.any(Number));
  });
});
