import { describe, expect, it } from 'vitest';
import { listPrices } from '../../../lib/facts/prices.js';
import { withCheapest } from '../../../lib/plan/arrangements/cheapest-at-levels.js';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { billOf } from '../../../lib/plan/cost/bill.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { type SpecSettings, specOf } from '../../spec/specs.js';
import { firewall, open, pinned, traffic, withKey } from './shops.js';

/** Most of the requests could be on an HTTP API, which is worth an edge's fixed costs where they are many. */
const shares = { routes: { 'GET /books': 0.98 } };
const LEVELS = [1e6, 1e9];
const levelsOf = (settings: SpecSettings, list = listPrices) => {
  const spec = specOf([open, withKey], settings);
  return withCheapest(billOf(planGateway(spec), { levels: LEVELS, list }), spec, list).levels;
};

describe('a bill at several levels', () => {
  it('says of each level what would be cheaper there, and by how much', () => {
    const settings = { ...traffic(1e6, shares), firewall };
    const [small, large] = levelsOf(settings);
    expect(planGateway(specOf([open, withKey], settings)).arrangement.apis).toBe('rest');
    expect(small?.cheapest).toBeUndefined();
    expect(large?.cheapest?.arrangement).toMatchObject({ apis: 'split', edge: true });
    const alone = compareArrangements(specOf([open, withKey], { ...traffic(1e9, shares), firewall }));
    expect(large?.cheapest?.usdPerMonth).toBeCloseTo(alone.feasible[0]?.usdPerMonth ?? 0, 6);
    expect(large?.cheapest?.differenceUsdPerMonth).toBeCloseTo(
      (large?.cheapest?.usdPerMonth ?? 0) - (large?.usdPerMonth ?? 0),
      9,
    );
  });

  it('says it of a pinned arrangement too', () => {
    const levels = levelsOf({
      ...pinned({ apis: 'rest', edge: false, firewallAt: 'rest-stage' }),
      firewall,
      traffic: shares,
    });
    expect(levels.map(({ cheapest }) => cheapest?.arrangement.apis)).toEqual([undefined, 'split']);
  });

  it('goes by the prices of its list', () => {
    const usd = { ...listPrices.usd, edgeRequests: 1_000 };
    const levels = levelsOf({ ...traffic(1e6, shares), firewall }, { ...listPrices, region: 'eu-west-1', usd });
    expect(levels.map(({ cheapest }) => cheapest?.byHand === undefined && cheapest?.arrangement.edge)).not.toContain(
      true,
    );
  });
});
