import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { FLAT_PLANS, type FlatPlan } from '../../../lib/facts/cloudfront-plans.js';
import { billOf } from '../../../lib/plan/cost/bill.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, specOf } from '../../spec/specs.js';

const settings = {
  edge: { securityHeaders: false, accessLogs: false, origin: { closedBy: 'none' as const } },
  firewall: { managed: ['common' as const], log: 'none' as const },
  tracing: false,
};
const routes = [aRoute('GET /a', { to: lambda('a.ts') })];
const asItGoes = planGateway(specOf(routes, settings));
const pinnedOn = (cloudFrontPricing: FlatPlan) =>
  planGateway(
    specOf(routes, {
      ...settings,
      pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: true, firewallAt: 'edge', cloudFrontPricing } },
    }),
  );
const idsOf = (plan: typeof asItGoes, requestsPerMonth: number) =>
  estimateCost(plan, { requestsPerMonth }).lines.map(({ id }) => id);

describe('the bill of a gateway whose pin says that it is on a flat plan', () => {
  const IN_PLAN = ['firewall', 'firewallRules', 'firewallRequests', 'edgeRequests', 'edgeFunction', 'edgeDataOut'];

  it('has the plan in place of what is in its price, and all else as it was', () => {
    expect(idsOf(asItGoes, 5e6)).toEqual(expect.arrayContaining(IN_PLAN));
    expect(idsOf(asItGoes, 5e6)).not.toContain('flatPlan');
    const others = idsOf(asItGoes, 5e6).filter((id) => !IN_PLAN.includes(id));
    expect(idsOf(pinnedOn('pro'), 5e6)).toEqual([...others, 'flatPlan']);
  });

  it.each<[FlatPlan, number, number, string]>([
    ['free', 1e6, 0, 'flatFree'],
    ['pro', 5e6, 15, 'flatPro'],
    ['business', 100e6, 200, 'flatBusiness'],
    ['premium', 400e6, 1_000, 'flatPremium500M'],
    ['premium', 700e6, 1_450, 'flatPremium750M'],
    // More than the largest month: none of it is billed.
    ['business', 10e9, 200, 'flatBusiness'],
    ['premium', 10e9, 10_000, 'flatPremium6000M'],
  ])('pays for %s at %d requests %d dollars', (pricing, requestsPerMonth, usd, priceOf) => {
    const line = estimateCost(pinnedOn(pricing), { requestsPerMonth }).lines.find(({ id }) => id === 'flatPlan');
    expect(line).toMatchObject({
      quantity: 1,
      usdPerMonth: usd,
      usd,
      per: 1,
      priceOf,
      source: expect.stringContaining('cloudfront'),
    });
  });

  it.each(FLAT_PLANS)('is what the list of flat plans says of %s', (pricing) => {
    const offers = billOf(asItGoes, { levels: [900_000] }).levels[0]?.flatPlans;
    const offered = offers?.find((offer) => offer.pricing === pricing)?.usdPerMonth;
    const [level] = billOf(pinnedOn(pricing), { levels: [900_000] }).levels;
    expect(offered).toBeGreaterThan(0);
    expect(level?.usdPerMonth).toBe(offered);
    // Plans are weighed against each other whichever one it is on.
    expect(level?.flatPlans).toEqual(offers);
    expect(level?.kong.staysUsd).toBeCloseTo((offered ?? 0) - 0.9, 9);
  });

  it('says that the month is more than the plan has', () => {
    const said = (requestsPerMonth: number) => estimateCost(pinnedOn('pro'), { requestsPerMonth }).warnings;
    expect(said(10e6)).toEqual([]);
    expect(said(11e6)).toEqual([
      'the month of the flat plan pro is of 10,000,000 requests and 51,200 GB, and the traffic is 11,000,000 and 20 GB: CloudFront may serve slower, or ask for a larger plan',
    ]);
  });
});
