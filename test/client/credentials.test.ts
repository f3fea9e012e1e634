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
  secret,
  usagePlan,
} from 'gatewright';
import { describe, expect, it } from 'vitest';
import { type ClientOptions, createClient, type SignedRequest } from '../../lib/client/index.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const device = jwt('device', { issuer: 'https://devices.example/', audience: 'shop', header: 'X-Device' });
const opaque = introspection('opaque', { endpoint: 'https://id.example/', client: { id: 'a', secret: secret('b') } });
const pool = cognito('pool', { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbC' });
const partners = apiKey('partners', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const own = authorizer('own', lambda('own.ts'), { identity: { headers: ['x-tenant', 'x-sig'] } });
const aws = iam('aws');
const certified = mutualTls('certified');

const ALL: Partial<ClientOptions> = {
  token: (scheme) => `${scheme}-token`,
  apiKey: (scheme) => `${scheme}-key`,
  headers: (scheme) => ({ 'x-tenant': scheme, 'x-sig': 'a b' }),
};

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly redirect: string | undefined;
}

async function sentWith(auth: Auth, options: Partial<ClientOptions> = ALL): Promise<Sent> {
  let sent: Sent | undefined;
  const client = createClient(
    { call: { pattern: 'POST /a', auth } },
    {
      baseUrl: 'https://api.example',
      ...options,
      fetch: async (_url, init) => {
        sent = { headers: Object.fromEntries(new Headers(init?.headers)), redirect: init?.redirect };
        return new Response(null, { status: 204 });
      },
    },
  );
  await client.call();
  if (!sent) throw new Error('nothing was sent');
  return sent;
}

describe('what is sent for each auth', () => {
  it.each<[string, Auth, object, string]>([
    ['a JWT', users, { authorization: 'Bearer users-token' }, 'follow'],
    ['an opaque token', opaque, { authorization: 'Bearer opaque-token' }, 'follow'],
    ['a token of a user pool', pool, { authorization: 'Bearer pool-token' }, 'follow'],
    ['a token in a header of its own', device, { 'x-device': 'device-token' }, 'manual'],
    ['a key', partners, { 'x-api-key': 'partners-key' }, 'manual'],
    ['what an authorizer looks for', own, { 'x-tenant': 'own', 'x-sig': 'a b' }, 'manual'],
    ['a certificate, which is the connection’s', certified, {}, 'follow'],
    [
      'all of several',
      allOf(partners, users, device),
      { 'x-api-key': 'partners-key', authorization: 'Bearer users-token', 'x-device': 'device-token' },
      'manual',
    ],
    ['the first of several', anyOf(device, users), { 'x-device': 'device-token' }, 'manual'],
    [
      'the first of several sets',
      anyOf(allOf(users, device), opaque),
      { authorization: 'Bearer users-token', 'x-device': 'device-token' },
      'manual',
    ],
  ])('is %s', async (_title, auth, headers, redirect) => {
    expect(await sentWith(auth)).toEqual({ headers, redirect });
  });

  it('is whichever credential the client has', async () => {
    const token = async (scheme: string) => (scheme === 'opaque' ? 'mine' : undefined);
    expect((await sentWith(anyOf(users, opaque), { token })).headers).toEqual({ authorization: 'Bearer mine' });
    const sets = anyOf(allOf(device, users), allOf(device, opaque), opaque);
    expect((await sentWith(sets, { token })).headers).toEqual({ authorization: 'Bearer mine' });
  });
});

describe('what is refused before anything is sent', () => {
  it.each<[string, Auth, Partial<ClientOptions>, string]>([
    ['no token', opaque, {}, 'token'],
    ['none of two', anyOf(users, opaque), { token: () => undefined }, 'token'],
    ['one of two', allOf(partners, users), { token: () => 'a' }, 'apiKey'],
    ['no headers', own, {}, 'headers'],
    ['no headers for this authorizer', own, { headers: () => undefined }, 'headers'],
    ['nothing to sign with', aws, ALL, 'sign'],
  ])('is a call with %s', async (_title, auth, options, fn) => {
    await expect(sentWith(auth, options)).rejects.toMatchObject({
      code: 'CREDENTIAL',
      message: `POST /a: give createClient a function ${fn}`,
    });
  });

  it.each<[string, Auth, Partial<ClientOptions>]>([
    ['a token', device, { token: () => 'sesame\r\nx-admin: 1' }],
    ['a token with a blank', users, { token: () => 'sesame sesame' }],
    ['a header', own, { headers: () => ({ 'x-sig': 'sesame\r\nx-admin: 1' }) }],
    ['an empty header', own, { headers: () => ({ 'x-sig': '' }) }],
  ])('is %s that is no header, without a word of it', async (_title, auth, options) => {
    const error = await sentWith(auth, options).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'CREDENTIAL' });
    expect((error as Error).message).not.toContain('sesame');
  });
});

describe('a call that AWS credentials sign', () => {
  it('goes with the headers of the signer, who sees the whole request', async () => {
    let asked: SignedRequest | undefined;
    const sign = async (request: SignedRequest) => {
      asked = request;
      return {
        ...Object.fromEntries(request.headers),
        authorization: 'AWS4-HMAC-SHA256 x',
        'x-amz-date': '20261122T000000Z',
      };
    };
    const calls: { headers: Headers; redirect: string | undefined }[] = [];
    const client = createClient(
      { call: { pattern: 'POST /a/{id}', auth: allOf(aws, partners) } },
      {
        baseUrl: 'https://api.example/live',
        sign,
        apiKey: () => 'key',
        fetch: async (_url, init) => {
          calls.push({ headers: new Headers(init?.headers), redirect: init?.redirect });
          return new Response(null, { status: 204 });
        },
      },
    );
    await client.call({ params: { id: 'a b' }, body: { n: 1 }, query: { q: 1 } });
    expect(asked).toMatchObject({ method: 'POST', url: 'https://api.example/live/a/a%20b?q=1', body: '{"n":1}' });
    expect(asked?.headers.get('x-api-key')).toBe('key');
    expect(Object.fromEntries(calls[0]?.headers ?? [])).toEqual({
      authorization: 'AWS4-HMAC-SHA256 x',
      'content-type': 'application/json',
      'x-amz-date': '20261122T000000Z',
      'x-api-key': 'key',
    });
    expect(calls[0]?.redirect).toBe('manual');
  });
});
