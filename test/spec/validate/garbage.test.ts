import fc from 'fast-check';
import {
  allOf,
  anyOf,
  apiKey,
  authorizer,
  cognito,
  gateway,
  iam,
  introspection,
  jwt,
  lambda,
  mutualTls,
  route,
  secret,
  tokenExchange,
  usagePlan,
} from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import { issuesOf } from '../specs.js';

// biome-ignore lint/suspicious/noExplicitAny: what a spec may hold that no type-checker has seen
type Anything = any;

const to = lambda('a.ts');
const client = { id: 'gateway', secret: secret('shop/client') };
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const opaque = introspection('opaque', { endpoint: 'https://id.example/introspect', client });
const exchange = tokenExchange('orders', { endpoint: 'https://id.example/token', client, audience: 'orders' });
const domain = { name: 'api.shop.example', certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1' };
const schemes: readonly Anything[] = [
  users,
  opaque,
  cognito('pool', { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_A', clientIds: ['a'] }),
  apiKey('partners', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] }),
  iam('aws'),
  mutualTls('certified'),
  authorizer('own', lambda('own.ts')),
  anyOf(users, opaque),
  allOf(users, opaque),
];

const specWith = (props: Anything, settings: Anything = {}): GatewaySpec =>
  (gateway as Anything)('shop', {
    routes: [(route as Anything)('GET /a', { auth: users, to, ...props })],
    ...settings,
  });
const found = (spec: GatewaySpec) => issuesOf(spec).map(({ code, place }) => [code, place]);

describe('a value that is not what its builder makes', () => {
  const AT = "routes['GET /a']";

  it.each<[string, Anything, string, string]>([
    ['a client that is missing', { auth: { ...opaque, client: undefined } }, 'AUTH_KIND', `${AT}.auth.client`],
    [
      'a secret that is a text',
      { auth: { ...opaque, client: { id: 'a', secret: 'b' } } },
      'AUTH_KIND',
      `${AT}.auth.client.secret`,
    ],
    ['audiences that are a text', { auth: { ...users, audiences: 'shop' } }, 'AUTH_KIND', `${AT}.auth.audiences`],
    [
      'a part that is public',
      { auth: { kind: 'any-of', parts: [users, 'public'] } },
      'AUTH_KIND',
      `${AT}.auth.parts[1]`,
    ],
    ['a kind that is no text, nor can be', { auth: { kind: { toString: false } } }, 'AUTH_KIND', `${AT}.auth`],
    ['a backend of such a kind', { to: { kind: { toString: false } } }, 'BACKEND_KIND', `${AT}.to`],
    ['parts that are no list', { auth: { kind: 'all-of', parts: {} } }, 'AUTH_KIND', `${AT}.auth.parts`],
    ['no parts', { auth: { kind: 'any-of', parts: [] } }, 'AUTH_COMBINATION', `${AT}.auth`],
    ['a kind that objects inherit', { auth: { kind: 'toString', name: 'a' } }, 'AUTH_KIND', `${AT}.auth`],
    [
      'an authorizer of an address',
      { auth: { ...schemes[6], function: 'own.ts' } },
      'AUTH_KIND',
      `${AT}.auth.function`,
    ],
    ['headers that are a list', { callerHeaders: ['x-user'] }, 'CALLER_HEADERS', `${AT}.callerHeaders`],
    ['a claim that is a number', { callerHeaders: { 'x-user': 7 } }, 'CALLER_HEADERS', `${AT}.callerHeaders['x-user']`],
    ['an exchange by its name', { backendToken: 'orders' }, 'BACKEND_TOKEN', `${AT}.backendToken`],
    [
      'an exchange without a client',
      { backendToken: { ...exchange, client: {} } },
      'BACKEND_TOKEN',
      `${AT}.backendToken.client.id`,
    ],
  ])('%s is an issue where it stands', (_title, props, code, place) => {
    expect(found(specWith(props))).toEqual([[code, place]]);
  });

  it.each<[string, Anything, string, string]>([
    ['a domain by its name', { domain: 'api.shop.example' }, 'DOMAIN', 'domain'],
    ['a zone by its id', { domain: { ...domain, hostedZone: 'Z1' } }, 'DOMAIN', 'domain.hostedZone'],
    ['a trust store by its path', { domain: { ...domain, mutualTls: 'a.pem' } }, 'DOMAIN', 'domain.mutualTls'],
    ['headers by a text', { callerHeaders: 'x-user' }, 'CALLER_HEADERS', 'callerHeaders'],
  ])('%s is an issue of the gateway', (_title, settings, code, place) => {
    expect(found(specWith({}, settings))).toEqual([[code, place]]);
  });

  it.each<[string, Anything, string]>([
    ['a misspelt list', { origin: ['*'] }, 'cors.origins'],
    ['one origin as a text', { origins: 'https://shop.example' }, 'cors.origins'],
    ['a number among origins', { origins: ['*', 5] }, 'cors.origins[1]'],
    ['headers as a text', { origins: ['*'], allowHeaders: 'x-trace' }, 'cors.allowHeaders'],
    ['nothing at all', null, 'cors'],
  ])('CORS with %s is refused at its place', (_, cors, place) => {
    expect(found(specWith({}, { cors }))).toContainEqual(['CORS', place]);
  });

  it.each<[string, Anything]>([
    ['throttle', null],
    ['throttle', ''],
    ['description', null],
    ['description', ['one line']],
    ['stage', 5],
    ['logRetentionDays', '90'],
    ['tracing', 'no'],
  ])('a gateway whose %s is %j is refused at its place', (key, value) => {
    expect(found(specWith({}, { [key]: value }))).toContainEqual(['SETTING_KIND', key]);
  });

  it.each<[string, Anything, string]>([
    ['throttle', null, ''],
    ['timeoutMs', '5000', ''],
    ['summary', 5, ''],
    ['description', null, ''],
    ['tags', 'books', ''],
    ['tags', ['books', null], '[1]'],
    ['deprecated', 'yes', ''],
  ])('a route whose %s is %j is refused at its place', (key, value, below) => {
    const [[code, place] = []] = found(specWith({ [key]: value }));
    expect([code, place?.replace(/^routes\['[^']*'\]/, '')]).toEqual(['SETTING_KIND', `.${key}${below}`]);
  });

  it.each([5, null, [], {}, 'graphql'])('an API type that is %j is refused, and nothing else ends the check', (api) => {
    expect(found(specWith({}, { api }))).toEqual([['API_CHOICE', 'api']]);
  });

  it('a combination without an end is refused', () => {
    const endless: Anything = { kind: 'any-of', parts: [users] };
    endless.parts.push(endless);
    expect(found(specWith({ auth: endless }))[0]?.[0]).toBe('AUTH_KIND');
  });
});

const anyValue = fc.oneof(
  fc.anything({ maxDepth: 2 }),
  fc.constantFrom(null, undefined, '', -1, Number.NaN, [], {}, [null]),
);

/** One member, anywhere in a value, replaced by anything. */
function replaced(value: Anything, path: readonly number[], by: Anything): Anything {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const [step, ...rest] = path;
  const key = step === undefined || keys.length === 0 ? undefined : keys[step % keys.length];
  if (key === undefined) return by;
  const inner = replaced(value[key], rest, by);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? inner : item))
    : { ...value, [key]: inner };
}

describe('garbage in place of any member', () => {
  const path = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 });

  it('of a scheme never ends the check in anything but issues', () => {
    fc.assert(
      fc.property(fc.constantFrom(...schemes), path, anyValue, (scheme, at, by) => {
        expect(issuesOf(specWith({ auth: replaced(scheme, at, by) }))).toBeInstanceOf(Array);
      }),
      { numRuns: 400 },
    );
  });

  it('of an exchange, of headers and of a domain never does either', () => {
    fc.assert(
      fc.property(path, anyValue, (at, by) => {
        const props = { backendToken: replaced(exchange, at, by), callerHeaders: replaced({ 'x-a': 'b' }, at, by) };
        const full = { ...domain, hostedZone: { id: 'Z1', name: 'shop.example' }, mutualTls: { truststore: 'a.pem' } };
        expect(issuesOf(specWith(props, { domain: replaced(full, at, by) }))).toBeInstanceOf(Array);
      }),
      { numRuns: 200 },
    );
  });
});
