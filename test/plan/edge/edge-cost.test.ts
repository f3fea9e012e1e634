import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, specOf } from '../../spec/specs.js';

const to = lambda('a.ts');
const linesOf = (edge: object | undefined, given: object = {}) => {
  const routes = [aRoute('GET /a', { to, ...(edge && { cache: { ttlSeconds: 60 } }) }), aRoute('GET /b', { to })];
  const plan = planGateway(specOf(routes, edge && { edge: { origin: { closedBy: 'none' }, ...edge } }));
  const { lines } = estimateCost(plan, { requestsPerMonth: 10e6, ...given });
  return new Map(lines.map((line) => [line.item, line]));
};

describe('what an edge costs', () => {
  it('is a dollar a million requests, ten cents for the function, data out and its log', () => {
    const lines = linesOf({}, { answerBytes: 10_000, logBytes: 400 });
    const usd = (item: string) => Number(lines.get(item)?.usdPerMonth.toFixed(4));
    expect(usd('Edge requests')).toBe(10);
    expect(usd('Edge function')).toBe(1);
    // 100 GB at 0.085, and 4 GB at 0.50.
    expect(usd('Data out of the edge, 10000 bytes an answer')).toBe(8.5);
    expect(usd('Access logs of the edge')).toBe(2);
  });

  it('saves what it answers itself: a half of the one cached route of two', () => {
    const [without, cached] = [linesOf(undefined), linesOf({})];
    const quantities = (item: string) => [without.get(item)?.quantity, cached.get(item)?.quantity];
    expect(quantities('HTTP API requests')).toEqual([10e6, 7.5e6]);
    expect(quantities('Handler invocations')).toEqual([10e6, 7.5e6]);
    expect(cached.get('Answers from the cache, 50 % of cached routes')).toMatchObject({
      quantity: 2.5e6,
      usdPerMonth: 0,
    });
    expect(linesOf({}, { cacheHitShare: 0.9 }).get('HTTP API requests')?.quantity).toBeCloseTo(5.5e6);
  });

  it('has no line where there is none', () => {
    expect([...linesOf(undefined).keys()].filter((item) => /edge|cache/i.test(item))).toEqual([]);
    expect(linesOf({ accessLogs: false }).has('Access logs of the edge')).toBe(false);
  });
});
