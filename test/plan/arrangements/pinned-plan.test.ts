import { iam, lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { makePin } from '../../../lib/plan/arrangements/make-pin.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import type { Plan } from '../../../lib/plan/plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { PinnedArrangement } from '../../../lib/spec/pin.js';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';
import { cached, firewall, open, pinned, slow, standing, traffic, withKey, withToken } from './shops.js';

const LARGE = traffic(1e9);

describe('a pinned arrangement', () => {
  it.each<[string, readonly Route[], PinnedArrangement, SpecSettings, string]>([
    ['REST', [open], { apis: 'rest', edge: false }, LARGE, 'rest'],
    ['an edge', [open], { apis: 'http', edge: true }, LARGE, 'http+edge'],
    ['an edge, without traffic too', [open], { apis: 'http', edge: true }, {}, 'http+edge'],
    [
      'no edge, however long answers are',
      [open],
      { apis: 'http', edge: false },
      traffic(1e8, { responseBytes: 1e6 }),
      'http',
    ],
    [
      'the firewall at the stage',
      [withToken],
      { apis: 'rest', edge: false, firewallAt: 'rest-stage' },
      { ...LARGE, firewall },
      'rest(rest-stage)',
    ],
    [
      'the firewall at the edge',
      [open, withKey],
      { apis: 'split', edge: true, firewallAt: 'edge' },
      { ...traffic(1e6), firewall },
      'split+edge(edge)',
    ],
    ['a split with routes for one API alone', [open], { apis: 'split', edge: false }, LARGE, 'http'],
    ['a split, whatever the spec insists on', [open], { apis: 'split', edge: false }, { api: 'rest' }, 'rest'],
    [
      'the edge that the spec has',
      [cached],
      { apis: 'http', edge: true },
      { edge: { priceClass: '100' } },
      'http+edge',
    ],
  ])('keeps %s', (_title, routes, arrangement, settings, expected) => {
    const spec = specOf(routes, { ...settings, ...pinned(arrangement) });
    expect(standing(spec)).toBe(expected);
    expect(planGateway(spec).arrangement).toMatchObject({ chosenBy: 'pin', because: 'pinned on 2026-11-22' });
    expect(planGateway(spec).warnings.map(({ code }) => code)).not.toContain('ARRANGEMENT_UNPINNED');
  });

  it('is compared with the cheapest', () => {
    const spec = specOf([open], { ...LARGE, ...pinned({ apis: 'rest', edge: true }) });
    const { chosen, cheapest } = compareArrangements(spec);
    expect(cheapest?.arrangement).toEqual({ apis: 'http', edge: false });
    const free = compareArrangements(specOf([open], LARGE));
    expect(cheapest?.differenceUsdPerMonth).toBeCloseTo(free.chosen.usdPerMonth - chosen.usdPerMonth, 6);
  });

  it('keeps the settings of the edge that the spec has', () => {
    const { edge } = planGateway(
      specOf([open], { edge: { priceClass: '100' }, ...pinned({ apis: 'http', edge: true }) }),
    );
    expect(edge?.priceClass).toBe('100');
  });
});

describe('a pin that no longer fits', () => {
  it.each<[string, readonly Route[], PinnedArrangement, SpecSettings, readonly string[]]>([
    ['a route needs REST', [open, withKey], { apis: 'http', edge: false }, {}, ['PIN_API']],
    ['a route needs HTTP', [open, slow], { apis: 'rest', edge: false }, LARGE, ['PIN_API']],
    ['a firewall came, and no edge', [open], { apis: 'http', edge: false }, { firewall }, ['FIREWALL_HTTP_API']],
    ['answers are to be kept, and no edge', [cached], { apis: 'http', edge: false }, LARGE, ['CACHE_WITHOUT_EDGE']],
    ['the spec asks for an edge', [open], { apis: 'http', edge: false }, { edge: {} }, ['PIN_EDGE']],
    ['the spec wants none', [open], { apis: 'http', edge: true }, { noEdge: true }, ['PIN_EDGE']],
    ['the spec insists on another API', [open], { apis: 'http', edge: false }, { api: 'rest' }, ['PIN_API']],
  ])('is an issue where %s', (_title, routes, arrangement, settings, codes) => {
    const issues = issuesOf(specOf(routes, { ...settings, ...pinned(arrangement) }));
    expect([...new Set(issues.map(({ code }) => code))]).toEqual(codes);
  });

  it('names the routes, what they need, and both ways out', () => {
    const [issue, ...others] = issuesOf(specOf([open, withKey], pinned({ apis: 'http', edge: false })));
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      place: 'pin.arrangement.apis',
      message: expect.stringContaining('all routes on the HTTP API, and these cannot be there: API keys'),
      got: '["GET /feeds/{path+}"]',
      fix: expect.stringMatching(/^give up what they ask, or take pin out of the gateway.*gatewright plan --pin/),
    });
  });

  const usd = String.raw`\$\d+\.\d\d a month at 1,000,000 requests`;
  const anew =
    'before that, take pin out of the gateway, look at what gatewright plan says, and pin anew: gatewright plan --pin';

  it.each<[string, readonly Route[], SpecSettings, string]>([
    ['a firewall', [open], { firewall }, `write edge: {} on the gateway (USD), or api: 'rest' (USD); ${anew}`],
    ['a firewall, and no edge', [open], { firewall, noEdge: true }, `write api: 'rest' (USD); ${anew}`],
    ['a firewall, and a wait for HTTP', [slow], { firewall }, `write edge: {} on the gateway (USD); ${anew}`],
    ['answers that are kept', [cached], {}, `write edge: {} on the gateway (USD); ${anew}`],
  ])('is in the way of %s, which it says with what the ways out cost', (_title, routes, settings, fix) => {
    const [issue, ...others] = issuesOf(specOf(routes, { ...settings, ...pinned({ apis: 'http', edge: false }) }));
    expect(others).toEqual([]);
    expect(issue?.message).toMatch(/; the pin holds all routes on an HTTP API, no edge$/);
    expect(issue?.fix.replace(new RegExp(usd, 'g'), 'USD')).toBe(fix);
  });

  it('says ways out that lead out, once it is gone', () => {
    const [issue] = issuesOf(specOf([open], { firewall, ...pinned({ apis: 'http', edge: false }) }));
    const costs = [...(issue?.fix.matchAll(/\$(\d+\.\d\d)/g) ?? [])].map(([, cost]) => Number(cost));
    const after = ([{ edge: {} }, { api: 'rest' }] as const).map((way) =>
      planGateway(specOf([open], { firewall, ...way })),
    );
    expect(costs).toEqual(after.map((plan) => Math.round(estimateCost(plan).usdPerMonth * 100) / 100));
  });

  it('prices the way that the stated traffic would take', () => {
    const settings = { firewall, traffic: { requestsPerMonth: 1e6, requestBytes: 1e7 } };
    const [issue] = issuesOf(specOf([open, withToken], { ...settings, ...pinned({ apis: 'http', edge: false }) }));
    const { usdPerMonth } = estimateCost(planGateway(specOf([open, withToken], { ...settings, edge: {} })));
    expect(planGateway(specOf([open, withToken], { ...settings, edge: {} })).arrangement.apis).toBe('rest');
    expect(issue?.fix).toContain(`write edge: {} on the gateway ($${usdPerMonth.toFixed(2)} a month`);
  });

  it('is in the way of a route that no edge takes, where it holds one', () => {
    const signed = aRoute('GET /signed', { auth: iam('machines') });
    const [issue, ...others] = issuesOf(specOf([signed], pinned({ apis: 'http', edge: true })));
    expect(others).toEqual([]);
    expect(issue?.message).toMatch(/; the pin holds all routes on an HTTP API, CloudFront$/);
    expect(issue?.fix).toContain(anew);
  });

  it('is in the way of what has outgrown one stack, and could be split', () => {
    const routes = Array.from({ length: 301 }, (_, index) =>
      aRoute(`GET /${String.fromCharCode(97 + (index % 26))}${index}`, { to: lambda('handlers/one.ts') }),
    );
    const [issue] = issuesOf(specOf(routes, pinned({ apis: 'http', edge: false })));
    expect(issue?.code).toBe('QUOTA_EXCEEDED');
    expect(issue?.fix).toContain('since the pin holds it in one stack and it could be split, take pin out');
    const stated = issuesOf(specOf(routes, { ...pinned({ apis: 'http', edge: false }), split: false }));
    expect(stated.map(({ fix }) => fix).join(' ')).not.toContain('could be split');
  });

  it('says nothing of what is wrong in whatever arrangement', () => {
    const issues = issuesOf(specOf([open], { ...pinned({ apis: 'http', edge: false }), name: 'No Name', firewall }));
    const fixes = Object.fromEntries(issues.map(({ code, fix }) => [code, fix]));
    expect(fixes.GATEWAY_NAME).not.toContain('pin');
    expect(fixes.FIREWALL_HTTP_API).toBe(`write edge: {} on the gateway, or api: 'rest'; ${anew}`);
  });

  it('is told with the other issues of the spec', () => {
    const issues = issuesOf(specOf([open, withKey], { ...pinned({ apis: 'http', edge: false }), name: 'No Name' }));
    expect(issues.map(({ code }) => code).sort()).toEqual(['GATEWAY_NAME', 'PIN_API']);
  });
});

describe('a flat plan of CloudFront', () => {
  const plain = { edge: { securityHeaders: false, accessLogs: false }, firewall };
  const on = (cloudFrontPricing: string, apis = 'http') =>
    pinned({ apis, edge: true, firewallAt: 'edge', cloudFrontPricing });

  it('is what the gateway is paid by, where a pin says so', () => {
    const spec = specOf([open], { ...plain, ...traffic(5e6), ...on('pro') });
    const { chosen, feasible } = compareArrangements(spec);
    expect(chosen.arrangement.cloudFrontPricing).toBe('pro');
    const paid = feasible.find(({ arrangement }) => arrangement.cloudFrontPricing === 'pro');
    expect(chosen.usdPerMonth).toBe(paid?.usdPerMonth);
    const asItGoes = feasible.find(
      ({ arrangement: { cloudFrontPricing, apis } }) => cloudFrontPricing === 'pay-as-you-go' && apis === 'http',
    );
    expect(asItGoes?.differenceUsdPerMonth).not.toBe(0);
  });

  it('costs no more where the traffic is more than its month has, and is no issue', () => {
    const spec = specOf([open], { ...plain, ...traffic(11e6), ...on('pro') });
    const { chosen, infeasible } = compareArrangements(spec);
    const asItGoes = {
      ...planGateway(spec),
      arrangement: { ...chosen.arrangement, cloudFrontPricing: 'pay-as-you-go' },
    };
    const others = estimateCost(asItGoes as Plan).lines.filter(({ id }) => !/^(edge|firewall)/.test(id));
    expect(chosen.usdPerMonth).toBeCloseTo(
      others.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 15),
      9,
    );
    const against = infeasible.filter(({ arrangement }) => arrangement.cloudFrontPricing === 'pro');
    expect(against[0]?.forbiddenBy).toMatchObject([{ rule: 'FLAT_ALLOWANCE', at: ['traffic'] }]);
  });

  it('is an issue where it has not what the plan makes', () => {
    const issues = issuesOf(specOf([open], { firewall, edge: {}, ...on('free') }));
    expect(issues.map(({ code, got }) => [code, got])).toEqual([
      ['PIN_PRICING', '["edge.accessLogs"]'],
      ['PIN_PRICING', '["edge.securityHeaders"]'],
    ]);
    expect(
      issuesOf(specOf([open], { edge: {}, ...pinned({ apis: 'http', edge: true, cloudFrontPricing: 'pro' }) })),
    ).toHaveLength(1);
  });
});

describe('what --pin writes', () => {
  const today = new Date('2026-11-22T23:59:00Z');

  it('is the chosen arrangement, the day and the cost', () => {
    const comparison = compareArrangements(specOf([open, withKey], { ...traffic(2e6), firewall, edge: {} }));
    expect(makePin(comparison, today)).toEqual({
      schemaVersion: 1,
      arrangement: { apis: 'split', edge: true, firewallAt: 'edge', cloudFrontPricing: 'pay-as-you-go' },
      madeOn: '2026-11-22',
      usdPerMonth: Math.round(comparison.chosen.usdPerMonth * 100) / 100,
      requestsPerMonth: 2_000_000,
    });
  });

  it.each<[string, readonly Route[], SpecSettings]>([
    ['a rule', [open, withKey], {}],
    ['traffic', [withToken], { ...LARGE, firewall }],
    ['an edge that the planner added', [cached], traffic(1e6)],
  ])('holds what came of %s when the traffic is another', (_title, routes, settings) => {
    const before = specOf(routes, settings);
    const pin = makePin(compareArrangements(before), today);
    const after = specOf(routes, { ...settings, ...traffic(1, { responseBytes: 1 }), pin });
    expect(standing(after)).toBe(standing(before));
    expect(makePin(compareArrangements(after), today).arrangement).toEqual(pin.arrangement);
  });
});
