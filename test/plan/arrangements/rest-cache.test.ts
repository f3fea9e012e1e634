import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { listPrices } from '../../../lib/facts/prices.js';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, type SpecSettings, specOf } from '../../spec/specs.js';
import { firewall, open, slow } from './shops.js';

const to = lambda('books.ts');
const kept = (ttlSeconds: number, more: Partial<Parameters<typeof aRoute>[1]> = {}) =>
  aRoute('GET /books/{isbn}', { to, cache: { ttlSeconds }, ...more } as Parameters<typeof aRoute>[1]);
const offerOf = (
  routes: readonly Route[],
  traffic: SpecSettings['traffic'],
  more: SpecSettings = {},
  list = listPrices,
) => compareArrangements(specOf(routes, { edge: {}, traffic, ...more } as SpecSettings), {}, list).restCache;

describe("a REST API's own cache in place of the edge's", () => {
  /** 2,628 million a month are 1,000 a second; a tenth is not in the cache; 500,000 bytes each. */
  const busy = { requestsPerMonth: 2_628e6, cacheHitShare: 0.9, responseBytes: 500_000 };

  it.each([
    // 100 answers a second come into it: 10 s of them are 0.47 GB, 20 s 0.93 GB.
    [10, 0.5],
    [20, 1.6],
    [100, 6.1],
    [200, 13.5],
    [600, 28.4],
    [1_200, 58.2],
    [2_000, 118],
    // It keeps nothing for longer than an hour.
    [3_600, 237],
    [86_400, 237],
  ])('is for answers that stay %d s the smallest that holds them: %d GB', (ttlSeconds, gb) => {
    expect(offerOf([kept(ttlSeconds)], busy)).toMatchObject({ kind: 'possible', gb: [gb] });
  });

  it('costs every request to the API, the calls that it does not save, and its hours', () => {
    const traffic = { requestsPerMonth: 10e6, cacheHitShare: 0.75, tracedShare: 0, logBytes: 0, functionLogBytes: 0 };
    const offer = offerOf([kept(60)], { ...traffic, responseBytes: 1_073_741 });
    // 10 M at 3.50; 2.5 M calls at 0.20, of 50 ms with 256 MB; 9,313 GB out at 0.09; 730 hours of 0.5 GB.
    const gbOut = (10e6 * 1_000_000) / 2 ** 30;
    const small = offerOf([kept(60)], { ...traffic, responseBytes: 1_000_000 });
    expect(offer).toEqual({ kind: 'impossible', because: 'it keeps no answers of more than 1 MB' });
    expect(small).toMatchObject({ kind: 'possible', gb: [0.5] });
    const usd = 35 + 0.5 + 31_250 * 0.0000133334 + gbOut * 0.09 + 730 * 0.02;
    expect(small?.kind === 'possible' ? small.usdPerMonth : 0).toBeCloseTo(usd, 2);
  });

  it('is one for each REST API of a split gateway that has such routes, each of its size', () => {
    const at = (path: `GET /${string}`, cached: boolean) =>
      aRoute(path, { to, ...(cached && { cache: { ttlSeconds: 20 } }) } as Parameters<typeof aRoute>[1]);
    const routes = [at('GET /a', true), at('GET /b', true), at('GET /b/old', true), at('GET /c', false)];
    const traffic = { ...busy, routes: { 'GET /a': 0.9, 'GET /b': 0.05, 'GET /b/old': 0.05, 'GET /c': 0 } };
    const split = { from: ['/a', '/b', '/c'] };
    const parts = offerOf(routes, traffic, { split } as SpecSettings);
    const whole = offerOf(routes, traffic);
    // Of 0.93 GB 0.84 are of /a, and 0.09 of the two below /b.
    expect([parts, whole]).toMatchObject([
      { kind: 'possible', gb: [1.6, 0.5] },
      { kind: 'possible', gb: [1.6] },
    ]);
    const usd = [parts, whole].map((offer) => (offer?.kind === 'possible' ? offer.usdPerMonth : 0));
    expect((usd[0] ?? 0) - (usd[1] ?? 0)).toBeCloseTo(730 * 0.02, 6);
  });

  it('goes by the prices that are given', () => {
    const usd = { ...listPrices.usd, restCache0_5GbHours: 10.02 };
    const at = (list = listPrices) => {
      const offer = offerOf([kept(1)], { requestsPerMonth: 1e6 }, {}, list);
      return offer?.kind === 'possible' ? offer.usdPerMonth : 0;
    };
    expect(at({ ...listPrices, usd }) - at()).toBeCloseTo(7_300, 6);
  });

  it('leaves routes that nothing keeps where they are cheaper', () => {
    const traffic = { requestsPerMonth: 1e6, routes: { 'GET /books/{isbn}': 0 } };
    const offer = offerOf([kept(60), open], traffic);
    const alone = estimateCost(planGateway(specOf([open], { traffic: { requestsPerMonth: 1e6 } }))).usdPerMonth;
    expect(offer?.kind === 'possible' ? offer.usdPerMonth : 0).toBeCloseTo(alone + 730 * 0.02, 6);
  });

  it('leaves them on the REST API where requests are so large that it is cheaper', () => {
    const traffic = { requestsPerMonth: 1e6, requestBytes: 5e6 };
    const alone = estimateCost(planGateway(specOf([open], { traffic, api: 'rest' }))).usdPerMonth;
    const offer = offerOf([kept(60), open], { ...traffic, routes: { 'GET /books/{isbn}': 0 } });
    expect(offer?.kind === 'possible' ? offer.usdPerMonth : 0).toBeCloseTo(alone + 730 * 0.02, 6);
    expect(alone).toBeLessThan(estimateCost(planGateway(specOf([open], { traffic, api: 'http' }))).usdPerMonth);
  });

  it('puts all routes on the REST API where a firewall has to stand before it', () => {
    expect(offerOf([kept(60), open], { requestsPerMonth: 1e6 }, { firewall })).toMatchObject({ kind: 'possible' });
  });

  it.each<[string, readonly Route[], SpecSettings, RegExp]>([
    [
      'a route that the spec has on the HTTP API',
      [kept(60, { api: 'http' })],
      {},
      /GET \/books\/\{isbn\} on the HTTP API/,
    ],
    ['a gateway that is on the HTTP API', [kept(60)], { api: 'http' }, /on the HTTP API/],
    ['a firewall, and a route that needs HTTP', [kept(60), slow], { firewall }, /./],
  ])('is impossible for %s', (_title, routes, settings, because) => {
    expect(offerOf(routes, { requestsPerMonth: 1e6 }, settings)).toEqual({
      kind: 'impossible',
      because: expect.stringMatching(because),
    });
  });

  it('is impossible for more than the largest holds', () => {
    expect(offerOf([kept(3_600)], { ...busy, cacheHitShare: 0 })).toEqual({
      kind: 'impossible',
      because: 'it would hold 1,677 GB, and the largest has 237',
    });
  });

  it('is no question where no route keeps answers', () => {
    expect(compareArrangements(specOf([open])).restCache).toBeUndefined();
  });
});
