import {
  allOf,
  anyOf,
  apiKey,
  authorizer,
  cognito,
  http,
  iam,
  introspection,
  jwt,
  lambda,
  secret,
  tokenExchange,
  usagePlan,
} from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { AuthorizerPlan } from '../../lib/plan/plan.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { Auth } from '../../lib/spec/auth.js';
import { aRoute, issuesOf, specOf } from '../spec/specs.js';

const client = { id: 'gateway', secret: secret('shop/client') };
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop', cache: { ttlSeconds: 120 } });
const staff = jwt('staff', { issuer: 'https://staff.example/', audience: 'shop', cache: { ttlSeconds: 60 } });
const device = jwt('device', { issuer: 'https://devices.example/', audience: 'shop', header: 'X-Device' });
const opaque = introspection('opaque', { endpoint: 'https://id.example/introspect', client });
const userPoolArn = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123';
const pool = cognito('pool', { userPoolArn });
const web = cognito('pool', { userPoolArn, clientIds: ['web'] });
const own = authorizer('tenants', lambda('authorizers/tenant.ts'), {
  identity: { headers: ['X-Tenant'], query: ['key'] },
  cache: { ttlSeconds: 30 },
});
const keys = apiKey('keys', { plans: [usagePlan('gold', { ratePerSecond: 9, burst: 8 })] });
const ledger = tokenExchange('ledger', { endpoint: 'https://id.example/token', client, audience: 'ledger' });

const planFor = (auth: Auth, props: object = {}) => planGateway(specOf([aRoute('GET /a', { auth, ...props })]));

describe('the authorizer of a route', () => {
  it.each<[string, Auth, object, Partial<AuthorizerPlan>]>([
    ['a user pool on HTTP', web, { api: 'http' }, { kind: 'http-jwt', id: 'pool-http', audiences: ['web'] }],
    ['a user pool on REST', pool, { api: 'rest' }, { kind: 'rest-cognito', id: 'pool-rest-cognito' }],
    ["a user pool's one client on REST", web, { api: 'rest' }, { kind: 'rest-lambda', id: 'pool-rest' }],
    ['opaque tokens', opaque, {}, { kind: 'http-lambda', id: 'opaque-http-function', ttlSeconds: 0 }],
    ['opaque tokens on REST', opaque, { api: 'rest' }, { kind: 'rest-lambda', id: 'opaque-rest', ttlSeconds: 0 }],
    ['one of two', anyOf(users, staff), {}, { id: 'staff_users-http-function', ttlSeconds: 60 }],
    ['two at once', allOf(device, users), {}, { id: 'device_users-http-function', ttlSeconds: 120 }],
    ['another header', device, {}, { kind: 'http-lambda', id: 'device-http-function' }],
    ['your own', own, {}, { kind: 'http-lambda', id: 'tenants-http-function', ttlSeconds: 30 }],
    ['your own on REST', own, { api: 'rest' }, { kind: 'rest-lambda', id: 'tenants-rest', ttlSeconds: 30 }],
  ])('for %s', (_name, auth, props, expected) => {
    expect(planFor(auth, props).authorizers).toMatchObject([expected]);
  });

  it('asks for every header that all alternatives need', () => {
    const identityOf = (auth: Auth) =>
      planFor(auth).authorizers.map((one) => ('identity' in one ? one.identity : undefined));
    expect(identityOf(allOf(device, users))).toEqual([{ headers: ['authorization', 'x-device'], query: [] }]);
    expect(identityOf(anyOf(users, staff))).toEqual([{ headers: ['authorization'], query: [] }]);
    expect(identityOf(own)).toEqual([{ headers: ['x-tenant'], query: ['key'] }]);
  });

  it('asks for nothing, and keeps nothing, where alternatives stand in different headers', () => {
    expect(planFor(anyOf(users, device)).authorizers).toMatchObject([
      { id: 'device_users-http-function-unkeyed', identity: { headers: [], query: [] }, ttlSeconds: 0 },
    ]);
  });

  it('is none where the API itself knows the caller', () => {
    for (const auth of [iam('machines'), keys]) expect(planFor(auth).authorizers).toEqual([]);
  });

  it('is another one where an exchanged token must not outlive its end', () => {
    const plan = planGateway(
      specOf([
        aRoute('GET /a', { auth: users, api: 'rest' }),
        aRoute('GET /b', { auth: users, to: http('https://ledger.example'), backendToken: ledger }),
      ]),
    );
    expect(plan.authorizers.map((one) => [one.id, 'ttlSeconds' in one && one.ttlSeconds])).toEqual([
      ['users-rest', 120],
      ['users-rest-uncached', 0],
    ]);
  });
});

describe('what a method asks for', () => {
  it.each<[string, Auth, object]>([
    [
      'a key and a token',
      allOf(keys, users),
      { apiKey: { scheme: 'keys', usagePlans: ['gold'] }, schemes: ['keys', 'users'] },
    ],
    [
      'a key and a signature',
      allOf(keys, iam('machines')),
      { authorization: { kind: 'iam' }, schemes: ['keys', 'machines'] },
    ],
    ['a key alone', keys, { authorization: { kind: 'none' } }],
    ['a signature', iam('machines'), { authorization: { kind: 'iam' } }],
    ['your own', own, { authorization: { kind: 'authorizer', authorizer: 'tenants-http-function', scopes: [] } }],
  ])('%s', (_name, auth, expected) => {
    expect(planFor(auth).routes[0]?.auth).toMatchObject({ kind: 'protected', ...expected });
  });

  it('is said in words', () => {
    const auth = allOf(keys, anyOf(users.require({ scopes: ['a'] }), opaque));
    expect(planFor(auth).routes[0]?.auth.because).toBe(
      'the route asks for a key of keys and a token of users with a, or of opaque',
    );
  });
});

describe('the bundled function', () => {
  const rules = (auth: Auth, props: object = {}) => {
    const fn = planFor(auth, props).functions.find((each) => each.kind === 'authorizer');
    return fn?.config.routes['GET /a'];
  };
  const rule = (scheme: string) => ({ scheme, scopes: [], claims: [] });

  it('knows combinations as alternatives', () => {
    expect(rules(anyOf(users, allOf(device, opaque)))?.anyOf).toEqual([
      [rule('users')],
      [rule('device'), rule('opaque')],
    ]);
    expect(rules(allOf(device, anyOf(users, opaque)))?.anyOf).toEqual([
      [rule('device'), rule('users')],
      [rule('device'), rule('opaque')],
    ]);
  });

  it('holds what its schemes need and nothing else, each secret once', () => {
    const spec = specOf([
      aRoute('GET /a', { auth: opaque }),
      aRoute('GET /b', { auth: anyOf(opaque, device), to: http('https://ledger.example'), backendToken: ledger }),
      aRoute('GET /c', { auth: users }),
    ]);
    const fn = planGateway(spec).functions.find((each) => each.kind === 'authorizer');
    expect(Object.keys(fn?.config.schemes ?? {})).toEqual(['opaque', 'device']);
    expect(fn?.config.exchanges).toEqual({ ledger });
    expect(fn?.secrets).toEqual([client.secret]);
    expect(fn?.timeoutMs).toBe(9_000);
  });

  it('gives other backends their headers by its context', () => {
    const plan = planFor(users, { to: http('https://a.example'), callerHeaders: { 'X-User': 'sub' } });
    expect(plan.integrations).toMatchObject([
      { kind: 'http', headers: { 'x-user': { kind: 'authorizer-context', key: 'header_x_user' } } },
    ]);
    expect(rules(users, { to: http('https://a.example'), callerHeaders: { 'X-User': 'sub' } })?.contextClaims).toEqual({
      header_x_user: 'sub',
    });
    expect(plan.authorizers[0]?.because).toContain('lacks the claim of a header');
  });
});

describe('headers that only the gateway sets', () => {
  const plan = planGateway(
    specOf(
      [
        aRoute('GET /tokens', { auth: users, to: lambda('handlers/a.ts') }),
        aRoute('GET /open', { auth: 'public', to: lambda('handlers/b.ts') }),
        aRoute('GET /away', { auth: 'public', to: http('https://a.example') }),
      ],
      { callerHeaders: { 'X-User': 'sub' } },
    ),
  );
  const guardOf = (id: string) => {
    const fn = plan.functions.find((each) => each.id === id);
    return fn?.kind === 'handler' ? fn.guard : undefined;
  };

  it('are set around a handler, whose authorizer may stay the native one', () => {
    expect(guardOf('handlers-a')).toEqual({
      removedHeaders: ['x-user'],
      routes: { 'GET /tokens': { stepUps: {}, callerHeaders: { 'x-user': 'sub' }, exchanged: false } },
    });
    expect(plan.authorizers).toMatchObject([{ kind: 'http-jwt' }]);
  });

  it('reach no other backend of the gateway from a client', () => {
    expect(guardOf('handlers-b')).toEqual({ removedHeaders: ['x-user'], routes: {} });
    expect(plan.integrations.find(({ kind }) => kind === 'http')).toMatchObject({
      headers: { 'x-user': { kind: 'removed' } },
    });
  });
});

describe('a step-up', () => {
  it('is asked for around the handler, by the scheme that let the caller in', () => {
    const auth = anyOf(users.require({ stepUp: { acrValues: ['gold', 'silver'], maxAgeSeconds: 300 } }), staff);
    const [fn] = planFor(auth, { to: lambda('handlers/a.ts') }).functions;
    expect(fn).toMatchObject({
      guard: {
        removedHeaders: [],
        routes: { 'GET /a': { stepUps: { users: [{ acrValues: ['gold', 'silver'], maxAgeSeconds: 300 }] } } },
      },
    });
  });

  it('leaves other handlers as they are', () => {
    expect(planFor(users, { to: lambda('handlers/a.ts') }).functions).not.toMatchObject([{ guard: {} }]);
  });
});

describe('a backend token', () => {
  it('takes a REST API where the backend is not a handler', () => {
    const [route] = planFor(users, { to: http('https://ledger.example'), backendToken: ledger }).routes;
    expect(route).toMatchObject({ api: 'rest', apiBecause: expect.stringContaining('Authorization') });
    expect(planFor(users, { to: lambda('handlers/a.ts'), backendToken: ledger }).routes[0]?.api).toBe('http');
  });
});

describe("the gateway's own name", () => {
  const domain = { name: 'api.shop.example', certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/abc' };

  it('stands before its one API', () => {
    const plan = planGateway(specOf([aRoute('GET /a', { auth: keys })], { domain }));
    expect(plan.domain).toMatchObject({ api: 'rest', ...domain });
  });

  it('is left out where the spec has none', () => {
    expect(planFor('public')).not.toHaveProperty('domain');
  });
});

describe('browsers', () => {
  it('may send what the schemes of the routes take', () => {
    const routes = [aRoute('GET /a', { auth: anyOf(users, device) }), aRoute('GET /b', { auth: own })];
    const { cors } = planGateway(specOf(routes, { cors: { origins: ['https://shop.example'] } }));
    expect(cors?.allowHeaders).toEqual(['authorization', 'content-type', 'x-api-key', 'x-device', 'x-tenant']);
  });
});

describe('a step-up on a REST API', () => {
  const asked = users.require({ stepUp: { maxAgeSeconds: 60 } });

  it.each([
    ['that is insisted on', { auth: asked, api: 'rest' as const }],
    ['for the sake of keys', { auth: allOf(keys, asked) }],
  ])('%s is refused, since its challenge would be renamed', (_name, props) => {
    expect(issuesOf(specOf([aRoute('GET /a', { ...props, to: lambda('handlers/a.ts') })]))).toMatchObject([
      { code: 'ROUTE_API_IMPOSSIBLE', got: expect.stringContaining('WWW-Authenticate') },
    ]);
  });
});
