import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { FLAT_PLANS, flatPlanLimits } from '../../../lib/facts/cloudfront-plans.js';
import { listPrices } from '../../../lib/facts/prices.js';
import { cheapest } from '../../../lib/plan/arrangements/cheapest.js';
import { cheapestAt } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { brokenFlatRules, type FlatSubject } from '../../../lib/plan/arrangements/flat-plan-rules.js';
import { movedPathIssues, pinnedPaths } from '../../../lib/plan/arrangements/pinned-paths.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, specOf } from '../../spec/specs.js';
import { pinned, traffic } from './shops.js';

describe('paths that a pin holds to their type of API', () => {
  const domain = { name: 'api.shop.example', certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1' };
  const routes = [aRoute('GET /books', { to: lambda('books.ts') })];
  const { pin } = pinned({ apis: 'split', edge: false, paths: { http: ['/books'], rest: ['/feeds'] } });

  it('may move behind a name of the gateway, which stays its address', () => {
    const spec = specOf(routes, { api: 'rest', domain });
    expect(movedPathIssues(planGateway(spec), pin, spec)).toEqual([]);
  });

  it('may not move where each API has an address of its own', () => {
    const spec = specOf(routes, { api: 'rest' });
    expect(movedPathIssues(planGateway(spec), pin, spec)).toMatchObject([{ code: 'PIN_ROUTE_MOVED', got: '"/books"' }]);
  });

  it('are not pinned behind a name either', () => {
    const both = planGateway(specOf([...routes, aRoute('GET /feeds', { api: 'rest' })]));
    const named = planGateway(specOf(routes, { domain })).domain;
    if (named === undefined) throw new Error('the plan has no domain');
    expect(pinnedPaths(both)).toEqual({ http: ['/books'], rest: ['/feeds'] });
    expect(pinnedPaths({ ...both, domain: named })).toBeUndefined();
  });
});

describe('behaviours of a flat plan', () => {
  const subject = (behaviours: number) =>
    ({
      edge: { behaviours: Array(behaviours).fill({}), cachePolicies: [], origins: [] },
      firewall: { rules: [], inspectKb: 0, log: 'none' },
    }) as unknown as FlatSubject;

  it.each(FLAT_PLANS)('of %s count the one that takes what no pattern does', (plan) => {
    const most = flatPlanLimits[plan].behaviours;
    expect(brokenFlatRules(plan, subject(most - 1))).toEqual([]);
    expect(brokenFlatRules(plan, subject(most))).toMatchObject([
      { rule: 'FLAT_BEHAVIOURS', because: `it has ${most} behaviours, and these are ${most + 1}` },
    ]);
  });
});

describe('the cheapest of several', () => {
  const order = (...usd: readonly number[]) =>
    cheapest(
      usd.map((each, index) => ({ each, index })),
      ({ each }) => each,
    ).map(({ index }) => index);

  it.each<[string, readonly number[], readonly number[]]>([
    ['is less by a tenth of a cent', [1.002, 1.001], [1, 0]],
    ['is less by a millionth', [1.000002, 1.000001], [1, 0]],
    ['stays in its place where sums of the same lines differ in their last digits', [0.30000000000000004, 0.3], [0, 1]],
  ])('%s', (_, usd, expected) => {
    expect(order(...usd)).toEqual(expected);
  });
});

describe('an arrangement that is cheaper than the chosen one', () => {
  const spec = specOf([aRoute('GET /books')], { ...traffic(1_000_000), edge: {} });
  const bill = estimateCost(planGateway(spec), {}, listPrices);
  const at = (usdPerMonth: number) => cheapestAt(spec, { ...bill, usdPerMonth }, listPrices);

  it('is one by half a cent at least: what is printed as nothing is no difference', () => {
    const first = at(Number.POSITIVE_INFINITY)?.usdPerMonth ?? Number.NaN;
    expect(first).toBeGreaterThan(0);
    expect(at(first + 0.004)).toBeUndefined();
    expect(at(first + 0.006)).toMatchObject({ usdPerMonth: first });
    expect(at(first)).toBeUndefined();
  });
});
