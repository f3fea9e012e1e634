import {
  allOf,
  apiKey,
  authorizer,
  cognito,
  gateway,
  introspection,
  jwt,
  lambda,
  meter,
  middleware,
  reply,
  secret,
  tokenExchange,
  usagePlan,
} from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Auth } from '../../../lib/spec/auth.js';
import { type AnyRouteProps, aRoute, issuesOf, type SpecSettings, specOf } from '../specs.js';

// biome-ignore lint/suspicious/noExplicitAny: names that the types do not have
type Anything = any;

/** Types refuse the name where it is written, and let it by in a variable: so do these. */
const plus = <T extends object>(props: T, unknown: object): T => ({ ...props, ...unknown });

const issuer = { issuer: 'https://id.example/', audience: 'shop' };
const client = { id: 'gateway', secret: secret('shop/client') };
const endpoint = { endpoint: 'https://id.example/introspect', client };
const pool = { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123' };
const limits = { ratePerSecond: 9, burst: 8 };
const gold = usagePlan('gold', limits);
const staff = jwt('staff', issuer);
const scopes = ['orders:read'] as const;
const own = (props: object) => authorizer('own', lambda('own.ts'), props);
const metered = (props: object) =>
  allOf(staff, meter('tenants', plus({ claim: 'tenant', plans: [gold], secret: secret('shop/meter') }, props)));

const unknownIn = (spec: ReturnType<typeof specOf>) =>
  issuesOf(spec)
    .filter(({ code }) => code === 'UNKNOWN_PROPERTY')
    .map(({ place, got }) => [place, got]);

describe('a setting whose name nothing reads is an issue at its place', () => {
  it.each<[string, Auth, string, string]>([
    ['jwt', jwt('a', plus(issuer, { tokentype: 'at+jwt' })), 'tokentype', 'audience'],
    ['jwt, inside of one', jwt('a', plus(issuer, { cache: { ttl: 0 } })), 'cache.ttl', 'ttlSeconds'],
    [
      'jwt, like a name of what it makes',
      jwt('a', plus(issuer, { issuers: 'https://b.example' })),
      'issuers',
      'issuer',
    ],
    ['introspection', introspection('a', plus(endpoint, { audiences: ['mine'] })), 'audiences', 'audience'],
    [
      'introspection, inside of one',
      introspection('a', plus(endpoint, { cache: { ttlSeconds: 9 } })),
      'cache.ttlSeconds',
      'maxTtlSeconds',
    ],
    [
      'its client',
      introspection('a', { ...endpoint, client: plus(client, { scope: 'x' }) }),
      'client.scope',
      'id, secret',
    ],
    [
      'the secret of its client',
      introspection('a', { ...endpoint, client: { ...client, secret: secret('b', plus({}, { feild: 'c' })) } }),
      'client.secret.feild',
      'field',
    ],
    ['cognito', cognito('a', plus(pool, { clientId: ['web'] })), 'clientId', 'clientIds'],
    ['apiKey', apiKey('a', plus({ plans: [gold] } as const, { plan: gold })), 'plan', 'plans'],
    ['authorizer', own({ cache: { ttl: 0 } }), 'cache.ttl', 'ttlSeconds'],
    ['the identity of an authorizer', own({ identity: { header: ['x-tenant'] } }), 'identity.header', 'headers, query'],
    [
      'the function of an authorizer',
      authorizer('own', lambda('own.ts', plus({}, { memory: 512 }))),
      'function.memory',
      'memoryMb',
    ],
    [
      'a requirement',
      staff.require(plus({ scopes }, { claim: { admin: { equals: true } } })),
      'require.claim',
      'claims',
    ],
    [
      'a step-up',
      staff.require({ stepUp: plus({ maxAgeSeconds: 300 }, { acrvalues: ['mfa'] }) }),
      'require.stepUp.acrvalues',
      'acrValues',
    ],
    [
      'scopes',
      staff.require({ scopes: plus({ anyOf: scopes }, { noneOf: ['x'] }) as Anything }),
      'require.scopes.noneOf',
      'anyOf, allOf',
    ],
    [
      'a requirement after another',
      staff.require(plus({ scopes }, { claim: {} })).require({ scopes }),
      'require.claim',
      'claims',
    ],
    [
      'a usage plan',
      apiKey('a', { plans: [usagePlan('b', plus(limits, { quotas: 1 }))] }),
      "plans['b'].quotas",
      'quota',
    ],
    [
      'a quota',
      apiKey('a', {
        plans: [usagePlan('b', { ...limits, quota: plus({ requests: 9, per: 'day' } as const, { offset: 1 }) })],
      }),
      "plans['b'].quota.offset",
      'requests, per',
    ],
  ])('%s', (_title, auth, at, allowed) => {
    const issues = issuesOf(specOf([aRoute('GET /a', { auth })])).filter(({ code }) => code === 'UNKNOWN_PROPERTY');
    expect(issues).toMatchObject([{ place: `routes['GET /a'].auth.${at}`, allowed: expect.stringContaining(allowed) }]);
    expect(issues[0]?.got).toContain(at.slice(at.lastIndexOf('.') + 1));
  });

  it('meter', () => {
    const auth = metered({ claims: 'tenant', secret: secret('shop/meter', plus({}, { kmsKey: 'arn' })) });
    expect(unknownIn(specOf([aRoute('GET /a', { auth })])).map(([place]) => place)).toEqual([
      "routes['GET /a'].auth.parts[1].secret.kmsKey",
      "routes['GET /a'].auth.parts[1].claims",
    ]);
  });

  it.each<[string, AnyRouteProps, string]>([
    ['a function', { to: lambda('a.ts', plus({}, { timeout: 3 })) }, 'to.timeout'],
    ['a throttle', { throttle: plus({ ratePerSecond: 1, burst: 2 }, { bursts: 3 }) }, 'throttle.bursts'],
    ['an example', { example: plus({}, { parameters: {} }) }, 'example.parameters'],
    ['an answer', { responses: { 200: plus({ description: 'ok' }, { schema: {} }) } }, 'responses[200].schema'],
    ['a middleware', { use: [middleware('m.ts', plus({}, { name: 'x' }))] }, 'use[0].name'],
    [
      'a token exchange',
      { auth: staff, backendToken: tokenExchange('t', plus({ ...endpoint, audience: 'b' }, { scopes: 'x' })) },
      'backendToken.scopes',
    ],
  ])('%s of a route', (_title, props, at) => {
    expect(unknownIn(specOf([aRoute('GET /a', props)])).map(([place]) => place)).toEqual([`routes['GET /a'].${at}`]);
  });

  it.each<[string, object, string]>([
    ['CORS', { cors: { origins: ['https://a.example'], credential: true } }, 'cors.credential'],
    ['a throttle', { throttle: { ratePerSecond: 1, burst: 2, rate: 3 } }, 'throttle.rate'],
    ['a domain', { domain: { name: 'a.example', certificateArn: 'arn', certificate: 'x' } }, 'domain.certificate'],
    [
      'a trust store',
      { domain: { name: 'a.example', certificateArn: 'arn', mutualTls: { truststore: 'a.pem', trustStore: 'b.pem' } } },
      'domain.mutualTls.trustStore',
    ],
    ['a contract', { contract: { contact: { mail: 'a@b.example' } } }, 'contract.contact.mail'],
  ])('%s of the gateway', (_title, settings, at) => {
    const spec = specOf([aRoute('GET /a')], settings as SpecSettings);
    expect(unknownIn(spec).map(([place]) => place)).toEqual([at]);
  });
});

describe('a name of the gateway that is only inside of what it makes', () => {
  const issuesWith = (props: object) =>
    issuesOf(gateway('shop', { ...props, auth: 'public', routes: [aRoute('GET /a')] } as Anything));

  it.each([
    ['noEdge', { noEdge: true }],
    ['kind', { kind: 'gateway' }],
    ['name', { name: 'other' }],
    ['unknownProps', { unknownProps: [] }],
  ])('%s is unknown to the one who writes it', (name, props) => {
    const issues = issuesWith(props);
    expect(issues).toMatchObject([{ code: 'UNKNOWN_PROPERTY', place: name, got: `"${name}"` }]);
    expect(issues[0]?.allowed).toMatch(/^auth, routes, api, .*\bedge\b/);
    expect(issues[0]?.allowed).not.toMatch(/noEdge|kind|\bname\b|unknownProps/);
  });

  it('is unknown beside others, each of them once', () => {
    const places = issuesWith({ noEdge: true, routez: [], traceing: true }).map(({ place }) => place);
    expect(places).toEqual(['noEdge', 'routez', 'traceing']);
  });

  it('is unknown where it came after the gateway was made', () => {
    const spec = { ...specOf([aRoute('GET /a')]), routez: [] };
    expect(unknownIn(spec)).toEqual([['routez', '"routez"']]);
  });

  it('leaves `edge: false` as it is', () => {
    expect(issuesWith({ edge: false })).toEqual([]);
    const spec = gateway('shop', { auth: 'public', edge: false, routes: [aRoute('GET /a')] });
    expect(spec).toMatchObject({ noEdge: true });
    expect(spec).not.toHaveProperty('unknownProps');
  });
});

describe('what somebody may have meant', () => {
  it.each([
    [{ routez: [] }, 'did you mean routes? Write that, or let the type-checker show the line: npx tsc'],
    [{ cors: { origins: ['*'], origin: ['*'] } }, 'did you mean origins?'],
    [{ colour: 'red' }, 'write it as allowed, or let the type-checker show the line: npx tsc'],
  ])('%j: %s', (props, fix) => {
    const issues = issuesOf(specOf([aRoute('GET /a')], props as SpecSettings));
    expect(issues.find(({ code }) => code === 'UNKNOWN_PROPERTY')?.fix).toContain(fix);
  });
});

describe('issues of unknown names', () => {
  const auth = jwt('a', plus(issuer, { cache: { ttl: 0 }, tokentype: 'at+jwt' }));

  it('are all told at once, beside the others of the same route', () => {
    const spec = specOf([aRoute('GET /a', { auth, to: reply(99, {}), ...({ thorttle: {} } as object) })]);
    expect(issuesOf(spec).map(({ code }) => code)).toEqual([
      'UNKNOWN_PROPERTY',
      'UNKNOWN_PROPERTY',
      'UNKNOWN_PROPERTY',
      'REPLY_STATUS',
    ]);
  });

  it('are one, however many routes have what the name stands in', () => {
    const to = lambda('a.ts', plus({}, { memory: 512 }));
    const routes = [aRoute('GET /a', { auth, to }), aRoute('GET /b', { auth: auth.require({ scopes }), to })];
    expect(unknownIn(specOf(routes))).toHaveLength(3);
    expect(issuesOf(specOf(routes)).every(({ code }) => code === 'UNKNOWN_PROPERTY')).toBe(true);
  });

  it('are none where every name is known', () => {
    const known = [
      jwt('a', { ...issuer, cache: { ttlSeconds: 0 }, algorithms: ['ES256'], tokenType: 'at+jwt' }),
      staff.require({ scopes: { allOf: scopes }, claims: { any: { equals: 1 } }, stepUp: { maxAgeSeconds: 9 } }),
    ];
    for (const each of known) expect(unknownIn(specOf([aRoute('GET /a', { auth: each })]))).toEqual([]);
    expect(known[0]).not.toHaveProperty('unknownProps');
  });
});

describe('scopes of both words', () => {
  it.each<[object, readonly (readonly string[])[]]>([
    [{ anyOf: ['a', 'b'], allOf: ['c', 'd'] }, [['c'], ['d'], ['a', 'b']]],
    [{ anyOf: [], allOf: ['c'] }, [['']]],
    [{ anyOf: ['a'], allOf: [] }, [['']]],
    [{}, [['']]],
  ])('%j lose neither', (both, expected) => {
    expect(staff.require({ scopes: both as Anything }).scopes).toEqual(expected);
  });
});
