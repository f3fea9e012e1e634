import {
  type Auth,
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
  route,
  secret,
  usagePlan,
} from 'gatewright';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProxyEvent } from '../../lib/runtime/event.js';
import { scopesOf } from '../../lib/runtime/scopes-of.js';
import { eventOf, VERSIONS, type Version } from './events.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const device = jwt('device', { issuer: 'https://devices.example/', audience: 'shop', header: 'x-device' });
const opaque = introspection('opaque', { endpoint: 'https://id.example/', client: { id: 'a', secret: secret('b') } });
const pool = cognito('pool', { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbC' });
const partners = apiKey('partners', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const aws = iam('aws');
const certified = mutualTls('certified');
const own = authorizer('own', lambda('own.ts'));

/** What API Gateway knows of a caller, in the form of each payload. */
interface Known {
  /** What a Lambda authorizer answered. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** What a native authorizer read. */
  readonly native?: Readonly<Record<string, unknown>>;
  readonly keyId?: string;
  readonly signer?: { readonly userArn: string; readonly accountId: string; readonly userId: string };
  readonly certificate?: object;
}

function known(version: Version, { context, native, keyId, signer, certificate }: Known): ProxyEvent {
  const event = eventOf(version, {}) as unknown as { readonly requestContext: object };
  const v1 = {
    authorizer: context ?? (native && { claims: native }),
    identity: {
      apiKeyId: keyId,
      ...(signer && { userArn: signer.userArn, accountId: signer.accountId, user: signer.userId }),
      ...(certificate && { clientCert: certificate }),
    },
  };
  const v2 = {
    authorizer: {
      ...(context && { lambda: context }),
      ...(native && { jwt: { claims: native } }),
      ...(signer && { iam: signer }),
    },
    ...(certificate && { authentication: { clientCert: certificate } }),
  };
  return { ...event, requestContext: { ...event.requestContext, ...(version === '1.0' ? v1 : v2) } } as never;
}

async function callerSeen(auth: Auth | undefined, event: ProxyEvent): Promise<unknown> {
  const handler = route('POST /a', { auth, to: lambda('a.ts') }).handle(({ caller }) => ({
    status: 200,
    body: { caller },
  }));
  const { statusCode, body } = await handler(event);
  return statusCode === 200 ? JSON.parse(body).caller : statusCode;
}

const bundled = (scheme: string, claims: object) => ({ context: { scheme, sub: 'x', claims: JSON.stringify(claims) } });
const together = (callers: readonly object[]) => ({
  context: { ...bundled('users', { sub: 'ada' }).context, callers: JSON.stringify(callers) },
});
const signer = { userArn: 'arn:aws:iam::123456789012:user/ada', accountId: '123456789012', userId: 'AIDAADA' };
const certificate = {
  clientCertPem: '-----BEGIN CERTIFICATE-----',
  subjectDN: 'CN=client',
  issuerDN: 'CN=authority',
  serialNumber: 'a1:b2',
};
const token = (kind: string, scheme: string, subject: string, claims: object = { sub: subject }) => ({
  kind,
  scheme,
  subject,
  scopes: [],
  claims,
});
const CERTIFIED = {
  kind: 'mutual-tls',
  subjectDn: 'CN=client',
  issuerDn: 'CN=authority',
  serialNumber: 'a1:b2',
  pem: '-----BEGIN CERTIFICATE-----',
};
const AWS = { kind: 'iam', arn: signer.userArn, accountId: '123456789012', userId: 'AIDAADA' };
const ownContext = { context: { scheme: 'own', sub: 'ada', context: '{"tier":3}' } };
const OWN = { kind: 'custom', scheme: 'own', subject: 'ada', context: { tier: 3 } };

let log: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe.each(VERSIONS)('a caller in payload format %s', (version) => {
  it.each<[string, Auth | undefined, Known, unknown]>([
    ['of a native authorizer', users, { native: { sub: 'ada' } }, token('jwt', 'users', 'ada')],
    ['of the bundled one', users, bundled('users', { sub: 'ada' }), token('jwt', 'users', 'ada')],
    [
      'of an opaque token',
      opaque,
      bundled('opaque', { sub: 'ada', active: true }),
      token('introspection', 'opaque', 'ada', { sub: 'ada', active: 'true' }),
    ],
    ['of a user pool', pool, { native: { sub: 'ada' } }, token('cognito', 'pool', 'ada')],
    ['who signs', aws, { signer }, AWS],
    ['with a certificate', certified, { certificate }, CERTIFIED],
    ['whom an authorizer of your own knows', own, ownContext, OWN],
    [
      'of whom it knows a subject alone',
      own,
      { context: { scheme: 'own', sub: 'ada' } },
      { kind: 'custom', scheme: 'own', subject: 'ada' },
    ],
    [
      'by the second of two schemes',
      anyOf(users, opaque),
      bundled('opaque', { sub: 'bob' }),
      token('introspection', 'opaque', 'bob'),
    ],
    [
      'by two tokens, in the order of the route',
      allOf(device, users),
      together([
        { scheme: 'users', claims: { sub: 'ada' } },
        { scheme: 'device', claims: { sub: 'phone' } },
      ]),
      { kind: 'all-of', parts: [token('jwt', 'device', 'phone'), token('jwt', 'users', 'ada')] },
    ],
    [
      'by the alternative of two tokens that held',
      anyOf(allOf(pool, device), users),
      bundled('users', { sub: 'ada' }),
      token('jwt', 'users', 'ada'),
    ],
    [
      'by a token and a certificate',
      allOf(users, certified),
      { ...bundled('users', { sub: 'ada' }), certificate },
      { kind: 'all-of', parts: [token('jwt', 'users', 'ada'), CERTIFIED] },
    ],
    [
      'by one requirement of two',
      anyOf(users.require({ scopes: ['a'] }), users),
      bundled('users', { sub: 'ada' }),
      token('jwt', 'users', 'ada'),
    ],
    ["by the gateway's auth, with a token", undefined, bundled('users', { sub: 'ada' }), token('jwt', 'users', 'ada')],
    ["by the gateway's auth, with a signature", undefined, { signer }, AWS],
    ["by the gateway's auth, with an authorizer", undefined, ownContext, OWN],
  ])('is somebody %s', async (_title, auth, facts, expected) => {
    expect(await callerSeen(auth, known(version, facts))).toEqual(expected);
  });

  it.each<[string, object, readonly string[]]>([
    ['blanks', { scope: 'read admin' }, ['read', 'admin']],
    ['no comma', { scope: 'read,admin' }, ['read,admin']],
    ['no bracket', { scope: '[read admin]' }, ['[read', 'admin]']],
    ['half a pair of brackets neither', { scope: '[read' }, ['[read']],
    ['a list', { scp: ['read admin', 'write'] }, ['read', 'admin', 'write']],
    ['both claims', { scope: '', scp: 'admin' }, ['admin']],
    ['texts alone', { scope: { admin: true }, scp: [7, 'read'] }, ['read']],
  ])('has the scopes that the bundled authorizer checked: parted by %s', async (_title, scopes, expected) => {
    expect(scopesOf({ ...scopes })).toEqual(expected);
    expect(await callerSeen(users, known(version, bundled('users', { sub: 'ada', ...scopes })))).toMatchObject({
      scopes: expected,
    });
  });

  it.each<[string, object, readonly string[]]>([
    ['a text', { scope: 'read admin' }, ['read', 'admin']],
    ['a list', { scp: '[read admin]' }, ['read', 'admin']],
    ['a list of one', { scp: '[read]' }, ['read']],
    ['a bracket that opens', { scope: '[read' }, ['[read']],
    ['a bracket that closes', { scope: 'read]' }, ['read]']],
    ['a comma', { scope: 'read,admin' }, ['read,admin']],
    ['both claims', { scope: 'read', scp: '[admin]' }, ['read', 'admin']],
  ])('has the scopes of a native authorizer: %s', async (_title, scopes, expected) => {
    expect(await callerSeen(users, known(version, { native: { sub: 'ada', ...scopes } }))).toMatchObject({
      scopes: expected,
    });
  });

  it('is who met both, where one of the two was not enough alone', async () => {
    const claims = { sub: 'ada' };
    const callers = [
      { scheme: 'users', claims },
      { scheme: 'device', claims },
    ];
    const auth = anyOf(users.require({ scopes: ['admin'] }), allOf(users, device));
    expect(await callerSeen(auth, known(version, together(callers)))).toMatchObject({ kind: 'all-of' });
    expect(await callerSeen(auth, known(version, bundled('users', claims)))).toMatchObject({ kind: 'jwt' });
    const nested = allOf(anyOf(pool, users), device);
    expect(await callerSeen(nested, known(version, together(callers)))).toMatchObject({
      parts: [{ scheme: 'users' }, { scheme: 'device' }],
    });
  });

  it.each<[string, Auth, Known]>([
    ['no token', users, {}],
    ['a token of another scheme', users, bundled('opaque', { sub: 'ada' })],
    ['claims that name no scheme, where it could be two', anyOf(users, opaque), { native: { sub: 'ada' } }],
    ['one token of two', allOf(users, device), bundled('users', { sub: 'ada' })],
    ['claims that are no JSON', users, { context: { scheme: 'users', claims: '{"sub":"ada-secret' } }],
    ['claims that are a list', users, { context: { scheme: 'users', claims: '[1]' } }],
    ['callers that are no list', users, { context: { scheme: 'users', callers: '{"users":{}}' } }],
    ['callers without claims', users, { context: { scheme: 'users', callers: '[null]' } }],
    [
      'more tokens than the route asks for',
      users,
      together([
        { scheme: 'users', claims: {} },
        { scheme: 'opaque', claims: {} },
      ]),
    ],
    ['no key', partners, {}],
    ['no signature', aws, {}],
    ['a signature without an account', aws, { signer: { ...signer, accountId: '' } }],
    ['no certificate', certified, {}],
    ['no word of the authorizer', own, {}],
    ['the word of another authorizer', own, { context: { scheme: 'other', sub: 'ada' } }],
    ['no subject of the authorizer', own, { context: { scheme: 'own' } }],
    ['a context that is no JSON', own, { context: { scheme: 'own', sub: 'ada', context: 'ada-secret' } }],
    ['a token and no certificate', allOf(users, certified), bundled('users', { sub: 'ada' })],
  ])('is nobody where the event has %s: 500, and no handler', async (_title, auth, facts) => {
    expect(await callerSeen(auth, known(version, facts))).toBe(500);
    expect(String(log.mock.calls)).not.toContain('ada-secret');
  });

  it('is nobody on a public route, whatever the event names', async () => {
    expect(await callerSeen('public', known(version, bundled('users', { sub: 'ada' })))).toBeUndefined();
  });

  it('is asked for before the body is looked at', async () => {
    const bad = { ...known(version, {}), body: '{' };
    expect(await callerSeen(users, bad as ProxyEvent)).toBe(500);
  });
});

it('is a key on a REST API', async () => {
  expect(await callerSeen(partners, known('1.0', { keyId: 'k1' }))).toEqual({ kind: 'api-key', keyId: 'k1' });
  expect(
    await callerSeen(allOf(partners, users), known('1.0', { keyId: 'k1', ...bundled('users', { sub: 'ada' }) })),
  ).toEqual({
    kind: 'all-of',
    parts: [{ kind: 'api-key', keyId: 'k1' }, token('jwt', 'users', 'ada')],
  });
});
