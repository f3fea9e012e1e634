import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { ask, document, fakeServices, proxy, restEngine } from './support/rest-api.js';

const bearer = (token: string) => [['Authorization', token]] as const;

describe('a Cognito authorizer', () => {
  const pool = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Shop';
  const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Shop';
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let others: Awaited<ReturnType<typeof generateKeyPair>>;
  beforeAll(async () => {
    [keys, others] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  });

  const sign = (claims: object, key = keys.privateKey) =>
    new SignJWT({ iss: issuer, token_use: 'id', sub: 's1', iat: 1_700_000_000, exp: 1_700_003_600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(key);

  function cognito(scopes: readonly string[] = []) {
    const fake = fakeServices({
      fetchJson: async (url) => {
        expect(url).toBe(`${issuer}/.well-known/jwks.json`);
        return { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256' }] };
      },
    });
    const body = document(
      { '/': { get: proxy({ security: [{ pool: scopes }] }) } },
      {
        components: {
          securitySchemes: {
            pool: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [pool] },
            },
          },
        },
      },
    );
    return { engine: restEngine(body, fake.services), calls: fake.calls };
  }

  it('hands the claims on as text', async () => {
    const { engine, calls } = cognito();
    const token = await sign({ 'cognito:groups': ['a', 'b'], email_verified: true });
    expect((await ask(engine, { headers: bearer(`Bearer ${token}`) })).status).toBe(200);
    expect(calls[0]?.payload).toMatchObject({
      requestContext: {
        authorizer: {
          claims: { sub: 's1', 'cognito:groups': 'a,b', email_verified: 'true', exp: 'Tue Nov 14 23:13:20 UTC 2023' },
        },
      },
    });
  });

  it.each([
    ['none at all', () => Promise.resolve('')],
    ['no JWT', () => Promise.resolve('abc')],
    ['another issuer', () => sign({ iss: 'https://evil.example' })],
    ['a wrong signature', () => sign({}, others.privateKey)],
    ['an access token', () => sign({ token_use: 'access' })],
    ['no expiry', () => sign({ exp: undefined })],
    [
      'an unsigned token',
      async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await sign({})).split('.')[1]}.`,
    ],
  ])('refuses %s', async (_what, make) => {
    const { engine, calls } = cognito();
    const { status, text } = await ask(engine, { headers: bearer(await make()) });
    expect([status, text, calls.length]).toEqual([401, '{"message":"Unauthorized"}', 0]);
  });

  it('says that a token has expired', async () => {
    const { text, status } = await ask(cognito().engine, { headers: bearer(await sign({ exp: 1_699_999_999 })) });
    expect([status, text]).toEqual([401, '{"message":"The incoming token has expired"}']);
  });

  it('wants an access token with one of the scopes where a method names some', async () => {
    const { engine } = cognito(['shop/read', 'shop/admin']);
    const status = async (claims: object) =>
      (await ask(engine, { headers: bearer(await sign({ token_use: 'access', ...claims })) })).status;
    expect([
      await status({ scope: 'x shop/admin' }),
      await status({ scope: 'x' }),
      await status({}),
      await status({ token_use: 'id', scope: 'shop/read' }),
    ]).toEqual([200, 401, 401, 401]);
  });

  it('lets nobody in where the keys cannot be read', async () => {
    const { services } = fakeServices();
    const body = document(
      { '/': { get: proxy({ security: [{ pool: [] }] }) } },
      {
        components: {
          securitySchemes: {
            pool: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [pool] },
            },
          },
        },
      },
    );
    expect((await ask(restEngine(body, services), { headers: bearer(await sign({})) })).status).toBe(500);
  });
});
