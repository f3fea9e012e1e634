import { apiKey, http, lambda, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { edgeFunction } from '../../edge/run-edge-function.js';
import { aRoute, issuesOf, specOf } from '../../spec/specs.js';
import { edgeOf } from './edges.js';
import { mixedGateway } from './large-gateways.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const minute = { cache: { ttlSeconds: 60 } };
const rest = { auth: keys };
const patterns = (...routes: Parameters<typeof edgeOf>[0]) =>
  edgeOf(routes).behaviours.map(({ pattern, cachePolicy }) => [pattern, cachePolicy === undefined ? '' : 'cached']);

describe('the plan of an edge', () => {
  it('is none without one, and the domain is that of the API', () => {
    const domain = {
      name: 'api.bookshop.example',
      certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-aaaa-bbbb-cccc-1234567890ab',
      hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'bookshop.example' },
    };
    const without = planGateway(specOf([aRoute('GET /a')], { domain }));
    expect([without.edge, without.domain?.name]).toEqual([undefined, domain.name]);
    const { edge, domain: own } = planGateway(specOf([aRoute('GET /a')], { domain, edge: {} }));
    expect(own).toBeUndefined();
    expect(edge?.domain).toEqual({
      names: ['api.bookshop.example'],
      certificateArn: domain.certificateArn,
      minimumTls: '1.2',
      hostedZone: domain.hostedZone,
    });
  });

  it('has its defaults, and what is said in their place', () => {
    expect(edgeOf([aRoute('GET /a')])).toMatchObject({
      origins: [{ kind: 'api', id: 'http' }],
      defaultOrigin: 'http',
      behaviours: [],
      cachePolicies: [],
      cachedRoutes: {},
      priceClass: 'all',
      securityHeaders: true,
      compress: true,
      accessLogs: true,
    });
    const edge = {
      geo: { block: ['KP', 'CU'] },
      priceClass: '200',
      securityHeaders: false,
      compress: false,
      accessLogs: false,
      origin: { failover: 'https://eu.example' },
    } as const;
    expect(edgeOf([aRoute('GET /a', { api: 'rest' })], { edge })).toMatchObject({
      origins: [
        { kind: 'api', id: 'rest' },
        { kind: 'failover', id: 'failover', url: 'https://eu.example' },
      ],
      defaultOrigin: 'rest',
      geo: { kind: 'block', countries: ['CU', 'KP'] },
      priceClass: '200',
      securityHeaders: false,
      compress: false,
      accessLogs: false,
    });
  });
});

describe('patterns', () => {
  it('put what is longer before a parameter, and leave out what changes nothing', () => {
    const all = [
      aRoute('GET /books/{isbn}', minute),
      aRoute('GET /books/{isbn}/reviews'),
      aRoute('GET /books/new'),
      aRoute('GET /books'),
      aRoute('GET /orders/{id}/lines/{line}'),
    ];
    expect(patterns(...all)).toEqual([
      ['/books/*/*', ''],
      ['/books/new', ''],
      ['/books/?*', 'cached'],
    ]);
  });

  it('are one for a path without parameters', () => {
    expect(patterns(aRoute('GET /books', minute), aRoute('GET /books/{isbn}'))).toEqual([['/books', 'cached']]);
  });

  it('put private files before all files, at any depth', () => {
    const all = [aRoute('GET /files/{path+}', minute), aRoute('GET /files/private/{path+}')];
    expect(patterns(...all)).toEqual([
      ['/*/', ''],
      ['/files/private/?*', ''],
      ['/files/?*', 'cached'],
    ]);
  });

  it('have the whole request where a method writes, the preflight where there is CORS, else nothing', () => {
    const all = [aRoute('GET /a', minute), aRoute('GET /b/{id}', minute), aRoute('POST /b/all'), aRoute('PUT /a')];
    const forwards = (more = {}) =>
      Object.fromEntries(edgeOf(all, more).behaviours.map(({ pattern, forwards: what }) => [pattern, what]));
    expect(forwards()).toEqual({ '/a': 'all', '/b/*/*': 'all', '/b/all': 'all', '/b/?*': 'nothing' });
    expect(forwards({ cors: { origins: ['https://shop.example'] } })).toMatchObject({ '/b/?*': 'preflight' });
  });

  it('tell two APIs apart where their paths begin otherwise', () => {
    const edge = edgeOf([
      aRoute('GET /books/{isbn}', minute),
      aRoute('GET /feeds/{feed}', { ...rest, cache: { ttlSeconds: 9, vary: { headers: ['x-api-key'] } } }),
      aRoute('GET /feeds/{feed}/items', rest),
    ]);
    expect(edge.function.choosesOrigin).toBe(false);
    expect(edge.behaviours.map(({ pattern, origin, cachePolicy }) => [pattern, origin, !!cachePolicy])).toEqual([
      ['/feeds/*/*', 'rest', false],
      ['/feeds/?*', 'rest', true],
      ['/feeds', 'rest', false],
      ['/feeds/*', 'rest', false],
      ['/books/*/*', 'http', false],
      ['/books/?*', 'http', true],
    ]);
  });

  it.each([
    ['stand below one beginning', ['GET /books', 'GET /books/{isbn}']],
    ['begin with a parameter', ['GET /a', 'GET /{shop}']],
  ])('leave it to the function where paths of both APIs %s', (_title, [http, onRest]) => {
    const { function: fn } = edgeOf([aRoute(http as string), aRoute(onRest as string, rest)]);
    expect(fn.choosesOrigin).toBe(true);
    expect(fn.because).toContain('which no patterns tell apart');
  });

  it('leave it to the function where they would be too many', () => {
    const beginnings = (count: number) => Array.from({ length: count }, (_, index) => aRoute(`GET /r${index}`, rest));
    const choosing = (count: number) => edgeOf([aRoute('GET /a'), ...beginnings(count)]).function.choosesOrigin;
    expect([choosing(37), choosing(38)]).toEqual([false, true]);
  });

  it('are 75 at most', () => {
    const cached = (count: number) =>
      specOf(
        Array.from({ length: count }, (_, index) => aRoute(`GET /r${index}`, minute)),
        { edge: {} },
      );
    expect(issuesOf(cached(75))).toEqual([]);
    expect(issuesOf(cached(76)).map(({ code, got }) => [code, got])).toEqual([['EDGE_BEHAVIOURS', '76']]);
  });

  it('are 255 characters at most', () => {
    const cached = (length: number) => specOf([aRoute(`GET /${'a'.repeat(length)}`, minute)], { edge: {} });
    expect(issuesOf(cached(254))).toEqual([]);
    expect(issuesOf(cached(255)).map(({ code }) => code)).toEqual(['EDGE_PATTERN']);
  });
});

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

  it('are kept by no proxy of a caller', () => {
    const cache = { ...stale, vary: { headers: ['x-api-key'] } };
    expect(aroundOf({ cache, auth: keys })).toEqual({
      200: { headers: { default: { 'cache-control': 'max-age=60, stale-while-revalidate=30, stale-if-error=600' } } },
    });
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

describe('the edge function', () => {
  it('has room for a thousand routes', () => {
    const { edge } = planGateway(mixedGateway(1_000));
    expect(edge?.function.choosesOrigin).toBe(true);
    expect(Buffer.byteLength(edge?.function.code ?? '')).toBeLessThan(3_000);
    const run = edgeFunction(edge?.function.code ?? '');
    const originOf = (path: string) => run('GET', path).origin;
    expect(['/orders-0', '/books-0/1', '/books-0/1/history', '/rates-19'].map(originOf)).toEqual([
      'rest',
      'http',
      'rest',
      'http',
    ]);
  });

  it.each([
    [160, []],
    [190, ['EDGE_FUNCTION_SIZE']],
  ])('of %d resources on two APIs each, with names of 50 letters, has the issues %j', (count, codes) => {
    const routes = Array.from({ length: count }, (_, index) => {
      const path = `/${index}-${'x'.repeat(50 - String(index).length)}`;
      const to = lambda('one.ts');
      return [aRoute(`GET ${path}`, { to }), aRoute(`GET ${path}/all`, { to, ...rest })];
    });
    expect(issuesOf(specOf(routes.flat(), { edge: {} })).map(({ code }) => code)).toEqual(codes);
  });

  it('makes pairs with what stands in for the APIs', () => {
    const all = [aRoute('GET /a'), aRoute('GET /a/b', rest)];
    const { code } = edgeOf(all, { edge: { origin: { failover: 'https://eu.example' } } }).function;
    expect(edgeFunction(code)('GET', '/a/b').group).toEqual(['rest', 'failover']);
    expect(edgeFunction(edgeOf(all).function.code)('GET', '/a/b').origin).toBe('rest');
  });

  it('uses no word that its runtime does not know', () => {
    const { code } = edgeOf([aRoute('GET /a'), aRoute('GET /a/b', rest)]).function;
    expect(code).not.toMatch(/\bclass\b|\bof\b|\.\.\.|\?\?|\?\.|\beval\b|new Function|\basync\b|\/[a-z]*[suyvd]\b;/);
  });
});
