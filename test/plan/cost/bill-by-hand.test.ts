import { apiKey, jwt, lambda, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { billOf } from '../../../lib/plan/cost/bill.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import type { Plan } from '../../../lib/plan/plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, specOf } from '../../spec/specs.js';

const to = lambda('a.ts');
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });

/**
 * Sizes that give whole numbers: 1,024 bytes sent, 1,024 logged by the API and 512 by a function, 4,096 answered; so a
 * million requests answer 4,096e6 ÷ 2^30 = 3.814697265625 GB. Handlers run 64 ms with 256 MB: 0.016 GB-s. A tenth is
 * traced. Logs are kept 365 days, 12 months, at 0.15 of their length.
 */
const SIZES = {
  requestBytes: 1_024,
  responseBytes: 4_096,
  logBytes: 1_024,
  functionLogBytes: 512,
  handlerMs: 64,
  tracedShare: 0.1,
  cacheHitShare: 0.75,
  tokenReuse: 0.5,
};
const settings = { logRetentionDays: 365 } as const;

/** GB of a million times 1,024 bytes: 1,024e6 ÷ 2^30. */
const G = 0.95367431640625;

const cents = (usd: number) => Math.round(usd * 100) / 100;
const usdOf = (plan: Plan, requestsPerMonth: number) =>
  cents(estimateCost(plan, { ...SIZES, requestsPerMonth }).usdPerMonth);

/** Lambda and log lines of a million requests that come to an API and call one function of 256 MB. */
const CALL = 0.2 + 16_000 * 0.0000133334;
/** 1 of the access log and 0.5 of the function's, in at 0.50, kept 12 months at 0.15 × 0.03. */
const LOGS = 1.5 * G * (0.5 + 12 * 0.15 * 0.03);
/** 100,000 traces at 5.00 a million. */
const TRACES = 0.5;

describe('all HTTP', () => {
  const plan = planGateway(specOf([aRoute('GET /a', { to }), aRoute('GET /b', { to })], settings));

  it.each([
    // 1.00 to 300 M, 0.90 after; data out 0.09 to 10,240 GB, 0.085 to 51,200.
    [1e6, 1.0 + CALL + LOGS + TRACES + 4 * G * 0.09],
    [100e6, 100 * 1.0 + 100 * (CALL + LOGS + TRACES) + 400 * G * 0.09],
    [1e9, 300 * 1.0 + 700 * 0.9 + 1_000 * (CALL + LOGS + TRACES) + 4_000 * G * 0.09],
    [
      10e9,
      // 40,000 × G = 38,146.97 GB out; of the 4,768.37 GB of function logs none is above 10,240.
      300 * 1.0 + 9_700 * 0.9 + 10_000 * (CALL + LOGS + TRACES) + 10_240 * 0.09 + (38_146.97265625 - 10_240) * 0.085,
    ],
  ])('%d requests', (requests, usd) => {
    expect(usdOf(plan, requests)).toBe(cents(usd));
  });

  it('comes to 3.05 dollars for the first million', () => {
    // 1.00 + 0.2 + 0.21333 + 0.71526 + 0.07725 + 0.5 + 0.34332
    expect(usdOf(plan, 1e6)).toBe(3.05);
  });
});

describe('all REST, with keys', () => {
  const plan = planGateway(specOf([aRoute('GET /a', { to, auth: keys })], settings));

  it.each([
    // 3.50 to 333 M, 2.80 to 1 B, 2.38 to 20 B; two alarms at 0.10.
    [1e6, 3.5 + CALL + LOGS + TRACES + 4 * G * 0.09 + 0.2],
    [100e6, 100 * 3.5 + 100 * (CALL + LOGS + TRACES) + 400 * G * 0.09 + 0.2],
    [1e9, 333 * 3.5 + 667 * 2.8 + 1_000 * (CALL + LOGS + TRACES) + 4_000 * G * 0.09 + 0.2],
    [
      10e9,
      333 * 3.5 +
        667 * 2.8 +
        9_000 * 2.38 +
        10_000 * (CALL + LOGS + TRACES) +
        10_240 * 0.09 +
        27_906.97265625 * 0.085 +
        0.2,
    ],
  ])('%d requests', (requests, usd) => {
    expect(usdOf(plan, requests)).toBe(cents(usd));
  });
});

describe('split: a fifth of the requests on REST with a token, the others on HTTP', () => {
  const routes = [aRoute('GET /a', { to }), aRoute('GET /b', { to, auth: users, api: 'rest' })];
  const traffic = { routes: { 'GET /b': 0.2 } };
  const plan = planGateway(specOf(routes, { ...settings, traffic }));
  /** A million requests: 100,000 calls of the authorizer, 512 MB for 2 ms, that log 512 bytes each. */
  const authorizer = 0.1 * 0.2 + 100 * 0.0000133334 + 0.1 * 0.5 * G * (0.5 + 12 * 0.15 * 0.03);
  const others = CALL + LOGS + TRACES + authorizer;

  it.each([
    [1e6, 0.8 * 1.0 + 0.2 * 3.5 + others + 4 * G * 0.09],
    [100e6, 80 * 1.0 + 20 * 3.5 + 100 * others + 400 * G * 0.09],
    // 800 M on HTTP: 300 and 500; 200 M on REST, in the first tier.
    [1e9, 300 * 1.0 + 500 * 0.9 + 200 * 3.5 + 1_000 * others + 4_000 * G * 0.09],
    [
      10e9,
      // 8 B on HTTP; 2 B on REST: 333, 667 and 1,000 M.
      300 * 1.0 +
        7_700 * 0.9 +
        333 * 3.5 +
        667 * 2.8 +
        1_000 * 2.38 +
        10_000 * others +
        10_240 * 0.09 +
        27_906.97265625 * 0.085,
    ],
  ])('%d requests', (requests, usd) => {
    expect(usdOf(plan, requests)).toBe(cents(usd));
  });
});

describe('HTTP behind an edge that answers three quarters of one of two routes', () => {
  const routes = [aRoute('GET /a', { to, cache: { ttlSeconds: 60 } }), aRoute('POST /b', { to })];
  const plan = planGateway(specOf(routes, { ...settings, edge: { origin: { closedBy: 'none' } } }));
  /** Of a million requests 125,000 of the cached route and 500,000 others come to the API. */
  const reaching = 0.625;
  /** CloudFront 1.00, its function 0.10 and 0.05 for answers of /a, its log 1 GB-unit, and 500,000 bodies of 1,024 bytes to the API at 0.02. */
  const edge = 1.0 + 0.15 + G * (0.5 + 12 * 0.15 * 0.03) + 0.5 * G * 0.02;
  const others = reaching * (CALL + LOGS + TRACES) + edge;

  it.each([
    [1e6, reaching * 1.0 + others + 4 * G * 0.085],
    [100e6, 62.5 * 1.0 + 100 * others + 400 * G * 0.085],
    // 625 M come to the API.
    [1e9, 300 * 1.0 + 325 * 0.9 + 1_000 * others + 4_000 * G * 0.085],
    [
      10e9,
      300 * 1.0 +
        5_950 * 0.9 +
        10_000 * others +
        // 38,146.97 GB out of the edge: 10,240 at 0.085, the others at 0.08.
        10_240 * 0.085 +
        27_906.97265625 * 0.08,
    ],
  ])('%d requests', (requests, usd) => {
    expect(usdOf(plan, requests)).toBe(cents(usd));
  });
});

describe('REST with a firewall on the stage', () => {
  const plan = planGateway(
    specOf([aRoute('GET /a', { to })], {
      ...settings,
      api: 'rest',
      firewall: { managed: ['common'], rateLimits: { perIp: { limit: 500 } } },
    }),
  );
  /** An ACL 5, two rules 2; 0.60 a million. */
  const acl = 5 + 2;

  it.each([
    [1e6, 3.5 + 0.6 + acl + CALL + LOGS + TRACES + 4 * G * 0.09],
    [100e6, 350 + 60 + acl + 100 * (CALL + LOGS + TRACES) + 400 * G * 0.09],
    [1e9, 333 * 3.5 + 667 * 2.8 + 600 + acl + 1_000 * (CALL + LOGS + TRACES) + 4_000 * G * 0.09],
    [
      10e9,
      333 * 3.5 +
        667 * 2.8 +
        9_000 * 2.38 +
        6_000 +
        acl +
        10_000 * (CALL + LOGS + TRACES) +
        10_240 * 0.09 +
        27_906.97265625 * 0.085,
    ],
  ])('%d requests', (requests, usd) => {
    expect(usdOf(plan, requests)).toBe(cents(usd));
  });
});

describe('everything: both APIs, keys, a closed origin, an edge with a cache and a firewall', () => {
  const routes = [
    aRoute('GET /a', { to, cache: { ttlSeconds: 60 } }),
    aRoute('POST /b', { to, auth: keys }),
    aRoute('GET /c', { to, auth: users }),
    aRoute('GET /d', { to }),
  ];
  const plan = planGateway(
    specOf(routes, { ...settings, edge: {}, firewall: { rateLimits: { perIp: { limit: 500 } } } }),
  );
  /**
   * A million requests: a quarter each. Of /a 62,500 come to the HTTP API, of /c and /d 250,000 each: 562,500; of /b
   * 250,000 to the REST API. Every one to the HTTP API asks the authorizer, which keeps nothing of an origin's header.
   */
  const onHttp = 0.5625;
  const onRest = 0.25;
  const reaching = 0.8125;
  const authorizer = onHttp * (0.2 + 1_000 * 0.0000133334 + 0.5 * G * (0.5 + 12 * 0.15 * 0.03));
  /** Alarms on the key keeper 0.2, secret 0.4, the alarm on its rotation 0.1, the REST API's ACL and rule 6, the edge's ACL and rule 6. */
  const fixed = 0.2 + 0.4 + 0.1 + 6 + 6;
  /** Each request: CloudFront, function, log, firewall; each answer of /a the function; each body of /b to the API; each at the REST API its firewall. */
  const inPlan = 1.0 + 0.125 + G * 0.5 + 0.6 + onRest * G * 0.02;
  const besides = G * 12 * 0.15 * 0.03 + onRest * 0.6 + reaching * (CALL + LOGS + TRACES) + authorizer;
  const others = inPlan + besides;

  it.each([
    [1e6, onHttp * 1.0 + onRest * 3.5 + fixed + others + 4 * G * 0.085],
    [100e6, 56.25 * 1.0 + 25 * 3.5 + fixed + 100 * others + 400 * G * 0.085],
    [1e9, 300 * 1.0 + 262.5 * 0.9 + 250 * 3.5 + fixed + 1_000 * others + 4_000 * G * 0.085],
    [
      10e9,
      // 5,625 M on HTTP; 2,500 M on REST: 333, 667 and 1,500.
      300 * 1.0 +
        5_325 * 0.9 +
        333 * 3.5 +
        667 * 2.8 +
        1_500 * 2.38 +
        fixed +
        10_000 * others +
        10_240 * 0.085 +
        27_906.97265625 * 0.08,
    ],
  ])('%d requests', (requests, usd) => {
    expect(usdOf(plan, requests)).toBe(cents(usd));
  });

  it.each([
    // The edge's own lines and its ACL leave the bill, and the plan's price comes: Business is the first with cache policies.
    [1e6, 'business', 200 + onHttp * 1.0 + onRest * 3.5 + (fixed - 6) + besides],
    [100e6, 'business', 200 + 56.25 * 1.0 + 25 * 3.5 + (fixed - 6) + 100 * besides],
    [500e6, 'premium', 1_000 + 281.25 * 1.0 + 125 * 3.5 + (fixed - 6) + 500 * besides],
    [1e9, 'premium', 2_250 + 300 * 1.0 + 262.5 * 0.9 + 250 * 3.5 + (fixed - 6) + 1_000 * besides],
  ])('%d requests on the flat plan %s', (requests, pricing, usd) => {
    const [level] = billOf(plan, { levels: [requests], given: SIZES }).levels;
    const offered = level?.flatPlans.filter(({ usdPerMonth }) => usdPerMonth !== undefined) ?? [];
    expect([offered[0]?.pricing, cents(offered[0]?.usdPerMonth ?? 0)]).toEqual([pricing, cents(usd)]);
  });

  it('fits no flat plan at ten billion', () => {
    const [level] = billOf(plan, { levels: [10e9], given: SIZES }).levels;
    expect(level?.flatPlans.filter(({ usdPerMonth }) => usdPerMonth !== undefined)).toEqual([]);
  });
});
