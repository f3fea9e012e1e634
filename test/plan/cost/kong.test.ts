import { apiKey, http, jwt, lambda, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { listPrices } from '../../../lib/facts/prices.js';
import { billOf } from '../../../lib/plan/cost/bill.js';
import { defaultKong, estimateKong } from '../../../lib/plan/cost/kong.js';
import { kongCrossover } from '../../../lib/plan/cost/kong-crossover.js';
import { loadBalancerUsd } from '../../../lib/plan/cost/load-balancer.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, type SpecSettings, specOf } from '../../spec/specs.js';

/** A proxy without functions: what Kong would take the place of is the HTTP API alone. */
const proxy = planGateway(specOf([aRoute('GET /a', { to: http('https://a.example') })]));
const withFunction = planGateway(specOf([aRoute('GET /a', { to: lambda('a.ts') })]));
/** 1,000 bytes of both ways are 1,000e6 ÷ 2^30 = 0.9313 GB a million. */
const given = { requestBytes: 500, responseBytes: 500 };
const props = { issuer: 'https://id.example', audience: 'shop' };
const strict = jwt('strict', { ...props, algorithms: ['ES256'] });
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const kong = {
  instanceUsdPerMonth: 100,
  requestsPerSecondPerNode: 1_000,
  minNodes: 2,
  peakFactor: 2,
  requestsPerConnection: 20,
  databaseUsdPerMonth: 30,
  engineerHoursPerMonth: 3,
  engineerUsdPerHour: 80,
};
const at = (requestsPerMonth: number, changed: Partial<typeof kong> = {}) =>
  estimateKong(proxy, estimateCost(proxy, { ...given, requestsPerMonth }), { ...kong, ...changed }, listPrices);

describe('the bill of Kong', () => {
  it('is nodes, load balancer, database, engineers, and what stays', () => {
    const bill = at(1_000e6);
    expect(bill).toMatchObject({ nodes: 2, nodesUsd: 200, databaseUsd: 30, engineerUsd: 240 });
    // 730 h at 0.0225 and 931.32 GB at 0.006.
    expect(bill.loadBalancerUsd).toBeCloseTo(16.425 + 5.5879, 3);
    // 474.97 GB of access logs and 465.66 GB out: 0.50 and 0.09; logs kept 90 days: × 0.15 × 2.95890 × 0.03.
    expect(bill.staysUsd).toBeCloseTo(474.9745 * 0.5 + 465.6613 * 0.09 + 474.9745 * 0.15 * 2.9589041 * 0.03, 2);
    expect(bill.usdPerMonth).toBeCloseTo(200 + 22.0129 + 30 + 240 + bill.staysUsd, 3);
  });

  it.each([
    // 1,000 a second at twice the mean are 500 mean: 1.314 billion a month.
    [2_628e6, 2],
    [2_628e6 + 10_000, 3],
    [13_140e6, 10],
  ])('has for %d requests %d nodes', (requests, nodes) => {
    expect(at(requests).nodes).toBe(nodes);
  });

  it('keeps what functions cost', () => {
    const estimate = estimateCost(withFunction, { ...given, requestsPerMonth: 1e6 });
    const replaced = estimate.lines.find(({ id }) => id === 'httpRequests')?.usdPerMonth ?? 0;
    const { staysUsd } = estimateKong(withFunction, estimate, kong, listPrices);
    expect(staysUsd).toBeCloseTo(estimate.usdPerMonth - replaced, 9);
  });

  it('has neither the authorizers that it replaces, nor their logs, nor the alarms of the key keeper', () => {
    const keyed = planGateway(specOf([aRoute('GET /a', { auth: keys }), aRoute('GET /b', { auth: strict })]));
    const estimate = estimateCost(keyed, { ...given, requestsPerMonth: 40e6, functionLogBytes: 2_000 });
    const replaced = estimate.lines.filter(({ id }) => /^(http|rest|authorizer|alarms)/.test(id));
    expect(replaced.map(({ id }) => id)).toEqual([
      'httpRequests',
      'restRequests',
      'authorizerCalls',
      'authorizerCompute',
      'authorizerLogs',
      'authorizerLogStorage',
      'alarms',
    ]);
    // 4 M calls of the authorizer at 2,000 bytes are 7.4506 GB: in at 0.50, kept for 90 days at 0.15 of their length.
    const logs = replaced.filter(({ id }) => /Log/.test(id)).reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
    expect(logs).toBeCloseTo(7.4506 * (0.5 + 0.15 * 2.9589 * 0.03), 3);
    const sum = replaced.reduce((total, { usdPerMonth }) => total + usdPerMonth, 0);
    const { staysUsd } = estimateKong(keyed, estimate, kong, listPrices);
    expect(staysUsd).toBeCloseTo(estimate.usdPerMonth - sum, 9);
  });

  it('gets only what an edge does not answer', () => {
    const cached = planGateway(
      specOf([aRoute('GET /a', { cache: { ttlSeconds: 60 } })], { edge: { origin: { closedBy: 'none' } } }),
    );
    const estimate = estimateCost(cached, { ...given, requestsPerMonth: 13_140e6, cacheHitShare: 0.8 });
    expect(estimateKong(cached, estimate, kong, listPrices).nodes).toBe(2);
  });
});

describe('the load balancer before Kong', () => {
  const wall = { managed: ['common'], log: 'none' } as const;
  const behind = (settings: SpecSettings) => {
    const plan = planGateway(specOf([aRoute('GET /a', { to: http('https://a.example') })], settings));
    const [level] = billOf(plan, { levels: [1_000e6], given, kong }).levels;
    return [billOf(plan).kong.balancer, level?.kong.loadBalancerUsd ?? 0] as const;
  };

  // 730 hours, and 931.32 GB of both ways.
  it.each<[string, SpecSettings, string, number]>([
    ['without a firewall, of the network', {}, 'network', 730 * 0.0225 + 931.3226 * 0.006],
    [
      'with a firewall on the stage an application one, since none can stand before the other',
      { api: 'rest', firewall: wall },
      'application',
      730 * 0.0225 + 931.3226 * 0.008,
    ],
    [
      'with a firewall on the edge, of the network',
      { edge: {}, firewall: wall },
      'network',
      730 * 0.0225 + 931.3226 * 0.006,
    ],
  ])('is %s', (_title, settings, balancer, usd) => {
    const [kind, shown] = behind(settings);
    expect(kind).toBe(balancer);
    expect(shown).toBeCloseTo(usd, 3);
  });
});

describe('the capacity of a load balancer', () => {
  it.each([
    // A GB an hour, or 25 and 800 new connections a second: 90,000 and 2,880,000 an hour.
    ['application', 10, 90_000, 10 * 0.008],
    ['application', 10, 9_000_000, 100 * 0.008],
    ['network', 10, 9_000_000, 10 * 0.006],
    ['network', 10, 288_000_000, 100 * 0.006],
  ] as const)('of the %s is the larger of %d GB and %d connections', (balancer, gb, connections, usd) => {
    expect(loadBalancerUsd(balancer, { gb, connections }, listPrices)).toBeCloseTo(730 * 0.0225 + usd, 9);
  });

  it('grows with callers that keep no connection', () => {
    const usd = (requestsPerConnection: number) => at(1_000e6, { requestsPerConnection }).loadBalancerUsd;
    expect(usd(20)).toBe(usd(1));
    expect(usd(0.1)).toBeGreaterThan(usd(1));
  });
});

describe('where the bills cross', () => {
  const crossing = (changed: Partial<typeof kong> = {}) =>
    kongCrossover(proxy, given, { ...kong, ...changed }, listPrices);

  it('is where a dollar a million makes up for what is fixed', () => {
    // 200 + 30 + 240 + 16.425 fixed; 1.00 less 0.0055879 of the balancer a million to 300 M, then 0.90.
    const fixed = 486.425;
    const expected = 300 + (fixed - 300 * (1 - 0.0055879)) / (0.9 - 0.0055879);
    const found = crossing();
    expect(found.kind).toBe('from');
    const millions = found.kind === 'from' ? found.requestsPerMonth / 1e6 : 0;
    expect(millions / expected).toBeGreaterThan(0.998);
    expect(millions / expected).toBeLessThan(1.015);
  });

  it('lies higher for more that is fixed, and lower for less', () => {
    const requests = (changed: Partial<typeof kong>) => {
      const found = crossing(changed);
      return found.kind === 'from' ? found.requestsPerMonth : Number.NaN;
    };
    expect(requests({ engineerHoursPerMonth: 40 })).toBeGreaterThan(requests({}));
    expect(requests({ instanceUsdPerMonth: 50 })).toBeLessThan(requests({}));
  });

  it('is nowhere where a node takes less than it costs', () => {
    // A node of 100 dollars for 1 request a second at twice the mean: 76 dollars a million.
    expect(crossing({ requestsPerSecondPerNode: 1 })).toEqual({ kind: 'never' });
  });

  it('is everywhere where Kong costs nothing', () => {
    const free = { instanceUsdPerMonth: 0, databaseUsdPerMonth: 0, engineerHoursPerMonth: 0 };
    const usd = { ...listPrices.usd, loadBalancerHours: 0, loadBalancerCapacityHours: 0 };
    expect(kongCrossover(proxy, given, { ...kong, ...free }, { ...listPrices, usd })).toEqual({ kind: 'always' });
  });

  const users = jwt('users', props);
  const both = [
    aRoute('GET /a', { cache: { ttlSeconds: 60 } }),
    aRoute('POST /b', { auth: keys }),
    aRoute('GET /c', { auth: users }),
  ];

  it.each([
    ['a proxy', proxy, given],
    ['a function', withFunction, given],
    [
      'both APIs behind a closed edge',
      planGateway(specOf(both, { edge: {} })),
      { cacheHitShare: 0.7, responseBytes: 20_000 },
    ],
    [
      'authorizers that share the steps of the prices with handlers',
      planGateway(specOf([aRoute('GET /a', { to: lambda('a.ts', { memoryMb: 3_008 }), auth: strict })])),
      { tokenReuse: 0, handlerMs: 3_000, functionLogBytes: 30_000 },
    ],
    [
      'a firewall on the stage',
      planGateway(specOf([aRoute('GET /a')], { api: 'rest', firewall: { managed: ['common'], log: 'none' } })),
      given,
    ],
  ])('has the side that it says on both sides of it, for %s', (_title, plan, assumed) => {
    const difference = (requests: number) => {
      const [level] = billOf(plan, { levels: [requests], given: assumed, kong }).levels;
      return (level?.usdPerMonth ?? 0) - (level?.kong.usdPerMonth ?? 0);
    };
    const found = kongCrossover(plan, assumed, kong, listPrices);
    const requests = found.kind === 'from' ? found.requestsPerMonth : 0;
    expect(difference(requests)).toBeGreaterThanOrEqual(0);
    expect(difference(requests * 0.98)).toBeLessThan(0);
  });
});

describe('the bill', () => {
  it('takes the traffic of the spec where no level is given, and our assumptions of Kong', () => {
    const plan = planGateway(specOf([aRoute('GET /a')], { traffic: { requestsPerMonth: 7e6 } }));
    const { levels, kong: shown, prices } = billOf(plan);
    expect(levels.map(({ assumptions }) => assumptions.requestsPerMonth)).toEqual([7e6]);
    expect(shown.assumptions).toEqual(defaultKong(listPrices));
    expect(prices).toEqual({ region: 'us-east-1', date: '2026-11', filled: [] });
  });

  it('reckons with the prices that are given', () => {
    const usd = { ...listPrices.usd, httpApiRequests: [{ upTo: 1e6, usd: 2 }, { usd: 3 }] };
    const list = { ...listPrices, region: 'eu-west-1', usd };
    const [level] = billOf(proxy, { levels: [3e6], given, list }).levels;
    expect(level?.lines.find(({ id }) => id === 'httpRequests')?.usdPerMonth).toBe(2 + 2 * 3);
  });

  it('stands in JSON as it is, with zero requests and with 10^15', () => {
    const bill = billOf(withFunction, { levels: [0, 1e15] });
    expect(JSON.parse(JSON.stringify(bill))).toStrictEqual(bill);
    expect(bill.levels.map(({ warnings }) => warnings.length)).toEqual([0, 2]);
  });
});
