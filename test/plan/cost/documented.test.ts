import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { type Price, prices } from '../../../lib/facts/prices.js';
import { DEFAULT_ASSUMPTIONS } from '../../../lib/plan/cost/assumptions.js';
import { COST_ITEMS, type CostItem } from '../../../lib/plan/cost/cost-items.js';
import { LOG_LINE_BYTES } from '../../../lib/plan/cost/log-line-bytes.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { TRAFFIC_PROPS } from '../../../lib/spec/traffic.js';
import { aRoute, specOf } from '../../spec/specs.js';

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/cost.md'), 'utf8');
const cells = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .slice(2, -1)
      .trim()
      .split(/ \|(?: |$)/)
      .map((cell) => cell.trim()),
  );

describe('docs/cost.md', () => {
  it.each(Object.values<CostItem>(COST_ITEMS).map((item) => [item.item, item] as const))(
    'has the line %s with its formula and price',
    (name, { unit, formula, priceOf, inFlatPlan, kongReplaces }) => {
      const replaced = [...(inFlatPlan ? ['flat plan'] : []), ...(kongReplaces ? ['Kong'] : [])].join(', ');
      const row = cells.find((one) => one[0] === name && one[2] === formula);
      expect(row?.slice(1, 4)).toEqual([unit, formula, `\`${priceOf}\``]);
      expect(row?.[4] ?? '').toBe(replaced);
    },
  );

  it.each(Object.entries<Price>(prices))('has the price %s with its dollars, unit and source', (key, price) => {
    const row = cells.find((one) => one[0] === `\`${key}\``);
    const steps = typeof price.usd === 'number' ? [{ usd: price.usd }] : price.usd;
    const dollars = steps.map((step) =>
      'upTo' in step && step.upTo !== undefined ? `${step.usd} to ${step.upTo.toLocaleString('en')}` : `${step.usd}`,
    );
    expect(row?.[1]).toBe(dollars.length === 1 ? dollars[0] : dollars.join(', ').replace(/, ([^ ]+)$/, ', then $1'));
    expect(row?.[2]).toBe(`${price.per === 1 ? '' : `${price.per.toLocaleString('en')} `}${price.unit}`);
    expect(row?.[3]).toBe(`<${price.source}>`);
  });

  it.each(Object.keys(TRAFFIC_PROPS))('has %s of the traffic with its default', (name) => {
    const row = cells.find((one) => one[0] === `\`${name}\``);
    const value = DEFAULT_ASSUMPTIONS[name as keyof typeof TRAFFIC_PROPS];
    if (value === 'by-format') expect(row?.[1]).toBe(Object.values(LOG_LINE_BYTES).join(', '));
    else if (typeof value === 'number') expect(row?.[1]).toBe(value.toLocaleString('en'));
    else expect(row?.[1]).toMatch(/^X-Ray's rule$|^evenly$/);
  });

  it('reckons its example as the plan does', () => {
    const { lines, usdPerMonth } = estimateCost(planGateway(specOf([aRoute('GET /a', { to: lambda('a.ts') })])));
    const stated = page.slice(page.indexOf('An example by hand'), page.indexOf('Together'));
    const written = [...stated.matchAll(/\*\*([\d.]+)\*\*/g)].map(([, usd]) => Number(usd));
    expect(written.sort()).toEqual(lines.map((line) => Number(line.usdPerMonth.toFixed(2))).sort());
    expect(page).toContain(`Together ${usdPerMonth.toFixed(2)} dollars`);
  });
});
