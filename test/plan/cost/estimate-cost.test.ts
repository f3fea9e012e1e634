import { apiKey, authorizer, http, jwt, lambda, reply, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { type CostLine, DEFAULT_ASSUMPTIONS, estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, specOf } from '../../spec/specs.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const planOf = (...routes: readonly Route[]) => planGateway(specOf(routes));
const onHttp = planOf(aRoute('GET /a', { to: lambda('a.ts') }));
const onRest = planOf(aRoute('GET /a', { to: lambda('a.ts'), api: 'rest' }));

const cents = (usd: number) => Math.round(usd * 100) / 100;
const quantities = (lines: readonly CostLine[]) => Object.fromEntries(lines.map(({ id, quantity }) => [id, quantity]));
const lineOf = (lines: readonly CostLine[], id: string) => lines.find((line) => line.id === id);

describe("the examples of AWS's pages", () => {
  it('makes 17.50 for 5 million requests to a REST API and 1.29 for 14.3 GB of answers of 3 KB', () => {
    const { lines } = estimateCost(onRest, { requestsPerMonth: 5e6, responseBytes: 3 * 1_024 });
    expect(cents(lineOf(lines, 'restRequests')?.usdPerMonth ?? 0)).toBe(17.5);
    expect(lineOf(lines, 'dataOut')?.quantity).toBeCloseTo(14.3, 1);
    expect(cents(lineOf(lines, 'dataOut')?.usdPerMonth ?? 0)).toBe(1.29);
  });

  it('takes 300 million requests to an HTTP API at 1.00 and 132 million at 0.90', () => {
    const { lines } = estimateCost(onHttp, { requestsPerMonth: 432e6 });
    expect(cents(lineOf(lines, 'httpRequests')?.usdPerMonth ?? 0)).toBe(300 + 118.8);
  });

  it.each([
    [512, 1],
    [513, 2],
    [1_024, 2],
    [1_025, 3],
  ])('meters a request of %d KB to an HTTP API as %d', (kb, units) => {
    const { lines } = estimateCost(onHttp, {
      requestsPerMonth: 10,
      requestBytes: 1_024,
      responseBytes: (kb - 1) * 1_024,
    });
    expect(lineOf(lines, 'httpRequests')?.quantity).toBe(10 * units);
  });
});

describe('an estimate', () => {
  const mixed = planOf(
    aRoute('GET /a', { to: lambda('a.ts') }),
    aRoute('POST /a', { to: lambda('a.ts') }),
    aRoute('GET /b', { to: lambda('b.ts', { memoryMb: 1024 }), timeoutMs: 5_000 }),
    aRoute('GET /c', { to: lambda('b.ts', { memoryMb: 1024 }), auth: users, api: 'rest' }),
    aRoute('GET /d', { to: reply(200, {}) }),
  );

  it('spreads the requests over the routes, and a function has those of all its routes', () => {
    const given = { requestsPerMonth: 5e6, handlerMs: 100, tokenReuse: 0.5, tracedShare: 0.5 };
    expect(quantities(estimateCost(mixed, given).lines)).toMatchObject({
      httpRequests: 3e6,
      restRequests: 2e6,
      handlerCalls: 4e6,
      handlerCompute: expect.closeTo(2e6 * 0.25 * 0.1 + 2e6 * 1 * 0.1, 3),
      authorizerCalls: 5e5,
      authorizerCompute: expect.closeTo(5e5 * 0.5 * 0.002, 3),
      traces: 2.5e6,
    });
  });

  it('gives a route its share, and spreads what is left', () => {
    const routes = { 'GET /c': 0.6, 'GET /a': 0 };
    const { lines } = estimateCost(mixed, { requestsPerMonth: 1e6, routes });
    expect(lineOf(lines, 'restRequests')?.quantity).toBeCloseTo(6e5 + 4e5 / 3, 3);
    expect(lineOf(lines, 'handlerCalls')?.quantity).toBeCloseTo(1e6 - 4e5 / 3, 3);
  });

  it.each<[string, 'http' | 'rest', Parameters<typeof jwt>[1], number]>([
    ['the native authorizer', 'http', { issuer: 'https://id.example', audience: 'a' }, 0],
    ['kept answers', 'http', { issuer: 'https://id.example', audience: 'a', algorithms: ['ES256'] }, 2e5],
    ['answers not kept', 'rest', { issuer: 'https://id.example', audience: 'a', cache: { ttlSeconds: 0 } }, 1e6],
  ])('counts the calls of %s', (_name, api, props, calls) => {
    const plan = planOf(aRoute('GET /a', { to: lambda('a.ts'), auth: jwt('one', props), api }));
    const { lines } = estimateCost(plan, { requestsPerMonth: 1e6, tokenReuse: 0.8 });
    expect(lineOf(lines, 'authorizerCalls')?.quantity ?? 0).toBeCloseTo(calls, 3);
  });

  it("takes as long for an authorizer of the user's own as for a handler", () => {
    const own = authorizer('own', lambda('auth.ts', { memoryMb: 512 }), { identity: { headers: ['x-who'] } });
    const plan = planOf(aRoute('GET /a', { to: http('https://a.example'), auth: own }));
    const { lines } = estimateCost(plan, { requestsPerMonth: 1e6, tokenReuse: 0, handlerMs: 40 });
    expect(lineOf(lines, 'authorizerCompute')?.quantity).toBeCloseTo(1e6 * 0.5 * 0.04, 3);
  });

  it('is the sum of its lines, each with its price and formula, and says what it assumed', () => {
    const { lines, usdPerMonth, assumptions } = estimateCost(mixed, { handlerMs: 7 });
    const sum = lines.reduce((total, line) => total + line.usdPerMonth, 0);
    expect(usdPerMonth).toBeCloseTo(sum, 9);
    expect(lineOf(lines, 'handlerCalls')).toMatchObject({ priceOf: 'lambdaRequests', formula: expect.any(String) });
    expect(assumptions).toEqual({ ...DEFAULT_ASSUMPTIONS, handlerMs: 7 });
  });

  it('takes what the spec states, and what is given above it', () => {
    const traffic = { requestsPerMonth: 3e6, handlerMs: 20 };
    const plan = planGateway(specOf([aRoute('GET /a')], { traffic }));
    expect(estimateCost(plan, { handlerMs: 30 }).assumptions).toMatchObject({ requestsPerMonth: 3e6, handlerMs: 30 });
  });

  it('stands in JSON as it is', () => {
    const estimate = estimateCost(mixed, { requestsPerMonth: Number.MAX_SAFE_INTEGER });
    expect(JSON.parse(JSON.stringify(estimate))).toStrictEqual(estimate);
  });
});

describe('streamed answers', () => {
  const route = aRoute('GET /a', { to: lambda('a.ts', { streaming: true } as never), api: 'rest' });
  const MB = 1_024 * 1_024;

  it.each([
    [6 * MB, 1e6, undefined],
    [10 * MB, 1e6, 1e6 * (4 / 1_024)],
    [11 * MB, 2e6, 1e6 * (5 / 1_024)],
  ])('of %d bytes are %d requests, and what is beyond 6 MB', (responseBytes, requests, gb) => {
    const { lines } = estimateCost(planOf(route), { requestsPerMonth: 1e6, responseBytes });
    expect(lineOf(lines, 'restRequests')?.quantity).toBe(requests);
    expect(lineOf(lines, 'streamed')?.quantity).toBe(gb);
    expect(lineOf(lines, 'streamed')?.usdPerMonth).toBe(gb === undefined ? undefined : gb * 0.008);
  });
});

describe("traces by X-Ray's own rule", () => {
  it.each([
    // 730 hours have 2,628,000 seconds.
    [1e6, 1e6],
    [2_628_000, 2_628_000],
    [12_628_000, 2_628_000 + 500_000],
  ])('are of %d requests %d', (requestsPerMonth, traces) => {
    expect(lineOf(estimateCost(onHttp, { requestsPerMonth }).lines, 'traces')?.quantity).toBeCloseTo(traces, 3);
  });

  it('are none of what calls no function on an HTTP API, and none without tracing', () => {
    const proxy = planOf(aRoute('GET /a', { to: http('https://a.example') }));
    const untraced = planGateway(specOf([aRoute('GET /a')], { tracing: false }));
    for (const plan of [proxy, untraced]) expect(lineOf(estimateCost(plan).lines, 'traces')).toBeUndefined();
  });
});

describe('traffic at its ends', () => {
  it('costs nothing at zero where nothing has a price of its own', () => {
    expect(estimateCost(onHttp, { requestsPerMonth: 0 })).toMatchObject({ lines: [], usdPerMonth: 0, warnings: [] });
  });

  it('has fixed costs alone at zero', () => {
    const plan = planOf(aRoute('GET /a', { auth: keys }));
    const { lines, usdPerMonth } = estimateCost(plan, { requestsPerMonth: 0 });
    expect(quantities(lines)).toEqual({ alarms: 2 });
    expect(usdPerMonth).toBe(0.2);
  });

  it.each([
    // 10,000 a second are 26.28 billion a month.
    [26.28e9, []],
    [30e9, [/11,416 requests a second .* account takes 10,000 .* raised 2-fold/]],
    [1e15, [/380,517,504 requests a second .* 38,052-fold/, /1,000,000,000,000,000 requests a month/]],
  ])('says of %d requests what the account does not take', (requestsPerMonth, warnings) => {
    const said = estimateCost(onHttp, { requestsPerMonth }).warnings;
    expect(said).toHaveLength(warnings.length);
    for (const [index, warning] of warnings.entries()) expect(said[index]).toMatch(warning);
  });
});
