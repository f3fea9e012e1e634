import { apiKey, http, lambda, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, issuesOf, specOf } from '../../spec/specs.js';
import { edgeOf } from './edges.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const minute = { cache: { ttlSeconds: 60 } };

describe('cache policies', () => {
  const policyOf = (props: object, more = {}) => {
    const [policy] = edgeOf([aRoute('GET /a', props)], more).cachePolicies;
    return policy && { ...policy, name: '' };
  };

  it('have in their key what the route declares, any query, and the origin of browsers', () => {
    const headers = z.object({ 'accept-language': z.string().optional(), 'if-none-match': z.string().optional() });
    const base = { name: '', ttlSeconds: 60, query: 'all', cookies: [] };
    expect(policyOf({ ...minute, headers })).toEqual({ ...base, headers: ['accept-language'] });
    expect(policyOf(minute, { cors: { origins: ['*'] } })).toEqual({ ...base, headers: ['origin'] });
    const vary = { headers: ['X-B', 'x-a'], query: ['page', 'author'], cookies: ['currency'] };
    expect(policyOf({ cache: { ttlSeconds: 60, vary } })).toEqual({
      name: '',
      ttlSeconds: 60,
      headers: ['x-a', 'x-b'],
      query: ['author', 'page'],
      cookies: ['currency'],
    });
  });

  it('are one where they say the same, and 20 at most', () => {
    const cached = (count: number, ttlOf: (index: number) => number) =>
      specOf(
        Array.from({ length: count }, (_, index) => aRoute(`GET /r${index}`, { cache: { ttlSeconds: ttlOf(index) } })),
        { edge: {} },
      );
    expect(planGateway(cached(30, () => 60)).edge?.cachePolicies).toHaveLength(1);
    expect(issuesOf(cached(20, (index) => index + 1))).toEqual([]);
    expect(issuesOf(cached(21, (index) => index + 1)).map(({ code }) => code)).toEqual(['EDGE_CACHE_POLICIES']);
  });

  it('have names that do not change with their order', () => {
    const [a, b] = [aRoute('GET /a', minute), aRoute('GET /b', { cache: { ttlSeconds: 5 } })];
    expect(edgeOf([a, b]).cachePolicies).toEqual(edgeOf([b, a]).cachePolicies);
    expect(edgeOf([a, b]).cachedRoutes['GET /a']).toBe(edgeOf([a]).cachePolicies[0]?.name);
  });
});

describe('stale times and tags', () => {
  const aroundOf = (props: object) => {
    const plan = planGateway(specOf([aRoute('GET /a', { to: lambda('a.ts'), ...props })], { edge: {} }));
    const [fn] = plan.functions;
    return fn?.kind === 'handler' ? fn.around?.routes['GET /a']?.transform?.response : undefined;
  };
  const stale = { ttlSeconds: 60, staleWhileRevalidateSeconds: 30, staleIfErrorSeconds: 600 };

  it('stand in the answers of the backend, and a time alone does not', () => {
    expect(aroundOf(minute)).toBeUndefined();
    expect(aroundOf({ cache: { ...stale, tags: ['books', 'all'] } })).toEqual({
      200: {
        headers: {
          default: { 'cache-control': 'public, max-age=60, stale-while-revalidate=30, stale-if-error=600' },
          add: { 'cache-tag': 'books,all' },
        },
      },
    });
  });

  it('are asked for again by the browser of a caller, and are told apart by what is in the key', () => {
    const cache = { ...stale, vary: { headers: ['x-api-key'] } };
    expect(aroundOf({ cache, auth: keys })).toEqual({
      200: {
        headers: {
          default: { 'cache-control': 's-maxage=60, max-age=0, stale-while-revalidate=30, stale-if-error=600' },
          add: { vary: 'x-api-key' },
        },
      },
    });
  });

  it('say what they differ by, cookies and the origin of browsers too', () => {
    const vary = { headers: ['Accept-Language'], cookies: ['currency'] };
    const { response } =
      planGateway(
        specOf([aRoute('GET /a', { to: lambda('a.ts'), cache: { ...stale, vary, tags: ['a'] } })], {
          edge: {},
          cors: { origins: ['https://shop.example'] },
        }),
      ).functions.flatMap((fn) => (fn.kind === 'handler' ? (fn.around?.routes['GET /a']?.transform ?? []) : []))[0] ??
      {};
    expect(response?.[200]?.headers?.add).toEqual({ 'cache-tag': 'a', vary: 'accept-language, origin, cookie' });
  });

  it('stand beside what the route transforms itself', () => {
    const any = { headers: { set: { 'x-shop': 'books' } }, body: { remove: ['/secret'] } };
    expect(aroundOf({ cache: { ttlSeconds: 60, tags: ['a'] }, transform: { response: { any } } })).toEqual({
      any,
      200: { headers: { set: { 'x-shop': 'books' }, add: { 'cache-tag': 'a' } }, body: { remove: ['/secret'] } },
    });
  });

  it('need a function before a backend of HTTP, which tags alone do not', () => {
    const placeOf = (cache: object) =>
      planGateway(
        specOf([aRoute('GET /a', { to: http('https://b.example'), cache: { ttlSeconds: 60, ...cache } as never })], {
          edge: {},
        }),
      ).routes[0]?.transforms?.place;
    expect([placeOf({}), placeOf({ tags: ['a'] }), placeOf({ staleIfErrorSeconds: 9 })]).toEqual([
      undefined,
      'mapping',
      'function',
    ]);
  });
});
