import { apiKey, backend, http, jwt, lambda, reply, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import bookshop from '../../examples/bookshop/gateway.js';
import { IssuesError } from '../../lib/errors/issue.js';
import { integrationId } from '../../lib/plan/ids.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { Route } from '../../lib/spec/route.js';
import { type AnyRouteProps, aRoute, specOf } from '../spec/specs.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: ['shop', 'admin'] });
const planOf = (...routes: readonly Route[]) => planGateway(specOf(routes));
const integrationsOf = (...all: readonly AnyRouteProps[]) =>
  planOf(...all.map((props, index) => aRoute(`GET /r${index}`, props))).routes.map((route) => route.integration);

describe('routes', () => {
  it('say what they are, with the defaults of the spec', () => {
    const throttle = { ratePerSecond: 3, burst: 4 };
    const plan = planOf(
      aRoute('GET /books/{isbn}', { summary: 'One book', throttle, timeoutMs: 4_000, name: 'readBook' }),
      aRoute('ANY /'),
    );
    expect(plan.routes[0]).toMatchObject({
      id: 'GET /books/{isbn}',
      method: 'GET',
      path: '/books/{isbn}',
      operationId: 'readBook',
      summary: 'One book',
      api: 'http',
      auth: { kind: 'public', because: 'the route says public' },
      throttle: { ...throttle, because: 'the route states its own rate' },
      timeoutMs: 4_000,
    });
    expect(plan.routes[1]).toMatchObject({ operationId: 'anyRoot', timeoutMs: 29_000 });
    expect(plan.routes[1]).not.toHaveProperty('throttle');
    expect(plan).toMatchObject({ schemaVersion: 1, gateway: 'shop', logRetentionDays: 90, tracing: true });
  });

  it('say whose word on auth it was', () => {
    const spec = specOf([aRoute('GET /own', { auth: users }), aRoute('GET /default', { auth: undefined })], {
      auth: users.require({ scopes: { anyOf: ['b', 'a'] } }),
    });
    expect(planGateway(spec).routes.map(({ auth }) => auth)).toEqual([
      {
        kind: 'protected',
        authorization: { kind: 'authorizer', authorizer: 'users-http', scopes: [] },
        schemes: ['users'],
        because: 'the route asks for a token of users',
      },
      {
        kind: 'protected',
        authorization: { kind: 'authorizer', authorizer: 'users-http', scopes: ['b', 'a'] },
        schemes: ['users'],
        because: "the gateway's default asks for a token of users with b or a",
      },
    ]);
  });
});

describe('integrations', () => {
  it.each<[string, AnyRouteProps]>([
    ['function', { to: lambda('a.ts') }],
    ['URL', { to: http('https://h.example/a') }],
    ['reply', { to: reply(200, { a: [1] }, { 'x-a': 'b' }) }],
    ['bound backend', { to: backend('orders') }],
  ])('are one for equal uses of a %s', (_what, props) => {
    expect(new Set(integrationsOf(props, props, { ...props, timeoutMs: 29_000 })).size).toBe(1);
    expect(new Set(integrationsOf(props, { ...props, timeoutMs: 5_000 })).size).toBe(2);
  });

  it('are others for other backends', () => {
    const all = integrationsOf(
      { to: lambda('a.ts') },
      { to: lambda('a.ts', { export: 'b' }) },
      { to: lambda('b.ts') },
      { to: http('https://h.example/a') },
      { to: http('http://h.example/a') },
      { to: http('https://h.example/A') },
      { to: reply(200, { a: 1 }) },
      { to: reply(201, { a: 1 }) },
      { to: reply(200, { a: 2 }) },
      { to: reply(200, { a: 1 }, { 'x-a': 'b' }) },
      { to: backend('a') },
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('are not mixed up with those of backends that are called like a wait', () => {
    const all = integrationsOf(
      { to: lambda('x.ts'), timeoutMs: 50 },
      { to: lambda('x-50ms.ts') },
      { to: backend('orders'), timeoutMs: 50 },
      { to: backend('orders-50ms') },
    );
    expect(new Set(all).size).toBe(4);
  });

  it('tell thousands of replies apart', () => {
    const replies = Array.from({ length: 12_000 }, (_, index) =>
      aRoute(`GET /${index}`, { to: reply(200, { index }) }),
    );
    const ids = replies.map((route) => integrationId(route, { headers: {} }));
    expect(new Set(ids).size).toBe(12_000);
  });
});

describe('functions', () => {
  it('are one for each module and export, with their defaults', () => {
    const plan = planOf(
      aRoute('GET /a', { to: lambda('handlers/a.ts') }),
      aRoute('GET /b', { to: lambda('handlers/a.ts') }),
      aRoute('GET /c', { to: lambda('handlers/a.ts', { export: 'other', memoryMb: 512, timeoutMs: 3_000 }) }),
    );
    const common = { kind: 'handler', entry: 'handlers/a.ts', environment: {} };
    expect(plan.functions).toEqual([
      { ...common, id: 'handlers-a', exportName: 'handler', memoryMb: 256, timeoutMs: 29_000 },
      { ...common, id: 'handlers-a-other', exportName: 'other', memoryMb: 512, timeoutMs: 3_000 },
    ]);
  });

  it('hold one authorizer for all tokens on the REST API, which knows each route by its id and refuses the others', () => {
    const staff = jwt('staff', { issuer: 'https://staff.example/', audience: 'back-office' });
    const plan = planOf(
      aRoute('POST /orders', { auth: users.require({ scopes: ['orders:write'] }), api: 'rest' }),
      aRoute('ANY /admin/{rest+}', { auth: staff, api: 'rest' }),
      aRoute('GET /me', { auth: users }),
      aRoute('GET /open', { api: 'rest' }),
    );
    const [authorizer, ...others] = plan.functions.filter((fn) => fn.kind === 'authorizer');
    expect(others).toEqual([]);
    expect(authorizer?.config).toEqual({
      schemes: {
        users: {
          kind: 'jwt',
          issuers: ['https://id.example/'],
          audiences: ['shop', 'admin'],
          algorithms: ['RS256'],
          clockToleranceSeconds: 10,
          header: 'authorization',
        },
        staff: {
          kind: 'jwt',
          issuers: ['https://staff.example/'],
          audiences: ['back-office'],
          algorithms: ['RS256'],
          clockToleranceSeconds: 10,
          header: 'authorization',
        },
      },
      exchanges: {},
      routes: {
        'POST /orders': {
          anyOf: [[{ scheme: 'users', scopes: [['orders:write']], claims: [] }]],
          contextClaims: {},
        },
        'ANY /admin/{rest+}': { anyOf: [[{ scheme: 'staff', scopes: [], claims: [] }]], contextClaims: {} },
      },
    });
    expect(plan.authorizers.map(({ id, kind }) => [id, kind])).toEqual([
      ['staff-rest', 'rest-lambda'],
      ['users-http', 'http-jwt'],
      ['users-rest', 'rest-lambda'],
    ]);
  });

  it('hold no authorizer where tokens are checked by the HTTP API alone', () => {
    expect(planOf(aRoute('GET /me', { auth: users })).functions.map(({ kind }) => kind)).toEqual(['handler']);
  });
});

describe('authorizers', () => {
  it('are one for a scheme and an API, whatever scopes the routes require', () => {
    const routes = ['a', 'b'].map((scope) => aRoute(`GET /${scope}`, { auth: users.require({ scopes: [scope] }) }));
    expect(planOf(...routes).authorizers).toMatchObject([
      { id: 'users-http', schemes: ['users'], issuer: 'https://id.example/', audiences: ['shop', 'admin'] },
    ]);
  });
});

describe('usage plans', () => {
  it('are those of all key schemes, each once', () => {
    const free = usagePlan('free', { ratePerSecond: 1, burst: 2 });
    const gold = usagePlan('gold', { ratePerSecond: 3, burst: 4, quota: { requests: 5, per: 'week' } });
    const routes = ['one', 'two'].map((name) =>
      aRoute(`GET /${name}`, { auth: apiKey(name, { plans: [gold, free] }) }),
    );
    expect(planOf(...routes).usagePlans).toEqual([
      { id: 'free', name: 'free', throttle: { ratePerSecond: 1, burst: 2 } },
      { id: 'gold', name: 'gold', throttle: { ratePerSecond: 3, burst: 4 }, quota: { requests: 5, per: 'week' } },
    ]);
  });
});

describe('cors', () => {
  it('has its defaults written out, and is left out where the spec has none', () => {
    const origins = ['https://shop.example'];
    expect(planGateway(specOf([aRoute('GET /a')], { cors: { origins } })).cors).toEqual({
      origins,
      allowHeaders: ['authorization', 'content-type', 'x-api-key'],
      exposeHeaders: [],
      credentials: false,
      maxAgeSeconds: 3_600,
    });
    expect(planOf(aRoute('GET /a'))).not.toHaveProperty('cors');
  });
});

describe('what the user handed in', () => {
  it('is neither frozen nor changed', () => {
    const body = { list: [{ deep: true }] };
    const environment = { STAGE: 'live' };
    const origins = ['https://shop.example'];
    planGateway(
      specOf([aRoute('GET /a', { to: reply(200, body) }), aRoute('GET /b', { to: lambda('b.ts', { environment }) })], {
        cors: { origins },
      }),
    );
    for (const value of [body, body.list, body.list[0], environment, origins])
      expect(Object.isFrozen(value)).toBe(false);
    expect(body).toEqual({ list: [{ deep: true }] });
  });

  it('keeps keys that only look like a prototype', () => {
    const body = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
    const [integration] = planOf(aRoute('GET /a', { to: reply(200, body) })).integrations;
    expect(JSON.stringify(integration)).toContain('"body":{"__proto__":{"a":1},"constructor":2}');
  });
});

describe('the example', () => {
  it('has a plan of both APIs, and nothing wrong', () => {
    const plan = planGateway(bookshop);
    expect(Object.fromEntries(plan.routes.map(({ id, api }) => [id, api]))).toEqual({
      'GET /books': 'http',
      'GET /books/{isbn}': 'http',
      'GET /v1/books/{isbn}': 'http',
      'GET /search': 'http',
      'GET /exports/books': 'rest',
      'POST /orders': 'http',
      'GET /feeds/{path+}': 'rest',
      'PUT /feeds/{path+}': 'rest',
      'GET /health': 'rest',
    });
    expect(plan.front.kind).toBe('by-path');
  });
});

describe('a spec with issues', () => {
  it('has no plan', () => {
    expect(() => planOf(aRoute('GET a'))).toThrow(IssuesError);
    expect(() => planOf(aRoute('GET a'))).toThrow(/^The gateway "shop" has 1 issue\n/);
  });
});
