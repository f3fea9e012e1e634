import { jwt } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { aRoute, type SpecSettings, specOf } from '../../spec/specs.js';
import { open, withToken } from './shops.js';

/** Nothing but the function itself: no logs. */
const traffic = { requestsPerMonth: 10e6, tokenReuse: 0.75, functionLogBytes: 0, tracedShare: 0 };
const pricesOf = (routes: Parameters<typeof specOf>[0], settings: SpecSettings = {}) =>
  compareArrangements(specOf(routes, { traffic, noEdge: true, ...settings } as SpecSettings)).authorizers;

describe('native authorizers and functions', () => {
  /** 2.5 M calls at 0.20, of 2 ms with 512 MB. */
  const usd = 0.5 + 2_500 * 0.0000133334;

  it('says of a native one what a function in its place would cost with the stated reuse of tokens', () => {
    const [only, ...others] = pricesOf([withToken]);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ kind: 'native', api: 'http', schemes: ['users'] });
    expect(only?.functionUsdPerMonth).toBeCloseTo(usd, 6);
  });

  it('says of a function what it costs, and why it is none', () => {
    const [only] = pricesOf([aRoute('POST /orders', { auth: strict })]);
    expect(only).toMatchObject({
      kind: 'function',
      schemes: ['strict'],
      because: expect.stringContaining('RSA signatures alone'),
    });
    expect(only?.functionUsdPerMonth).toBeCloseTo(usd, 6);
  });

  it('counts the requests of its own routes alone', () => {
    const [half] = pricesOf([withToken, open]);
    expect(half?.functionUsdPerMonth).toBeCloseTo(usd / 2, 6);
  });

  it('counts calls of every request where nothing is kept, and logs', () => {
    const [kept] = pricesOf([aRoute('GET /a', { auth: unkept })]);
    expect(kept?.functionUsdPerMonth).toBeCloseTo(4 * usd, 6);
    const logged = pricesOf([withToken], { traffic: { ...traffic, functionLogBytes: 1_024 } });
    expect(logged[0]?.functionUsdPerMonth).toBeGreaterThan(usd + 1);
  });

  it('are none of public routes', () => {
    expect(pricesOf([open])).toEqual([]);
  });
});

const props = { issuer: 'https://id.example/', audience: 'shop' };
const strict = jwt('strict', { ...props, algorithms: ['ES256'] });
const unkept = jwt('unkept', { ...props, algorithms: ['ES256'], cache: { ttlSeconds: 0 } });
