import { type Auth, apiKey, type JwtProps, jwt, type Requirement, type UsagePlanProps, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { aRoute, faultsOf, specOf } from '../specs.js';

const secured = (auth: Auth) => specOf([aRoute('GET /books', { auth })]);
const AT = "routes['GET /books'].auth";

const issuing = (issuer: string) => jwt('users', { issuer, audience: 'shop' });
const forAudience = (audience: string | readonly string[]) => jwt('users', { issuer: 'https://id.example/', audience });
const scoped = (anyOf: readonly string[]) =>
  issuing('https://id.example/').require({ scopes: { anyOf: anyOf as [string] } });
const keyed = (props: Partial<UsagePlanProps>, name = 'free') =>
  apiKey('keys', { plans: [usagePlan(name, { ratePerSecond: 1, burst: 2, ...props })] });
const many = (count: number) => Array.from({ length: count }, (_, index) => `name-${index}`);
const quota = (requests: number, per: string) => keyed({ quota: { requests, per: per as 'day' } });
const jwtWith = (more: object) =>
  jwt('users', { issuer: 'https://id.example/', audience: 'shop', ...more } as JwtProps);
const requiring = (requirement: object) => jwtWith({}).require(requirement as Requirement);
const claiming = (condition: object) => requiring({ claims: { tenant: condition } });
const longUrl = (length: number) => `https://id.example/${'a'.repeat(length - 'https://id.example/'.length)}`;

describe('schemes that are taken', () => {
  it.each<[string, Auth]>([
    ['a scheme of one letter', jwt('u', { issuer: 'https://id.example', audience: 'shop' })],
    ['a scheme of 63 characters', jwt('u'.repeat(63), { issuer: 'https://id.example', audience: 'shop' })],
    ['an issuer with port and path', issuing('https://id.example:8443/tenant/v2.0/')],
    ['an issuer of 2,048 characters', issuing(longUrl(2048))],
    ['two issuers', jwtWith({ issuer: ['https://a.example/', 'https://b.example/'] })],
    ['keys at an address with a query', jwtWith({ jwksUri: 'https://keys.example/set?policy=1' })],
    [
      'every algorithm',
      jwtWith({ algorithms: ['RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] }),
    ],
    ['no tolerance', jwtWith({ clockToleranceSeconds: 0 })],
    ['the longest tolerance', jwtWith({ clockToleranceSeconds: 300 })],
    ['access tokens alone', jwtWith({ tokenType: 'at+jwt' })],
    ['no cache', jwtWith({ cache: { ttlSeconds: 0 } })],
    ['the longest cache', jwtWith({ cache: { ttlSeconds: 3_600 } })],
    ['ten scopes, all of them', requiring({ scopes: { allOf: many(10) } })],
    ['a claim that equals false', claiming({ equals: false })],
    ['a claim that is one of a text and a number', claiming({ oneOf: ['a', 0] })],
    ['a claim that contains an empty text', claiming({ contains: '' })],
    ['a claim that does not exist', claiming({ exists: false })],
    ['50 audiences', forAudience(many(50))],
    ['an audience that is a URL', forAudience('https://api.example/?v=1')],
    ['10 scopes', scoped(many(10))],
    ['a scope of 64 characters', scoped(['s'.repeat(64)])],
    ['a scope that is a URL', scoped(['https://api.example/orders.write'])],
    ['a quota of one request', quota(1, 'day')],
    ['the largest quota', quota(2_147_483_647, 'week')],
    ['a quota by month', quota(10_000, 'month')],
  ])('takes %s', (_title, auth) => {
    expect(faultsOf(secured(auth))).toEqual([]);
  });
});

const NAME = '1 to 63 lower-case letters, digits and dashes, a letter first';
const ISSUER = 'an https:// URL of 1 to 2048 characters, without credentials, blanks, query and fragment';
const KEYS =
  'an https:// URL of 1 to 2048 characters, without credentials, blanks and fragment, on a scheme with one issuer';
const ALGORITHMS = 'one or more of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, each once';
const TOLERANCE = 'whole seconds, 0 to 300';
const TOLERANCE_AT = '.clockToleranceSeconds';
const CACHE = 'whole seconds, 0 to 3600';
const CLAIMS = 'a name, and one of equals, oneOf (one value or more), contains, exists (true or false)';
const TENANT = ".claims['tenant']";
const AUDIENCE = '1 to 50 audiences, none empty';
const SCOPES = 'up to 10 scopes of 1 to 64 visible characters';
const QUOTA = "requests from 1 to 2147483647, per 'day', 'week' or 'month'";

describe('schemes that are refused, each by one issue', () => {
  it.each<[string, Auth, string, string, string]>([
    ['a scheme without a name', jwt('', { issuer: 'https://id.example', audience: 'a' }), 'SCHEME_NAME', '.name', NAME],
    ['a scheme of 64 characters', { ...keyed({}), name: 'k'.repeat(64) }, 'SCHEME_NAME', '.name', NAME],
    ['a scheme called __proto__', { ...keyed({}), name: '__proto__' }, 'SCHEME_NAME', '.name', NAME],
    ['an issuer over http', issuing('http://id.example/'), 'JWT_ISSUER', '.issuer', ISSUER],
    ['an issuer that is no URL', issuing('id.example'), 'JWT_ISSUER', '.issuer', ISSUER],
    ['an issuer with a query', issuing('https://id.example/?a=b'), 'JWT_ISSUER', '.issuer', ISSUER],
    ['an issuer with an empty query', issuing('https://id.example/?'), 'JWT_ISSUER', '.issuer', ISSUER],
    ['an issuer with an empty fragment', issuing('https://id.example/#'), 'JWT_ISSUER', '.issuer', ISSUER],
    ['an issuer with a password', issuing('https://:secret@id.example/'), 'JWT_ISSUER', '.issuer', ISSUER],
    ['an issuer with a blank at its end', issuing('https://id.example/ '), 'JWT_ISSUER', '.issuer', ISSUER],
    ['an issuer with a line break in it', issuing('https://id.\nexample/'), 'JWT_ISSUER', '.issuer', ISSUER],
    ['an issuer of 2,049 characters', issuing(longUrl(2049)), 'JWT_ISSUER', '.issuer', ISSUER],
    ['no issuer', jwtWith({ issuer: [] }), 'JWT_ISSUER', '.issuer', ISSUER],
    ['a bad one of two issuers', jwtWith({ issuer: ['https://a.example', 'b'] }), 'JWT_ISSUER', '.issuer', ISSUER],
    [
      'an issuer twice',
      jwtWith({ issuer: ['https://a.example', 'https://a.example'] }),
      'JWT_ISSUER_TWICE',
      '.issuer',
      'each issuer once',
    ],
    ['keys over http', jwtWith({ jwksUri: 'http://keys.example' }), 'JWT_JWKS_URI', '.jwksUri', KEYS],
    ['keys with a password', jwtWith({ jwksUri: 'https://a:b@keys.example' }), 'JWT_JWKS_URI', '.jwksUri', KEYS],
    [
      'keys of two issuers',
      jwtWith({ issuer: ['https://a.example', 'https://b.example'], jwksUri: 'https://keys.example' }),
      'JWT_JWKS_URI',
      '.jwksUri',
      KEYS,
    ],
    ['no algorithm', jwtWith({ algorithms: [] }), 'JWT_ALGORITHMS', '.algorithms', ALGORITHMS],
    ['HMAC', jwtWith({ algorithms: ['RS256', 'HS256'] }), 'JWT_ALGORITHMS', '.algorithms', ALGORITHMS],
    ['none', jwtWith({ algorithms: ['none'] }), 'JWT_ALGORITHMS', '.algorithms', ALGORITHMS],
    ['an algorithm twice', jwtWith({ algorithms: ['RS256', 'RS256'] }), 'JWT_ALGORITHMS', '.algorithms', ALGORITHMS],
    [
      'a tolerance past the end',
      jwtWith({ clockToleranceSeconds: 301 }),
      'JWT_CLOCK_TOLERANCE',
      TOLERANCE_AT,
      TOLERANCE,
    ],
    [
      'a tolerance below nothing',
      jwtWith({ clockToleranceSeconds: -1 }),
      'JWT_CLOCK_TOLERANCE',
      TOLERANCE_AT,
      TOLERANCE,
    ],
    ['half a second', jwtWith({ clockToleranceSeconds: 0.5 }), 'JWT_CLOCK_TOLERANCE', TOLERANCE_AT, TOLERANCE],
    ['an unknown type', jwtWith({ tokenType: 'JWT' }), 'JWT_TOKEN_TYPE', '.tokenType', "'at+jwt', or nothing"],
    ['a cache past the end', jwtWith({ cache: { ttlSeconds: 3_601 } }), 'JWT_CACHE', '.cache.ttlSeconds', CACHE],
    ['a cache of no number', jwtWith({ cache: { ttlSeconds: Number.NaN } }), 'JWT_CACHE', '.cache.ttlSeconds', CACHE],
    ['any of no scopes', requiring({ scopes: { anyOf: [] } }), 'JWT_SCOPES', '.scopes', SCOPES],
    ['all of no scopes', requiring({ scopes: { allOf: [] } }), 'JWT_SCOPES', '.scopes', SCOPES],
    ['scopes that say nothing', requiring({ scopes: {} }), 'JWT_SCOPES', '.scopes', SCOPES],
    ['a requirement of nothing', requiring({}), 'JWT_SCOPES', '.scopes', SCOPES],
    ['11 scopes, all of them', requiring({ scopes: { allOf: many(11) } }), 'JWT_SCOPES', '.scopes', SCOPES],
    ['no conditions', requiring({ claims: {} }), 'JWT_CLAIMS', ".claims['']", CLAIMS],
    ['a claim without a name', requiring({ claims: { '': { exists: true } } }), 'JWT_CLAIMS', ".claims['']", CLAIMS],
    ['a condition that says nothing', claiming({}), 'JWT_CLAIMS', TENANT, CLAIMS],
    ['one of no values', claiming({ oneOf: [] }), 'JWT_CLAIMS', TENANT, CLAIMS],
    ['a word that nobody knows', claiming({ equal: 'a' }), 'JWT_CLAIMS', TENANT, CLAIMS],
    ['a value that is an object', claiming({ equals: {} }), 'JWT_CLAIMS', TENANT, CLAIMS],
    ['a value that is nothing', claiming({ equals: undefined }), 'JWT_CLAIMS', TENANT, CLAIMS],
    ['an existence that is a text', claiming({ exists: 'no' }), 'JWT_CLAIMS', TENANT, CLAIMS],
    ['no audience', forAudience([]), 'JWT_AUDIENCE', '.audience', AUDIENCE],
    ['an empty audience', forAudience(['shop', '']), 'JWT_AUDIENCE', '.audience', AUDIENCE],
    ['51 audiences', forAudience(many(51)), 'JWT_AUDIENCE', '.audience', AUDIENCE],
    ['11 scopes', scoped(many(11)), 'JWT_SCOPES', '.scopes', SCOPES],
    ['a scope of 65 characters', scoped(['s'.repeat(65)]), 'JWT_SCOPES', '.scopes', SCOPES],
    ['an empty scope', scoped(['']), 'JWT_SCOPES', '.scopes', SCOPES],
    ['two scopes in one text', scoped(['orders:read orders:write']), 'JWT_SCOPES', '.scopes', SCOPES],
    ['a scope with a quote', scoped(['say"so"']), 'JWT_SCOPES', '.scopes', SCOPES],
    ['no plan', { ...keyed({}), plans: [] }, 'API_KEY_PLANS', '.plans', 'one usage plan or more'],
    ['a plan in capitals', keyed({}, 'Free'), 'SCHEME_NAME', ".plans['Free'].name", NAME],
    ['a quota of nothing', quota(0, 'day'), 'USAGE_PLAN_QUOTA', ".plans['free'].quota", QUOTA],
    ['half a quota', quota(0.5, 'day'), 'USAGE_PLAN_QUOTA', ".plans['free'].quota", QUOTA],
    ['a quota past 32 bits', quota(2 ** 31, 'day'), 'USAGE_PLAN_QUOTA', ".plans['free'].quota", QUOTA],
    ['a quota by year', quota(1, 'year'), 'USAGE_PLAN_QUOTA', ".plans['free'].quota", QUOTA],
    ['a quota that is no number', quota(Number.NaN, 'day'), 'USAGE_PLAN_QUOTA', ".plans['free'].quota", QUOTA],
  ])('refuses %s', (_title, auth, code, at, allowed) => {
    expect(faultsOf(secured(auth))).toMatchObject([{ code, place: `${AT}${at}`, allowed }]);
  });

  it("refuses a plan's rate and burst where they stand", () => {
    expect(faultsOf(secured(keyed({ ratePerSecond: 0, burst: -3 })))).toMatchObject([
      { code: 'THROTTLE_RATE', place: `${AT}.plans['free'].ratePerSecond`, got: '0' },
      { code: 'THROTTLE_BURST', place: `${AT}.plans['free'].burst`, got: '-3' },
    ]);
  });

  it('shows a number that JSON does not have', () => {
    expect(faultsOf(secured(quota(Infinity, 'day')))).toMatchObject([{ got: '{"requests":"Infinity","per":"day"}' }]);
  });
});

describe('one fault of a scheme is one issue, however many routes use it', () => {
  const bad = jwt('users', { issuer: 'http://id.example', audience: 'shop' });

  it('counts a scheme once although each route requires other scopes of it', () => {
    const routes = ['a', 'b', 'c', 'd'].map((name) =>
      aRoute(`GET /${name}`, { auth: bad.require({ scopes: [`${name}:read`] }) }),
    );
    expect(faultsOf(specOf(routes))).toMatchObject([{ code: 'JWT_ISSUER', place: "routes['GET /a'].auth.issuer" }]);
  });

  it('names the gateway where the default has the fault', () => {
    const routes = [aRoute('GET /a', { auth: undefined }), aRoute('GET /b', { auth: bad })];
    expect(faultsOf(specOf(routes, { auth: bad }))).toMatchObject([{ code: 'JWT_ISSUER', place: 'auth.issuer' }]);
  });

  it('counts equal required scopes once, and different ones each', () => {
    const good = issuing('https://id.example/');
    const routes = ['two words', 'two words', 'other words'].map((scope, index) =>
      aRoute(`GET /${index}`, { auth: good.require({ scopes: [scope] }) }),
    );
    expect(faultsOf(specOf(routes))).toMatchObject([
      { code: 'JWT_SCOPES', place: "routes['GET /0'].auth.scopes" },
      { code: 'JWT_SCOPES', place: "routes['GET /2'].auth.scopes" },
    ]);
  });

  it('counts a plan of two schemes once', () => {
    const plan = usagePlan('free', { ratePerSecond: 0, burst: 1 });
    const routes = ['one', 'two'].map((name) => aRoute(`GET /${name}`, { auth: apiKey(name, { plans: [plan] }) }));
    expect(faultsOf(specOf(routes))).toMatchObject([{ code: 'THROTTLE_RATE' }]);
  });
});

describe('names stand for one thing each', () => {
  const free = usagePlan('free', { ratePerSecond: 1, burst: 2 });

  it('takes one scheme with several requirements, and equal values made twice', () => {
    const routes = [
      aRoute('GET /a', { auth: issuing('https://id.example/') }),
      aRoute('GET /b', { auth: scoped(['x']) }),
    ];
    expect(faultsOf(specOf(routes))).toEqual([]);
  });

  it('refuses two issuers under one name', () => {
    const routes = [
      aRoute('GET /a', { auth: issuing('https://one.example/') }),
      aRoute('GET /b', { auth: issuing('https://two.example/') }),
    ];
    expect(faultsOf(specOf(routes))).toMatchObject([{ code: 'SCHEME_CONFLICT', place: "auth['users']" }]);
  });

  it('refuses a token scheme and a key scheme under one name', () => {
    const routes = [
      aRoute('GET /a', { auth: issuing('https://one.example/') }),
      aRoute('GET /b', { auth: apiKey('users', { plans: [free] }) }),
    ];
    expect(faultsOf(specOf(routes))).toMatchObject([{ code: 'SCHEME_CONFLICT', place: "auth['users']" }]);
  });

  it('refuses two plans under one name', () => {
    const other = usagePlan('free', { ratePerSecond: 9, burst: 9 });
    const routes = [aRoute('GET /a', { auth: apiKey('keys', { plans: [free, other] }) })];
    expect(faultsOf(specOf(routes))).toMatchObject([{ code: 'USAGE_PLAN_CONFLICT', place: "plans['free']" }]);
  });

  it('refuses key schemes of different plans, since the keys of one would open the other', () => {
    const gold = usagePlan('gold', { ratePerSecond: 100, burst: 200 });
    const inside = aRoute('GET /inside', { auth: apiKey('staff', { plans: [gold] }) });
    const outside = aRoute('GET /outside', { auth: apiKey('partners', { plans: [free, gold] }) });
    expect(faultsOf(specOf([inside, outside]))).toMatchObject([
      { code: 'API_KEY_SCHEMES', got: 'staff: gold; partners: free, gold' },
    ]);
  });

  it('takes key schemes of the same plans in another order, or with one named twice', () => {
    const gold = usagePlan('gold', { ratePerSecond: 100, burst: 200 });
    const routes = [
      aRoute('GET /a', { auth: apiKey('one', { plans: [gold, free] }) }),
      aRoute('GET /b', { auth: apiKey('two', { plans: [free, gold, free] }) }),
    ];
    expect(faultsOf(specOf(routes))).toEqual([]);
  });
});
