import { apiKey, backend, type gateway, http, lambda, reply, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../../lib/spec/route.js';
import { type AnyRouteProps, aRoute, faultsOf, specOf } from '../specs.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const faultsOfRoutes = (...routes: readonly Route[]) => faultsOf(specOf(routes));
const faultsAt = (props: AnyRouteProps, pattern = 'GET /books/{isbn}') => faultsOfRoutes(aRoute(pattern, props));
const PLACE = "routes['GET /books/{isbn}']";

describe('routes that are taken', () => {
  it.each<[string, string, AnyRouteProps]>([
    ['a name of 128 characters', 'GET /a', { name: 'n'.repeat(128) }],
    ['a name with a slash', 'GET /a', { name: 'books/list' }],
    ['the least wait of an API', 'GET /a', { timeoutMs: 50 }],
    ['the longest wait of a REST API', 'GET /a', { timeoutMs: 29_000, api: 'rest' }],
    ['the longest wait of an HTTP API', 'GET /a', { timeoutMs: 30_000 }],
    ['/ping on an HTTP API', 'GET /ping', {}],
    ['/ping/x on a REST API', 'GET /ping/x', { api: 'rest' }],
    ['a path of 10,240 characters', `GET /${'p'.repeat(10_239)}`, { to: lambda('long.ts') }],
  ])('takes %s', (_title, pattern, props) => {
    expect(faultsAt(props, pattern)).toEqual([]);
  });

  it.each([['GET'], ['POST'], ['PUT'], ['PATCH'], ['DELETE'], ['HEAD'], ['OPTIONS'], ['ANY']])('takes %s', (method) => {
    expect(faultsOfRoutes(aRoute(`${method} /a`))).toEqual([]);
  });
});

const METHODS = 'GET POST PUT PATCH DELETE HEAD OPTIONS ANY';
const WAIT = 'whole milliseconds, 50 to 29000';

describe('routes that are refused, each by one issue', () => {
  it.each([['get /a'], ['TRACE /a'], [' /a'], ['GET\t /a']])('refuses the method of %j', (pattern) => {
    const expected = { code: 'ROUTE_METHOD', got: JSON.stringify(pattern), allowed: METHODS };
    expect(faultsOfRoutes(aRoute(pattern))).toMatchObject([expected]);
  });

  it.each([
    ['GET  /a'],
    ['GET a'],
    ['GET /a/'],
    ['GET /a//b'],
    ['GET /a?b'],
    ['GET /{a+}/b'],
    ['GET /x{a}'],
    ['GET /é'],
  ])('refuses the path of %j', (pattern) => {
    expect(faultsOfRoutes(aRoute(pattern))).toMatchObject([{ code: 'ROUTE_PATH', place: `routes['${pattern}']` }]);
  });

  it('refuses a pattern without a path by its method and its path', () => {
    expect(faultsOfRoutes(aRoute('books')).map(({ code }) => code)).toEqual(['ROUTE_METHOD', 'ROUTE_PATH']);
  });

  it('refuses a path of 10,241 characters, which no request could have', () => {
    const [fault, ...others] = faultsAt({ to: lambda('long.ts') }, `GET /${'p'.repeat(10_240)}`);
    expect(fault).toMatchObject({ code: 'ROUTE_PATH_LENGTH', got: '10241 characters' });
    expect(fault?.place.length).toBeLessThan(200);
    expect(others).toEqual([]);
  });

  it.each([[''], ['1st'], ['get book'], ['naïve'], ['n'.repeat(129)], ['a\u0000'], ['__proto__']])(
    'refuses the name %j',
    (name) => {
      expect(faultsAt({ name })).toMatchObject([{ code: 'ROUTE_NAME', place: `${PLACE}.name` }]);
    },
  );

  it.each<[AnyRouteProps, string, string]>([
    [{ timeoutMs: 49 }, '49', 'whole milliseconds, 50 to 30000'],
    [{ timeoutMs: 30_001 }, '30001', 'whole milliseconds, 50 to 30000'],
    [{ timeoutMs: 50.5 }, '50.5', 'whole milliseconds, 50 to 30000'],
    [{ timeoutMs: Number.NaN }, 'NaN', 'whole milliseconds, 50 to 30000'],
    [{ timeoutMs: Infinity }, 'Infinity', 'whole milliseconds, 50 to 30000'],
    [{ timeoutMs: 49, api: 'rest' }, '49', WAIT],
    [{ timeoutMs: -1, api: 'rest' }, '-1', WAIT],
  ])('refuses to wait %j', (props, got, allowed) => {
    expect(faultsAt(props)).toEqual([{ code: 'ROUTE_TIMEOUT', place: `${PLACE}.timeoutMs`, got, allowed }]);
  });

  it.each([['GET /ping'], ['ANY /sping']])('refuses %s on a REST API', (pattern) => {
    const expected = { code: 'ROUTE_RESERVED', place: `routes['${pattern}']` };
    expect(faultsAt({ api: 'rest' }, pattern)).toMatchObject([expected]);
  });

  it("refuses a route's throttle where it stands", () => {
    expect(faultsAt({ throttle: { ratePerSecond: Number.NaN, burst: 2 ** 31 } })).toMatchObject([
      { code: 'THROTTLE_RATE', place: `${PLACE}.throttle.ratePerSecond`, got: 'NaN' },
      { code: 'THROTTLE_BURST', place: `${PLACE}.throttle.burst`, got: '2147483648' },
    ]);
  });

  it('refuses a route that says no auth where the gateway has none', () => {
    const silent = aRoute('GET /a', { auth: undefined });
    const spec = { ...specOf([silent]), auth: undefined } as unknown as ReturnType<typeof gateway>;
    expect(faultsOf(spec)).toMatchObject([{ code: 'ROUTE_AUTH_MISSING', place: "routes['GET /a'].auth" }]);
    expect(faultsOf(specOf([silent], { auth: 'public' }))).toEqual([]);
  });
});

describe('routes beside each other', () => {
  it.each([
    ['GET /a', 'GET /a'],
    ['GET /a/{id}', 'GET /a/{id}'],
    ['ANY /a', 'ANY /a'],
  ])('refuses %s twice', (first, again) => {
    expect(faultsOfRoutes(aRoute(first), aRoute(again))).toMatchObject([{ code: 'ROUTE_DUPLICATE' }]);
  });

  it.each([
    ['GET /a', 'POST /a'],
    ['GET /a', 'ANY /a'],
    ['GET /a', 'GET /A'],
    ['GET /a/{id}', 'GET /a/b'],
    ['GET /a/{id}', 'GET /a/{rest+}'],
    ['GET /a/{id}/x', 'GET /b/{name}/x'],
    ['GET /{id}', 'GET /{id}/{name}'],
  ])('takes %s beside %s', (first, second) => {
    expect(faultsOfRoutes(aRoute(first), aRoute(second, { name: 'second' }))).toEqual([]);
  });

  it('knows a duplicate whatever its parameters are called', () => {
    const codes = faultsOfRoutes(aRoute('GET /a/{id}'), aRoute('GET /a/{key}')).map(({ code }) => code);
    expect(codes).toEqual(['ROUTE_DUPLICATE', 'HTTP_SIBLING_PARAMETERS']);
  });

  it.each([
    ['http' as const, 'GET /a/{id}', 'POST /a/{key}', 'HTTP_SIBLING_PARAMETERS', '{key} here, {id} in GET /a/{id}'],
    [
      'http' as const,
      'GET /a/{id}/x',
      'GET /a/{key}/y',
      'HTTP_SIBLING_PARAMETERS',
      '{key} here, {id} in GET /a/{id}/x',
    ],
    ['http' as const, 'GET /a/{p+}', 'POST /a/{q+}', 'HTTP_SIBLING_PARAMETERS', '{q+} here, {p+} in GET /a/{p+}'],
    ['rest' as const, 'GET /a/{id}', 'POST /a/{key}', 'REST_SIBLING_PARAMETERS', '{key} here, {id} in GET /a/{id}'],
    ['rest' as const, 'GET /a/{id}', 'GET /a/{id+}', 'REST_SIBLING_PARAMETERS', '{id+} here, {id} in GET /a/{id}'],
  ])('%s APIs refuse %s beside %s', (api, first, second, code, got) => {
    const faults = faultsOfRoutes(aRoute(first, { api }), aRoute(second, { api, name: 'second' }));
    expect(faults).toEqual([{ code, place: `routes['${second}']`, got, allowed: 'one name for the segment below /a' }]);
  });

  it('takes other names on the other API', () => {
    const routes = [aRoute('GET /a/{id}/x', { api: 'http' }), aRoute('GET /a/{key}/y', { api: 'rest' })];
    expect(faultsOfRoutes(...routes)).toEqual([]);
  });

  it.each([
    ['two names', aRoute('GET /a', { name: 'read' }), aRoute('GET /b', { name: 'read' }), '"read"'],
    ['two names made of paths', aRoute('GET /a-b'), aRoute('GET /a/b', { to: lambda('other.ts') }), '"getAB"'],
    [
      'two names that API Gateway has one of',
      aRoute('GET /a', { name: 'a.b' }),
      aRoute('GET /b', { name: 'a/b' }),
      '"a/b"',
    ],
    ['a name and one made of a path', aRoute('GET /a'), aRoute('GET /b', { name: 'getA' }), '"getA"'],
  ])('refuses %s that are the same', (_title, first, again, got) => {
    const place = `routes['${again.pattern}'].name`;
    expect(faultsOfRoutes(first, again)).toMatchObject([{ code: 'ROUTE_NAME_DUPLICATE', place, got }]);
  });
});

describe('API types', () => {
  it.each<[string, AnyRouteProps]>([
    ['a key on an HTTP API', { auth: keys, api: 'http' }],
    ['a fixed reply on an HTTP API', { to: reply(200, {}), api: 'http' }],
    ['a wait past 29 s on a REST API', { timeoutMs: 29_001, api: 'rest' }],
    ['a key with a wait past 29 s', { auth: keys, timeoutMs: 29_001 }],
  ])('no API does %s', (_title, props) => {
    expect(faultsAt(props)).toContainEqual(
      expect.objectContaining({ code: 'ROUTE_API_IMPOSSIBLE', place: `${PLACE}.api` }),
    );
  });

  it.each([[0], [1]])('names both routes of a path that need different APIs, in either order (%i)', (first) => {
    const pair = [aRoute('GET /a', { auth: keys }), aRoute('POST /a', { api: 'http' })];
    const routes = first === 0 ? pair : pair.toReversed();
    const [fault, ...others] = faultsOfRoutes(...routes);
    expect(fault).toMatchObject({ code: 'PATH_API_CONFLICT', place: `routes['${routes[1]?.pattern}'].api` });
    expect(fault?.got).toContain('REST: API keys');
    expect(fault?.got).toContain('HTTP: the route insists');
    expect(others).toEqual([]);
  });
});

describe('a bound backend', () => {
  it.each([['a'], ['Orders-2'], ['a'.repeat(63)]])('may be called %s', (name) => {
    expect(faultsAt({ to: backend(name) })).toEqual([]);
  });

  it.each([[''], ['2orders'], ['or_ders'], ['a'.repeat(64)], ['__proto__'], ['a\n']])(
    'may not be called %j',
    (name) => {
      expect(faultsAt({ to: backend(name) })).toMatchObject([{ code: 'BACKEND_NAME', place: `${PLACE}.to.name` }]);
    },
  );
});

describe('the URL of an HTTP backend', () => {
  const at = (length: number) => `https://h.example/${'u'.repeat(length - 'https://h.example/'.length)}`;

  it.each([
    ['https://h.example'],
    ['https://h.example/{isbn}'],
    ['https://h.example/a/{isbn}.json'],
    ['http://h.example:80/a'],
    ['https://h.example:443/a'],
    ['http://h.example:1024/a'],
    ['http://h.example:65535/a'],
    ['https://h.example/@{isbn}'],
    [at(2048)],
  ])('may be %s', (url) => {
    expect(faultsAt({ to: http<string>(url) as never })).toEqual([]);
  });

  it.each([
    ['h.example/a'],
    [''],
    ['https://'],
    ['ftp://h.example/a'],
    ['file:///etc/passwd'],
    ['https://user@h.example/'],
    ['https://:pass@h.example/'],
    ['https://h.example/a#b'],
    ['https://h.example/a#'],
    ['https://h.example/a?b=c'],
    ['https://h.example/a?'],
    ['https://{isbn}.example/a'],
    ['https://h.example{isbn}/a'],
    ['https://h.example:{isbn}/a'],
    ['https:{isbn}/a'],
    ['https:/{isbn}.example/a'],
    ['https:\\\\{isbn}.example/a'],
    ['https:h.example/a'],
    ['https://h.example\\a'],
    ['https://h.example/{id}'],
    ['https://h.example/{isbn'],
    ['https://h.example/{}'],
    ['https://h.example/a b'],
    ['https://h.example/é'],
    ['https://h.example/\n'],
    ['http://h.example:81/a'],
    ['http://h.example:1023/a'],
    ['http://h.example:65536/a'],
    [at(2049)],
  ])('may not be %j', (url) => {
    const faults = faultsAt({ to: http<string>(url) as never });
    expect(faults).toMatchObject([{ code: 'HTTP_URL', place: `${PLACE}.to.url` }]);
  });
});
