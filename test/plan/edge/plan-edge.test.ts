import { createHash } from 'node:crypto';
import { apiKey, lambda, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
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

  it('counts what it uses of the quotas of CloudFront', () => {
    const { quotas } = planGateway(specOf([aRoute('GET /a/{b}', minute)], { edge: {} }));
    const used = Object.fromEntries(quotas.map(({ name, used: count, limit }) => [name, [count, limit]]));
    expect(used).toMatchObject({ edgeBehaviours: [2, 75], edgeCachePolicies: [1, 20] });
    expect(used.edgeFunctionBytes).toEqual([expect.any(Number), 10_240]);
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
    // No two of one API begin alike.
    const two = (index: number) => [aRoute(`GET /${index}0`), aRoute(`GET /${index}1`, rest)];
    const edge = (count: number) => edgeOf(Array.from({ length: count }, (_, index) => two(100 + index)).flat());
    expect([edge(37), edge(38)].map((one) => one.function.choosesOrigin)).toEqual([false, true]);
    expect(edge(38).function.because).toContain('patterns would be more than CloudFront takes');
  });

  it('are letters where segments would be too many, and as long as no path of another API begins so', () => {
    const things = Array.from({ length: 800 }, (_, index) =>
      aRoute(`GET /thing${index}`, { to: lambda('one.ts'), ...rest }),
    );
    const patternsOf = (...more: Parameters<typeof edgeOf>[0]) => {
      const settings = { quotas: { restResources: 1_000 }, split: false } as const;
      const { behaviours, function: fn } = edgeOf([...things, ...more], settings);
      expect(fn.choosesOrigin).toBe(false);
      return behaviours.map(({ pattern }) => pattern);
    };
    expect(patternsOf(aRoute('GET /toys'))).toEqual(['/thing*']);
    expect(patternsOf(aRoute('GET /thing'))).toEqual([
      '/thing0',
      '/thing0/*',
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `/thing${digit}*`),
    ]);
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
      const path = `/${createHash('sha256').update(String(index)).digest('hex').slice(0, 50)}`;
      const to = lambda('one.ts');
      return [aRoute(`GET ${path}`, { to }), aRoute(`GET ${path}/all`, { to, ...rest })];
    });
    const spec = specOf(routes.flat(), { edge: {}, quotas: { restResources: 400 } });
    expect(issuesOf(spec).map(({ code }) => code)).toEqual(codes);
  });

  it('makes pairs with what stands in for the APIs', () => {
    const all = [aRoute('GET /a'), aRoute('GET /a/b', rest)];
    const { code } = edgeOf(all, { edge: { origin: { failover: 'https://eu.example' } } }).function;
    expect(edgeFunction(code)('GET', '/a/b').group).toEqual(['rest', 'failover']);
    expect(edgeFunction(edgeOf(all).function.code)('GET', '/a/b').origin).toBe('rest');
  });

  it('chooses where CloudFront has not so many pairs', () => {
    const edge = { origin: { failover: 'https://eu.example' } };
    const choosing = (count: number, more = {}) => {
      const from = Array.from({ length: count }, (_, at) => `/${at.toString(36)}`);
      return edgeOf(
        from.map((path) => aRoute(`GET ${path}`)),
        { split: { from }, ...more },
      ).function.choosesOrigin;
    };
    expect([choosing(10, { edge }), choosing(11, { edge }), choosing(11)]).toEqual([false, true, false]);
  });

  it('uses no word that its runtime does not know', () => {
    const { code } = edgeOf([aRoute('GET /a'), aRoute('GET /a/b', rest)]).function;
    expect(code).not.toMatch(/\bclass\b|\bof\b|\.\.\.|\?\?|\?\.|\beval\b|new Function|\basync\b|\/[a-z]*[suyvd]\b;/);
  });
});
