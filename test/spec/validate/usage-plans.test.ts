import { apiKey, jwt, type Route, type UsagePlanProps, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { aRoute, faultsOf, issuesOf, specOf } from '../specs.js';

const limit = { ratePerSecond: 1, burst: 2 };
const keysWith = (routes: object, name = 'gold') =>
  apiKey('partners', {
    plans: [usagePlan(name, { ratePerSecond: 10, burst: 20, routes: routes as UsagePlanProps['routes'] & object })],
  });

/** `GET /feeds/{path+}` and `ANY /all` ask for a key, `GET /open` for nothing, `GET /staff` for a token. */
function routesWith(routes: object): readonly Route[] {
  const auth = keysWith(routes);
  const staff = jwt('staff', { issuer: 'https://id.example/', audience: 'shop' });
  return [
    aRoute('GET /feeds/{path+}', { auth }),
    aRoute('ANY /all', { auth }),
    aRoute('GET /open'),
    aRoute('GET /staff', { auth: staff }),
  ];
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `GET /many/${index}`);
const AT = "plans['gold'].routes";
const FEED = `${AT}['GET /feeds/{path+}']`;
const KEYED = 'GET /feeds/{path+}, ANY /all';

describe('limits of single routes in a plan', () => {
  it.each<[string, object]>([
    ['none', {}],
    ['one of a route that asks for a key', { 'GET /feeds/{path+}': limit }],
    ['one below a request a second', { 'GET /feeds/{path+}': { ratePerSecond: 0.1, burst: 1 } }],
    ['one above the plan’s own, which then decides', { 'GET /feeds/{path+}': { ratePerSecond: 99, burst: 99 } }],
  ])('may be %s', (_name, routes) => {
    expect(faultsOf(specOf(routesWith(routes)))).toEqual([]);
  });

  it('may be 20', () => {
    const patterns = many(20);
    const auth = keysWith(Object.fromEntries(patterns.map((pattern) => [pattern, limit])));
    expect(faultsOf(specOf(patterns.map((pattern) => aRoute(pattern, { auth }))))).toEqual([]);
  });

  it('may be for a route that has its key from the gateway’s own auth', () => {
    const auth = keysWith({ 'GET /a': limit });
    expect(faultsOf(specOf([aRoute('GET /a', { auth: undefined })], { auth }))).toEqual([]);
  });

  it.each<[string, object, readonly { code: string; place: string; got: string; allowed: string }[]]>([
    [
      'a route that is not there',
      { 'GET /feeds/{name+}': limit },
      [
        {
          code: 'USAGE_PLAN_ROUTE_UNKNOWN',
          place: `${AT}['GET /feeds/{name+}']`,
          got: '"GET /feeds/{name+}"',
          allowed: KEYED,
        },
      ],
    ],
    [
      'another method of a route',
      { 'POST /feeds/{path+}': limit },
      [
        {
          code: 'USAGE_PLAN_ROUTE_UNKNOWN',
          place: `${AT}['POST /feeds/{path+}']`,
          got: '"POST /feeds/{path+}"',
          allowed: KEYED,
        },
      ],
    ],
    [
      'an open route',
      { 'GET /open': limit },
      [
        {
          code: 'USAGE_PLAN_ROUTE_KEYLESS',
          place: `${AT}['GET /open']`,
          got: '"GET /open"',
          allowed: 'a route that asks for a key of the plan gold',
        },
      ],
    ],
    [
      'a route of tokens',
      { 'GET /staff': limit },
      [
        {
          code: 'USAGE_PLAN_ROUTE_KEYLESS',
          place: `${AT}['GET /staff']`,
          got: '"GET /staff"',
          allowed: 'a route that asks for a key of the plan gold',
        },
      ],
    ],
    [
      'ANY',
      { 'ANY /all': limit },
      [
        {
          code: 'USAGE_PLAN_ROUTE_ANY',
          place: `${AT}['ANY /all']`,
          got: '"ANY /all"',
          allowed: 'routes of one method',
        },
      ],
    ],
    [
      'a rate of nothing',
      { 'GET /feeds/{path+}': { ratePerSecond: 0, burst: 2 } },
      [
        {
          code: 'THROTTLE_RATE',
          place: `${FEED}.ratePerSecond`,
          got: '0',
          allowed: 'a number above 0, requests per second',
        },
      ],
    ],
    [
      'half a burst',
      { 'GET /feeds/{path+}': { ratePerSecond: 1, burst: 0.5 } },
      [
        {
          code: 'THROTTLE_BURST',
          place: `${FEED}.burst`,
          got: '0.5',
          allowed: 'a whole number from 1 to 2147483647, requests',
        },
      ],
    ],
  ])('cannot be for %s', (_name, routes, faults) => {
    expect(faultsOf(specOf(routesWith(routes)))).toEqual(faults);
  });

  it('cannot be 21 on one API', () => {
    const patterns = many(21);
    const auth = keysWith(Object.fromEntries(patterns.map((pattern) => [pattern, limit])));
    const routes = patterns.map((pattern) => aRoute(pattern, { auth }));
    expect(faultsOf(specOf(routes))).toEqual([{ code: 'USAGE_PLAN_ROUTES', place: 'plans', got: '21', allowed: '20' }]);
    expect(issuesOf(specOf(routes))[0]?.message).toContain('(the usage plan "gold" at the stage of rest)');
  });

  it('are counted for each part, whose stage takes as many again', () => {
    const patterns = [...many(20), 'GET /feeds', 'GET /feeds/new'];
    const auth = keysWith(Object.fromEntries(patterns.map((pattern) => [pattern, limit])));
    const routesTo = (last: string) => [...patterns, last].map((pattern) => aRoute(pattern, { auth }));
    const split = { from: ['/f', '/m', '/o'] } as const;
    expect(faultsOf(specOf(routesTo('GET /other'), { split }))).toEqual([]);

    const more = keysWith(Object.fromEntries([...patterns, 'GET /mine'].map((pattern) => [pattern, limit])));
    const [issue, ...others] = issuesOf(
      specOf(
        [...patterns, 'GET /mine'].map((pattern) => aRoute(pattern, { auth: more })),
        { split },
      ),
    );
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: 'USAGE_PLAN_ROUTES', got: '21' });
    expect(issue?.message).toContain('(the usage plan "gold" at the stage of rest-m)');
  });

  it('are told of once for all routes of a plan, and all at once', () => {
    const auth = keysWith({ 'GET /gone': { ratePerSecond: -1, burst: 0 } });
    const codes = issuesOf(specOf([aRoute('GET /a', { auth }), aRoute('GET /b', { auth })])).map(({ code }) => code);
    expect(codes).toEqual(['THROTTLE_RATE', 'THROTTLE_BURST', 'USAGE_PLAN_ROUTE_UNKNOWN']);
  });

  it.each([[[limit]], ['GET /feeds'], [{ 'GET /feeds/{path+}': null }], [{ 'GET /feeds/{path+}': 7 }]])(
    'are refused as no plan’s where they are %j',
    (routes) => {
      const codes = issuesOf(specOf(routesWith(routes as object))).map(({ code }) => code);
      expect(new Set(codes)).toEqual(new Set(['AUTH_KIND']));
    },
  );
});

describe('names of plans beside each other', () => {
  const planOf = (name = '') => usagePlan(name, { ratePerSecond: 10, burst: 20 });
  const keysOf = ([first, ...others]: readonly string[]) =>
    apiKey('partners', { plans: [planOf(first), ...others.map(planOf)] });
  const faultsWith = (...routes: readonly (readonly string[])[]) =>
    faultsOf(specOf(routes.map((names, index) => aRoute(`GET /r${index}`, { auth: keysOf(names) }))));
  const fault = (name: string, other: string) => ({
    code: 'USAGE_PLAN_NAME',
    place: `plans['${name}'].name`,
    got: `${name} beside ${other}`,
    allowed: 'names that differ in more than dashes',
  });

  it.each([[['ab', 'a-bc']], [['a1', 'a-2']], [['free', 'gold']]])('may be %j', (names) => {
    expect(faultsWith(names)).toEqual([]);
  });

  it('may be the same plan on several routes', () => {
    expect(faultsWith(['a-b'], ['a-b'])).toEqual([]);
  });

  it.each([
    [['ab', 'a-b'], [fault('a-b', 'ab')]],
    [['a1', 'a-1'], [fault('a-1', 'a1')]],
    [['gold-', 'gold'], [fault('gold', 'gold-')]],
    [
      ['ab', 'a-b', 'a--b'],
      [fault('a-b', 'ab'), fault('a--b', 'ab')],
    ],
  ])('cannot be %j, whose logical id or output is one', (names, faults) => {
    expect(faultsWith(names, names)).toEqual(faults);
  });
});
