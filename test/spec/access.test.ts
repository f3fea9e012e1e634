import {
  type AuthPart,
  allOf,
  anyOf,
  apiKey,
  authorizer,
  cognito,
  iam,
  introspection,
  jwt,
  lambda,
  mutualTls,
  secret,
  usagePlan,
} from 'gatewright';
import { describe, expect, it } from 'vitest';
import { type Access, accessOf } from '../../lib/spec/access.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const staff = jwt('staff', { issuer: 'https://staff.example/', audience: 'shop' });
const device = jwt('device', { issuer: 'https://devices.example/', audience: 'shop', header: 'X-Device' });
const opaque = introspection('opaque', {
  endpoint: 'https://id.example/introspect',
  client: { id: 'gateway', secret: secret('shop/introspection') },
});
const pool = cognito('pool', { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbC' });
const free = usagePlan('free', { ratePerSecond: 1, burst: 2 });
const partners = apiKey('partners', { plans: [free] });
const others = apiKey('others', { plans: [free] });
const aws = iam('aws');
const certified = mutualTls('certified');
const own = authorizer('own', lambda('own.ts'));

/** Names in place of schemes. */
function asked(auth: AuthPart) {
  const result = accessOf(auth);
  if (!result.ok) return result.got;
  const { tokens, ...rest } = result.access;
  const named = Object.fromEntries(Object.entries(rest).map(([key, scheme]) => [key, scheme.name]));
  return { ...named, tokens: tokens.map((all) => all.map(({ name }) => name)) };
}

describe('what a method can ask for', () => {
  it.each<[string, AuthPart, Partial<Record<keyof Access, unknown>>]>([
    ['one token', users, { tokens: [['users']] }],
    ['one of two tokens', anyOf(users, opaque), { tokens: [['users'], ['opaque']] }],
    ['two tokens in two headers', allOf(users, device), { tokens: [['users', 'device']] }],
    [
      'one of two, with a third',
      allOf(anyOf(users, pool), device),
      {
        tokens: [
          ['users', 'device'],
          ['pool', 'device'],
        ],
      },
    ],
    ['one or two together', anyOf(users, allOf(staff, device)), { tokens: [['users'], ['staff', 'device']] }],
    [
      'two requirements of one token',
      allOf(users.require({ scopes: ['a'] }), users.require({ scopes: ['b'] })),
      { tokens: [['users', 'users']] },
    ],
    ['a key and a token', allOf(partners, users), { apiKey: 'partners', tokens: [['users']] }],
    [
      'a key, and one of two tokens',
      anyOf(allOf(partners, users), allOf(staff, partners)),
      { apiKey: 'partners', tokens: [['users'], ['staff']] },
    ],
    [
      'a key, a certificate and IAM',
      allOf(partners, certified, aws),
      { apiKey: 'partners', mutualTls: 'certified', iam: 'aws', tokens: [] },
    ],
    ['an authorizer of your own with a key', allOf(own, partners), { custom: 'own', apiKey: 'partners', tokens: [] }],
    ['the same key twice', allOf(partners, partners), { apiKey: 'partners', tokens: [] }],
  ])('is %s', (_title, auth, expected) => {
    expect(asked(auth)).toEqual(expected);
  });
});

describe('what no method can ask for', () => {
  it.each<[string, AuthPart, string]>([
    ['two tokens in one header', allOf(users, staff), 'users (jwt) and staff (jwt)'],
    ['a Cognito token beside a bearer token', allOf(pool, opaque), 'pool (cognito) and opaque (introspection)'],
    ['a key or a token', anyOf(partners, users), 'partners (api-key), or a token'],
    [
      'a key, or the key and a token',
      anyOf(partners, allOf(partners, users)),
      'partners (api-key), or partners (api-key) and a token',
    ],
    ['one of two keys', anyOf(partners, others), 'partners (api-key), or others (api-key)'],
    ['two keys', allOf(partners, others), 'partners (api-key) and others (api-key)'],
    ['IAM and a token', allOf(aws, users), 'aws (iam) and users (jwt)'],
    ['IAM or a token', anyOf(aws, users), 'aws (iam), or a token'],
    ['IAM and an authorizer', allOf(aws, own), 'aws (iam) and own (custom)'],
    ['an authorizer and a token', allOf(own, users), 'own (custom) and users (jwt)'],
    ['any of nothing', { kind: 'any-of', parts: [] }, 'no scheme'],
    ['all of nothing', { kind: 'all-of', parts: [] }, 'no scheme'],
    [
      'all of a token and any of nothing',
      { kind: 'all-of', parts: [users, { kind: 'any-of', parts: [] }] },
      'no scheme',
    ],
    ['a token, or all of nothing', { kind: 'any-of', parts: [users, { kind: 'all-of', parts: [] }] }, 'no scheme'],
  ])('is %s', (_title, auth, got) => {
    expect(asked(auth)).toBe(got);
  });

  it('is one of 17, and one of 16 it is', () => {
    const oneOf = (count: number) => ({ kind: 'any-of', parts: Array.from({ length: count }, () => users) }) as const;
    expect(accessOf(oneOf(16))).toMatchObject({ ok: true });
    expect(asked(oneOf(17))).toBe('more than 16 alternatives');
  });

  it('is refused without being written out, however many alternatives there are', () => {
    const either = anyOf(users, staff);
    const many = { kind: 'all-of', parts: Array.from({ length: 60 }, () => either) } as const;
    expect(asked(many)).toBe('more than 16 alternatives');
  });
});
