import fc from 'fast-check';
import { apiKey, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { normalizePath } from '../../lib/local/cloudfront/request/normalize-path.js';
import { createRouter as createHttpRouter } from '../../lib/local/http-api/routing/create-router.js';
import { createRouter as createRestRouter } from '../../lib/local/rest/routing/create-router.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { behaviourFor } from '../plan/edge/edges.js';
import { aRoute, specOf } from '../spec/specs.js';
import { localRouting } from './local-routing.js';
import { edgeFunction } from './run-edge-function.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const cache = { ttlSeconds: 60 };

/** Both APIs among each other: `/books` and all below, but reviews, which need keys; and an admin that nobody shall come to by a trick. */
const routes = [
  aRoute('GET /books', { cache }),
  aRoute('POST /books'),
  aRoute('GET /books/{isbn}', { cache }),
  aRoute('GET /books/new.list'),
  aRoute('GET /books/{isbn}/reviews', { auth: keys }),
  aRoute('GET /files/{path+}', { cache: { ttlSeconds: 300 } }),
  aRoute('GET /admin', { auth: keys }),
  aRoute('GET /admin/{user}', { auth: keys }),
  aRoute('GET /v1:batch', { auth: keys }),
];
const plan = planGateway(specOf(routes, { edge: {} }));
const { edge } = plan;
if (!edge) throw new Error('there is no edge');
const run = edgeFunction(edge.function.code);
const { apiOf, routeOf } = localRouting(plan);

interface Decision {
  readonly origin: string | undefined;
  /** What the API at this origin takes, by its own rules. */
  readonly route: string | undefined;
  readonly isCached: boolean;
}

const asHttp = createHttpRouter(routes.map(({ pattern }) => [pattern, pattern] as const));
const asRest = createRestRouter(
  routes.map(({ method, path, pattern }) => ({ path, httpMethod: method, target: pattern })),
);

describe('a path', () => {
  it.each<[path: string, Decision]>([
    ['/books', { origin: 'http', route: 'GET /books', isCached: true }],
    ['/books/', { origin: 'http', route: undefined, isCached: false }],
    ['/books/978', { origin: 'http', route: 'GET /books/{isbn}', isCached: true }],
    ['/books/978/', { origin: 'http', route: undefined, isCached: false }],
    ['/books/new.list', { origin: 'http', route: 'GET /books/new.list', isCached: false }],
    ['/books/newxlist', { origin: 'http', route: 'GET /books/{isbn}', isCached: true }],
    ['/books/978/reviews', { origin: 'rest', route: 'GET /books/{isbn}/reviews', isCached: false }],
    ['/books/978/reviews/', { origin: 'rest', route: 'GET /books/{isbn}/reviews', isCached: false }],
    ['/books/978/pages', { origin: 'http', route: undefined, isCached: false }],
    // An encoded slash is a part of its segment, to patterns, to the function and to both APIs.
    ['/books/978%2Freviews', { origin: 'http', route: 'GET /books/{isbn}', isCached: true }],
    ['/books%2F978', { origin: 'http', route: undefined, isCached: false }],
    ['/files/a/b/c', { origin: 'http', route: 'GET /files/{path+}', isCached: true }],
    ['/files/a%2F.b..%2Fc', { origin: 'http', route: 'GET /files/{path+}', isCached: true }],
    ['/files/a%20b', { origin: 'http', route: 'GET /files/{path+}', isCached: true }],
    ['/files/%C3%BC', { origin: 'http', route: 'GET /files/{path+}', isCached: true }],
    ['/files/...', { origin: 'http', route: 'GET /files/{path+}', isCached: true }],
    ['/files/.well-known', { origin: 'http', route: 'GET /files/{path+}', isCached: true }],
    ['/files/100%25', { origin: 'http', route: 'GET /files/{path+}', isCached: true }],
    ['/files', { origin: 'http', route: undefined, isCached: false }],
    ['/BOOKS/978', { origin: 'http', route: undefined, isCached: false }],
    ['/Admin', { origin: 'http', route: undefined, isCached: false }],
    ['/admin', { origin: 'rest', route: 'GET /admin', isCached: false }],
    ['/admin/', { origin: 'rest', route: 'GET /admin', isCached: false }],
    ['/admin/a%2Fb', { origin: 'rest', route: 'GET /admin/{user}', isCached: false }],
    ['/admin;x=1', { origin: 'http', route: undefined, isCached: false }],
    ['/v1:batch', { origin: 'rest', route: 'GET /v1:batch', isCached: false }],
  ])('%s comes to the same at the edge, in the API and locally', (path, decision) => {
    const { origin, status } = run('GET', path);
    const route = origin === 'rest' ? asRest(path, 'GET')?.target : asHttp('GET', path)?.value;
    const isCached = behaviourFor(edge, normalizePath(path))?.cachePolicy !== undefined;
    expect(status).toBeUndefined();
    expect({ origin, route: origin === 'rest' ? route : onHttp(route), isCached }).toEqual(decision);
    if (decision.route !== undefined)
      expect([apiOf('GET', path), routeOf('GET', path)]).toEqual([origin, decision.route]);
  });

  it.each([
    ['a dot segment', '/books/./978'],
    ['a dot segment that climbs', '/books/../admin'],
    ['one at the end', '/books/..'],
    ['an encoded one', '/books/%2e%2e/admin'],
    ['one half encoded', '/books/.%2E/admin'],
    ['one with parameters, which some servers drop', '/books/..;/admin'],
    ['one between encoded slashes', '/files/a%2F..%2fadmin'],
    ['one behind an encoded slash', '/files/a%2f..'],
    ['a backslash', '/books\\..\\admin'],
    ['an encoded backslash', '/books%5Cadmin'],
    ['an empty segment', '/books//978'],
    ['one at the beginning', '//books'],
    ['one at the end', '/books//'],
    ['an encoded letter', '/%61dmin'],
    ['an encoded digit', '/books/%39'],
    ['an encoded dash', '/new%2dlist'],
    ['an encoded dot', '/books/new%2Elist'],
    ['an encoded underscore', '/a%5fb'],
    ['an encoded colon, where a route has one', '/v1%3abatch'],
    ['a NUL', '/books/%00'],
    ['a line break', '/books/%0d%0aX:1'],
    ['an encoded DEL', '/books/%7f'],
    ['a blank', '/books/a b'],
    ['a fragment', '/books#x'],
    ['a letter that is not ASCII', '/bücher'],
    ['an overlong dot', '/books/%c0%ae%c0%ae/admin'],
    ['an overlong slash', '/books%c0%afadmin'],
    ['bytes that are no UTF-8', '/files/%ff'],
    ['a broken encoding', '/files/100%'],
    ['an encoding of no hex digits', '/files/%zz'],
    ['no slash', 'books'],
    ['nothing', ''],
  ])('with %s is refused before anything else reads it', (_title, path) => {
    const { status, origin, headers, body } = run('GET', path);
    expect([status, origin]).toEqual([400, undefined]);
    expect(headers?.['content-type']?.value).toBe('application/problem+json');
    expect(JSON.parse(body ?? '')).toMatchObject({ status: 400, title: 'Bad Request' });
  });

  it('takes an encoded colon where no route has one', () => {
    const other = planGateway(specOf([aRoute('GET /books/{isbn}')], { edge: {} })).edge;
    expect(edgeFunction(other?.function.code ?? '')('GET', '/books/urn%3Aisbn')).toEqual({});
  });

  const piece = fc.constantFrom(
    ...[
      '/',
      '/',
      '/',
      'books',
      'admin',
      'new',
      '.',
      '..',
      ';',
      '%2e',
      '%2F',
      '%5c',
      '%61',
      '%00',
      '%25',
      '%c3%bc',
      '%c0%af',
      '\\',
      '~',
      ':',
      'x',
    ],
  );
  const trick = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => `/${pieces.join('')}`);

  it('that is let through is the same path to CloudFront, and the same route by the rules of both APIs', () => {
    fc.assert(
      fc.property(trick, (path) => {
        if (run('GET', path).status !== undefined) return;
        expect(normalizePath(path).toLowerCase()).toBe(path.toLowerCase());
        if (!path.endsWith('/')) expect(asHttp('GET', path)?.value).toBe(asRest(path, 'GET')?.target);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** What the HTTP API itself has; the router of the test has the routes of both. */
function onHttp(route: string | undefined): string | undefined {
  return plan.routes.find(({ id }) => id === route)?.api === 'http' ? route : undefined;
}
