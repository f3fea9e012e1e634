import { anyOf, apiKey, authorizer, iam, jwt, lambda, type RouteCache, reply, usagePlan, version } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AnyRouteProps, aRoute, issuesOf, specOf } from '../../specs.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const session = jwt('session', { issuer: 'https://s.example/', audience: 'shop', header: 'X-Session' });
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const tenants = authorizer('tenants', lambda('authorizers/tenant.ts'), {
  identity: { headers: ['X-Tenant'], query: ['tenant'] },
});
const anything = authorizer('anything', lambda('authorizers/any.ts'));

const MINUTE: RouteCache = { ttlSeconds: 60 };
const PLACE = "routes['GET /a'].cache";
const open = { edge: { origin: { closedBy: 'none' } } } as const;

function found(cache: unknown, props: AnyRouteProps = {}, pattern = 'GET /a') {
  const given = aRoute(pattern, { ...props, cache: cache as RouteCache });
  return issuesOf(specOf([given], open)).map(({ code, place }) => [code, place]);
}

describe('a cache', () => {
  it.each<[string, RouteCache, AnyRouteProps?, string?]>([
    ['for a second', { ttlSeconds: 1 }],
    ['for a year', { ttlSeconds: 31_536_000 }],
    [
      'with stale times and tags',
      { ...MINUTE, staleWhileRevalidateSeconds: 1, staleIfErrorSeconds: 2, tags: ['book-1', 'a:b'] },
    ],
    [
      'by headers, query and cookies',
      { ...MINUTE, vary: { headers: ['Accept-Language'], query: ['page'], cookies: ['currency'] } },
    ],
    ['by ten headers', { ...MINUTE, vary: { headers: Array.from({ length: 10 }, (_, index) => `x-${index}`) } }],
    ['of all methods', MINUTE, {}, 'ANY /a'],
    ['behind a greedy parameter', MINUTE, {}, 'GET /files/{path+}'],
    ['of callers by their token', { ...MINUTE, vary: { headers: ['Authorization'] } }, { auth: users }],
    [
      'of callers by any of two tokens',
      { ...MINUTE, vary: { headers: ['authorization', 'x-session'] } },
      { auth: anyOf(users, session) },
    ],
    ['of callers by their key', { ...MINUTE, vary: { headers: ['x-api-key'] } }, { auth: keys }],
    ['of callers by what an authorizer goes by', { ...MINUTE, vary: { headers: ['x-tenant'] } }, { auth: tenants }],
  ])('is taken %s', (_title, cache, props, pattern) => {
    expect(found(cache, props, pattern)).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['no time', {}, 'CACHE', '.ttlSeconds'],
    ['a text', { ttlSeconds: '60' }, 'CACHE', '.ttlSeconds'],
    ['0 s', { ttlSeconds: 0 }, 'CACHE_SECONDS', '.ttlSeconds'],
    ['more than a year', { ttlSeconds: 31_536_001 }, 'CACHE_SECONDS', '.ttlSeconds'],
    ['half a second', { ttlSeconds: 0.5 }, 'CACHE_SECONDS', '.ttlSeconds'],
    ['no number', { ttlSeconds: Number.NaN }, 'CACHE_SECONDS', '.ttlSeconds'],
    ['a stale time below 0', { ...MINUTE, staleIfErrorSeconds: -1 }, 'CACHE_SECONDS', '.staleIfErrorSeconds'],
    ['a name that there is not', { ...MINUTE, ttl: 5 }, 'UNKNOWN_PROPERTY', '.ttl'],
    ['a name in vary that there is not', { ...MINUTE, vary: { header: [] } }, 'UNKNOWN_PROPERTY', '.vary.header'],
    ['a tag with a comma', { ...MINUTE, tags: ['a,b'] }, 'CACHE_TAG', '.tags'],
    ['51 tags', { ...MINUTE, tags: Array.from({ length: 51 }, (_, at) => `t${at}`) }, 'CACHE_TAG', '.tags'],
    [
      'tags of more than 4,096 characters',
      { ...MINUTE, tags: Array.from({ length: 17 }, (_, at) => `${at}`.padStart(250, 'x')) },
      'CACHE_TAG',
      '.tags',
    ],
    ['a tag with a line break', { ...MINUTE, tags: ['a\r\nx: 1'] }, 'CACHE_TAG', '.tags'],
    ['cookies among its headers', { ...MINUTE, vary: { headers: ['Cookie'] } }, 'CACHE_KEY_HEADER', '.vary.headers'],
    ['a header of CloudFront', { ...MINUTE, vary: { headers: ['Host'] } }, 'CACHE_KEY_HEADER', '.vary.headers'],
    ['any header', { ...MINUTE, vary: { headers: ['*'] } }, 'CACHE_KEY_HEADER', '.vary.headers'],
    ['a cookie of no name', { ...MINUTE, vary: { cookies: ['a=b'] } }, 'CACHE_KEY_COOKIE', '.vary.cookies'],
    ['a query of no name', { ...MINUTE, vary: { query: ['a&b'] } }, 'CACHE_KEY_QUERY', '.vary.query'],
    [
      'eleven cookies',
      { ...MINUTE, vary: { cookies: Array.from({ length: 11 }, (_, i) => `c${i}`) } },
      'CACHE_KEY_SIZE',
      '.vary.cookies',
    ],
    ['a text for a list', { ...MINUTE, vary: { headers: 'accept' } }, 'CACHE', '.vary.headers'],
  ])('is refused with %s', (_title, cache, code, at) => {
    expect(found(cache)).toContainEqual([code, `${PLACE}${at}`]);
  });

  it.each<[string, AnyRouteProps, string, string]>([
    ['POST', {}, 'POST /a', 'CACHE_METHOD'],
    ['OPTIONS', {}, 'OPTIONS /a', 'CACHE_METHOD'],
    ['HEAD alone', {}, 'HEAD /a', 'CACHE_HEAD'],
    ['a reply', { to: reply(200, {}) }, 'GET /a', 'CACHE_REPLY'],
    ['a stream', { to: lambda('a.ts', { streaming: true }) }, 'GET /a', 'CACHE_STREAM'],
    ['a rest behind a parameter', {}, 'GET /{shop}/files/{path+}', 'CACHE_PATTERN'],
    ['signed calls', { auth: iam('machines'), api: 'rest' }, 'GET /a', 'CACHE_CALLER'],
    ['an authorizer that goes by anything', { auth: anything }, 'GET /a', 'CACHE_CALLER'],
    ['callers with tokens', { auth: users }, 'GET /a', 'CACHE_CALLER'],
    ['callers with keys', { auth: keys }, 'GET /a', 'CACHE_CALLER'],
    [
      'callers who have to have logged in lately',
      { auth: users.require({ stepUp: { maxAgeSeconds: 300 } }) },
      'GET /a',
      'CACHE_STEP_UP',
    ],
    [
      'callers one of whose tokens has a better login',
      { auth: anyOf(session, users.require({ stepUp: { acrValues: ['urn:shop:two'] } })) },
      'GET /a',
      'CACHE_STEP_UP',
    ],
  ])('is refused on %s', (_title, props, pattern, code) => {
    expect(found(MINUTE, props, pattern).map(([each]) => each)).toContain(code);
  });

  it('has every header in its key that a caller may show itself by', () => {
    const one = { ...MINUTE, vary: { headers: ['Authorization'] } };
    expect(found(one, { auth: anyOf(users, session) })).toEqual([['CACHE_CALLER', `${PLACE}.vary.headers`]]);
    const query = { ...MINUTE, vary: { headers: ['x-tenant'], query: ['page'] } };
    expect(found(query, { auth: tenants })).toEqual([['CACHE_CALLER', `${PLACE}.vary.query`]]);
  });

  it('is not hidden by a GET beside ANY', () => {
    const routes = [aRoute('ANY /a', { cache: MINUTE }), aRoute('GET /a')];
    expect(issuesOf(specOf(routes, open)).map(({ code, place }) => [code, place])).toEqual([
      ['CACHE_HIDDEN', "routes['ANY /a'].cache"],
    ]);
  });

  it("follows the gateway's own auth", () => {
    const { auth, ...rest } = aRoute('GET /a', { cache: MINUTE });
    expect(auth).toBe('public');
    const spec = specOf([{ ...rest, auth: undefined } as never], { ...open, auth: users });
    expect(issuesOf(spec).map(({ code }) => code)).toEqual(['CACHE_CALLER']);
  });

  it('needs an edge', () => {
    const issues = issuesOf(specOf([aRoute('GET /a', { cache: MINUTE })]));
    expect(issues.map(({ code, fix }) => [code, fix])).toEqual([
      ['CACHE_WITHOUT_EDGE', 'write edge: {} on the gateway'],
    ]);
  });

  it('stands on GET and HEAD of a path in one way', () => {
    const codes = (...caches: readonly (RouteCache | undefined)[]) => {
      const [get, head] = caches.map((cache) => (cache ? { cache } : {}));
      return issuesOf(specOf([aRoute('GET /a', get), aRoute('HEAD /a', head)], open)).map(({ code }) => code);
    };
    expect(codes(MINUTE, MINUTE)).toEqual([]);
    expect(codes(MINUTE, undefined)).toEqual(['CACHE_HEAD']);
    expect(codes(undefined, MINUTE)).toEqual(['CACHE_HEAD']);
    expect(codes(MINUTE, { ttlSeconds: 61 })).toEqual(['CACHE_HEAD']);
  });

  it.each<[string, AnyRouteProps, RouteCache, string]>([
    [
      'declares a header',
      { headers: z.object({ 'accept-language': z.string() }) },
      { ...MINUTE, vary: { headers: [] } },
      '.vary.headers',
    ],
    [
      'transforms by a header',
      { transform: { request: { headers: { rename: { 'X-Shop': 'x-store' } } } } },
      { ...MINUTE, vary: { headers: [] } },
      '.vary.headers',
    ],
    [
      'declares a query',
      { query: z.object({ page: z.string(), sort: z.string() }) },
      { ...MINUTE, vary: { query: ['page'] } },
      '.vary.query',
    ],
  ])('has in its key whatever the route reads, where it %s', (_title, props, cache, at) => {
    expect(found(cache, props)).toEqual([['CACHE_UNSEEN', `${PLACE}${at}`]]);
    expect(found(MINUTE, props)).toEqual([]);
  });

  it.each(['cookie', 'host', 'accept-encoding', 'x-forwarded-proto', 'via', 'x-edge-location'])(
    'has no key of the header %s that the route reads, unless the spec says what is in it',
    (name) => {
      const headers = z.object({ [name]: z.string().optional(), 'x-shop': z.string().optional() });
      expect(found(MINUTE, { headers })).toEqual([['CACHE_KEY_HEADER', `${PLACE}.vary.headers`]]);
      expect(found({ ...MINUTE, vary: { headers: ['x-shop'] } }, { headers })).toEqual([]);
    },
  );

  it('has no more than ten headers in its key, those of the route and the origin of browsers among them', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `x-h${index}`);
    const codes = (count: number, cors: object, isStated: boolean) => {
      const headers = z.object(Object.fromEntries(names(count).map((name) => [name, z.string().optional()])));
      const props = isStated ? { cache: { ...MINUTE, vary: { headers: names(count) } } } : { cache: MINUTE, headers };
      return issuesOf(specOf([aRoute('GET /a', props)], { ...open, ...cors })).map(({ code, place }) => [code, place]);
    };
    const cors = { cors: { origins: ['https://shop.example'] } };
    const tooMany = [['CACHE_KEY_SIZE', `${PLACE}.vary.headers`]];
    expect([codes(10, {}, false), codes(9, cors, false), codes(9, cors, true)]).toEqual([[], [], []]);
    expect([codes(11, {}, false), codes(10, cors, false), codes(10, cors, true)]).toEqual([tooMany, tooMany, tooMany]);
    expect(codes(11, cors, true)).toEqual(tooMany);
  });

  it('leaves conditional headers to CloudFront', () => {
    const headers = z.object({ 'if-none-match': z.string().optional() });
    expect(found({ ...MINUTE, vary: { headers: [] } }, { headers })).toEqual([]);
  });

  it('and a transformation do not both write Cache-Control', () => {
    const transform = { response: { 200: { headers: { set: { 'Cache-Control': 'no-store' } } } } };
    expect(found(MINUTE, { transform })).toEqual([]);
    expect(found({ ...MINUTE, staleIfErrorSeconds: 9 }, { transform })).toEqual([['CACHE_ANSWER', PLACE]]);
    const vary = { response: { 200: { headers: { set: { Vary: 'x-shop' } } } } };
    expect(found({ ...MINUTE, tags: ['a'] }, { transform: vary })).toEqual([]);
    expect(found({ ...MINUTE, staleIfErrorSeconds: 9 }, { transform: vary })).toEqual([['CACHE_ANSWER', PLACE]]);
    expect(
      found({ ...MINUTE, tags: ['a'] }, { transform: { response: { any: { headers: { remove: ['cache-tag'] } } } } }),
    ).toEqual([['CACHE_ANSWER', PLACE]]);
  });

  it('is the same on an older version of its route, unless that says its own', () => {
    const current = aRoute('GET /a', { cache: MINUTE }) as never;
    expect(version('GET /v1/a', current).cache).toEqual(MINUTE);
    expect(version('GET /v1/a', current, { cache: { ttlSeconds: 5 } }).cache).toEqual({ ttlSeconds: 5 });
  });
});
