import {
  type Auth,
  anyOf,
  apiKey,
  authorizer,
  backend,
  http,
  iam,
  introspection,
  jwt,
  lambda,
  reply,
  secret,
  type TokenExchangeProps,
  tokenExchange,
  usagePlan,
} from 'gatewright';
import { describe, expect, it } from 'vitest';
import { type AnyRouteProps, aRoute, faultsOf, issuesOf, specOf } from '../specs.js';

const client = { id: 'gateway', secret: secret('shop/client') };
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const opaque = introspection('opaque', { endpoint: 'https://id.example/introspect', client });
const partners = apiKey('partners', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const own = authorizer('own', lambda('own.ts'), { identity: { headers: ['x-tenant'] } });
const exchange = (more: object = {}, name = 'orders') =>
  tokenExchange(name, {
    endpoint: 'https://id.example/token',
    client,
    audience: 'orders',
    ...more,
  } as TokenExchangeProps);

const faults = (props: AnyRouteProps) => faultsOf(specOf([aRoute('GET /a', { auth: users, ...props })]));
const HEADERS = "routes['GET /a'].callerHeaders";
const TOKEN = "routes['GET /a'].backendToken";

describe('headers from claims', () => {
  it.each<[string, AnyRouteProps]>([
    ['for a handler', { callerHeaders: { 'X-User': 'sub', x_tenant: 'tenant' } }],
    ['for an HTTP backend', { callerHeaders: { 'x-user': 'sub' }, to: http('https://orders.example') as never }],
    ['for a bound backend', { callerHeaders: { 'x-user': 'https://claims.example/id' }, to: backend('orders') }],
    ['of an opaque token', { auth: anyOf(users, opaque), callerHeaders: { 'x-user': 'sub' } }],
  ])('are taken %s', (_title, props) => {
    expect(faults(props)).toEqual([]);
  });

  it.each([
    'Authorization',
    'host',
    'Connection',
    'transfer-encoding',
    'Content-Length',
    'cookie',
    'x-amzn-trace-id',
    'X-Amz-Date',
    'x-forwarded-for',
    'X_Forwarded_For',
    'forwarded',
    'x-api-key',
    'access-control-allow-origin',
    'sec-fetch-site',
    'x user',
    'x-user:',
    'x-us\r\ner',
    '',
    'x'.repeat(65),
  ])('are refused under the name %j', (name) => {
    expect(faults({ callerHeaders: { [name]: 'sub' } })).toMatchObject([
      { code: 'CALLER_HEADER_NAME', place: HEADERS },
    ]);
  });

  it.each([
    ['a token', jwt('users', { issuer: 'https://id.example/', audience: 'shop', header: 'x-token' }), 'X-Token'],
    ['what an authorizer looks for', own, 'x-tenant'],
  ])('are refused under the name of %s, which would be taken away', (_title, auth: Auth, name) => {
    const spec = specOf([aRoute('GET /a', { auth })], { callerHeaders: { [name]: 'sub' } });
    expect(faultsOf(spec)).toMatchObject([{ code: 'CALLER_HEADER_NAME', place: 'callerHeaders', got: `["${name}"]` }]);
  });

  it('are refused where two names come to one', () => {
    expect(faults({ callerHeaders: { 'x-user': 'sub', X_User: 'email', 'x-tenant': 'tenant' } })).toMatchObject([
      { code: 'CALLER_HEADER_TWICE', place: HEADERS, got: '["x-user","X_User"]' },
    ]);
  });

  it('are refused without the name of a claim', () => {
    expect(faults({ callerHeaders: { 'x-user': '' } })).toMatchObject([
      { code: 'CALLER_HEADER_CLAIM', place: HEADERS },
    ]);
  });

  it.each<[string, Auth, string]>([
    ['everybody', 'public', 'bring no token, so there are no claims to make headers of'],
    ['a key', partners, 'a key has an id, and no claims'],
    ['AWS', iam('aws'), 'a signature of AWS names a principal'],
    ['an authorizer of their own', own, 'a context of its own'],
  ])('are refused where callers bring %s', (_title, auth, reason) => {
    const issues = issuesOf(specOf([aRoute('GET /a', { auth, callerHeaders: { 'x-user': 'sub' } })]));
    expect(issues).toMatchObject([{ code: 'CALLER_HEADERS_TOKEN', place: HEADERS }]);
    expect(issues[0]?.message).toContain(reason);
  });

  it("of the gateway's are left out where callers bring no token", () => {
    const routes = [aRoute('GET /a', { auth: partners }), aRoute('GET /b', { auth: users })];
    expect(faultsOf(specOf(routes, { callerHeaders: { 'x-user': 'sub' } }))).toEqual([]);
  });

  it('are refused for a fixed reply', () => {
    expect(faults({ callerHeaders: { 'x-user': 'sub' }, to: reply(200, {}) })).toMatchObject([
      { code: 'CALLER_HEADERS_BACKEND', place: HEADERS },
    ]);
  });
});

describe('a token for the backend', () => {
  it.each<[string, AnyRouteProps]>([
    ['of a handler', { backendToken: exchange() }],
    [
      'of an HTTP backend',
      { backendToken: exchange({ scope: 'a:read a:write' }), to: http('https://o.example') as never },
    ],
    ['for an opaque one', { auth: opaque, backendToken: exchange() }],
  ])('is taken %s', (_title, props) => {
    expect(faults(props)).toEqual([]);
  });

  it.each<[string, ReturnType<typeof exchange>, string, string]>([
    ['an endpoint over http', exchange({ endpoint: 'http://id.example/' }), 'TOKEN_EXCHANGE_ENDPOINT', '.endpoint'],
    ['no audience', exchange({ audience: '' }), 'TOKEN_EXCHANGE_AUDIENCE', '.audience'],
    ['two blanks between scopes', exchange({ scope: 'a  b' }), 'TOKEN_EXCHANGE_SCOPE', '.scope'],
    ['a name in capitals', exchange({}, 'Orders'), 'TOKEN_EXCHANGE_NAME', '.name'],
    ['a client without an id', exchange({ client: { ...client, id: '' } }), 'CLIENT_ID', '.client.id'],
    ['a bad secret', exchange({ client: { ...client, secret: secret('a b') } }), 'SECRET_ID', '.client.secret.id'],
  ])('is refused with %s', (_title, backendToken, code, at) => {
    expect(faults({ backendToken })).toMatchObject([{ code, place: `${TOKEN}${at}` }]);
  });

  it.each<[string, Auth]>([
    ['nothing', 'public'],
    ['a key', partners],
    ['a signature', iam('aws')],
    ['what an authorizer knows', own],
  ])('is refused where callers bring %s', (_title, auth) => {
    expect(faults({ auth, backendToken: exchange() })).toMatchObject([{ code: 'BACKEND_TOKEN_CALLER', place: TOKEN }]);
  });

  it('is refused for a fixed reply', () => {
    expect(faults({ backendToken: exchange(), to: reply(200, {}) })).toMatchObject([{ code: 'BACKEND_TOKEN_BACKEND' }]);
  });

  it('is one value for each name, and its fault one issue', () => {
    const of = (tokens: readonly ReturnType<typeof exchange>[]) =>
      specOf(tokens.map((backendToken, index) => aRoute(`GET /${index}`, { auth: users, backendToken })));
    expect(faultsOf(of([exchange(), exchange()]))).toEqual([]);
    expect(faultsOf(of([exchange(), exchange({ audience: 'books' })]))).toMatchObject([
      { code: 'TOKEN_EXCHANGE_CONFLICT', place: "routes['GET /1'].backendToken.name" },
    ]);
    expect(faultsOf(of([exchange({ audience: '' }), exchange({ audience: '' })]))).toHaveLength(1);
  });
});

describe('a step-up', () => {
  const fresh = users.require({ stepUp: { maxAgeSeconds: 300 } });

  it('is asked for in front of a function alone', () => {
    expect(faults({ auth: fresh })).toEqual([]);
    expect(faults({ auth: fresh, to: http('https://orders.example') as never })).toMatchObject([
      { code: 'STEP_UP_BACKEND', place: "routes['GET /a'].to" },
    ]);
    expect(faults({ auth: anyOf(opaque, fresh), to: backend('orders') })).toMatchObject([{ code: 'STEP_UP_BACKEND' }]);
  });

  it("is asked for by the gateway's auth too", () => {
    const spec = specOf([aRoute('GET /a', { auth: undefined, to: backend('orders') })], { auth: fresh });
    expect(faultsOf(spec)).toMatchObject([{ code: 'STEP_UP_BACKEND', place: "routes['GET /a'].to" }]);
  });
});
