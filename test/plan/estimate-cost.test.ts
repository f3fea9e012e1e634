import { apiKey, jwt, lambda, reply, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { DEFAULT_ASSUMPTIONS, estimateCost } from '../../lib/plan/estimate-cost.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { Route } from '../../lib/spec/route.js';
import { aRoute, specOf } from '../spec/specs.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const planOf = (...routes: readonly Route[]) => planGateway(specOf(routes));

const onHttp = planOf(aRoute('GET /a', { to: lambda('a.ts') }));
const onRestWithToken = planOf(aRoute('GET /a', { to: lambda('a.ts'), auth: users, api: 'rest' }));
const onRestAlone = planOf(aRoute('GET /a', { to: reply(200, {}), auth: keys }));

const cents = (usd: number) => Math.round(usd * 100) / 100;

/**
 * By hand. One handler of 256 MB for 50 ms: 0.0125 GB-s a request, so 0.1666675 a million, and 0.20 for the invocation.
 * A log line of 500 bytes: 0.25 a million. HTTP: 1.00 a million to 300 M, then 0.90. REST: 3.50 to 333 M, 2.80 to 1 B,
 * 2.38 to 20 B, then 1.51. An authorizer for each fifth request, 512 MB for 2 ms: 0.04 + 0.002666668 a million requests.
 * Two alarms where there are keys: 0.20 a month.
 */
describe('a bill to the cent', () => {
  it.each([
    [1e6, 1.62, '1 + 0.20 + 0.1666675 + 0.25'],
    [100e6, 161.67, '100 + 20 + 16.66675 + 25'],
    [400e6, 636.67, '300 + 90 + 80 + 66.667 + 100'],
    [1e9, 1546.67, '300 + 630 + 200 + 166.6675 + 250'],
  ])('of an HTTP API with a function for %d requests is $%d', (requestsPerMonth, usd) => {
    expect(cents(estimateCost(onHttp, { requestsPerMonth }).usdPerMonth)).toBe(usd);
  });

  it.each([
    [1e6, 4.16, '3.5 + 0.2 + 0.1666675 + 0.04 + 0.0027 + 0.25'],
    [100e6, 415.93, '350 + 20 + 16.66675 + 4 + 0.2667 + 25'],
    [400e6, 1616.83, '1165.5 + 187.6 + 80 + 66.667 + 16 + 1.0667 + 100'],
    [1e9, 3692.43, '1165.5 + 1867.6 + 200 + 166.6675 + 40 + 2.6667 + 250'],
  ])('of a REST API with function and token for %d requests is $%d', (requestsPerMonth, usd) => {
    expect(cents(estimateCost(onRestWithToken, { requestsPerMonth }).usdPerMonth)).toBe(usd);
  });

  it.each([
    [333e6, 1165.5 + 83.25 + 0.2],
    [1e9, 3033.1 + 250 + 0.2],
    [25e9, 55_803.1 + 6_250 + 0.2],
  ])('of a REST API that answers itself for %d requests has no function in it', (requestsPerMonth, usd) => {
    const { lines, usdPerMonth } = estimateCost(onRestAlone, { requestsPerMonth });
    expect(cents(usdPerMonth)).toBe(cents(usd));
    expect(lines.map(({ item }) => item)).toEqual(['REST API requests', 'Access logs', 'Alarms on the key keeper']);
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
    const lines = estimateCost(mixed, { requestsPerMonth: 5e6, handlerMs: 100, tokenReuse: 0.5 }).lines;
    const quantities = Object.fromEntries(lines.map(({ item, quantity }) => [item, quantity]));
    expect(quantities).toEqual({
      'HTTP API requests': 3e6,
      'REST API requests': 2e6,
      'Handler invocations': 4e6,
      'Handler compute, arm64': expect.closeTo(2e6 * 0.25 * 0.1 + 2e6 * 1 * 0.1, 3),
      'Authorizer invocations': 5e5,
      'Authorizer compute, arm64': expect.closeTo(5e5 * 0.5 * 0.002, 3),
      'Access logs': 2.5,
    });
  });

  it.each<[string, 'http' | 'rest', Parameters<typeof jwt>[1], number]>([
    ['the native authorizer', 'http', { issuer: 'https://id.example', audience: 'a' }, 0],
    [
      'a function whose answers are kept',
      'http',
      { issuer: 'https://id.example', audience: 'a', algorithms: ['ES256'] },
      2e5,
    ],
    [
      'a function whose answers are not kept',
      'rest',
      { issuer: 'https://id.example', audience: 'a', cache: { ttlSeconds: 0 } },
      1e6,
    ],
  ])('counts the calls of %s', (_name, api, props, calls) => {
    const plan = planOf(aRoute('GET /a', { to: lambda('a.ts'), auth: jwt('one', props), api }));
    const { lines } = estimateCost(plan, { requestsPerMonth: 1e6, tokenReuse: 0.8 });
    const line = lines.find(({ item }) => item === 'Authorizer invocations');
    expect(line?.quantity ?? 0).toBeCloseTo(calls, 3);
  });

  it('is the sum of its lines and says what it assumed', () => {
    const { lines, usdPerMonth, assumptions } = estimateCost(mixed, { handlerMs: 7 });
    expect(usdPerMonth).toBeCloseTo(
      lines.reduce((sum, line) => sum + line.usdPerMonth, 0),
      9,
    );
    expect(assumptions).toEqual({ ...DEFAULT_ASSUMPTIONS, handlerMs: 7 });
  });

  it('is nothing for no requests', () => {
    expect(estimateCost(mixed, { requestsPerMonth: 0 })).toMatchObject({ lines: [], usdPerMonth: 0 });
  });

  it('stands in JSON as it is', () => {
    const estimate = estimateCost(mixed, { requestsPerMonth: Number.MAX_SAFE_INTEGER });
    expect(JSON.parse(JSON.stringify(estimate))).toStrictEqual(estimate);
  });
});
