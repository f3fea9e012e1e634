import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { CompactSign } from 'jose';
import { describe, expect, it } from 'vitest';
import { loadIssuerKeys } from '../../../lib/local/issuer/key-store.js';
import { signWith } from '../../../lib/local/issuer/sign-token.js';
import { headersOf, integration, START_MS } from './support/gateway.js';
import { authorizer, goodClaims, ISSUER, jwtWorld, NOW_SECONDS, OTHER_ISSUER } from './support/jwt-world.js';

const { forge, guarded, publishedKey, sign, world } = jwtWorld();

const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token that is right', () => {
  it('lets the request through, its claims as texts', async () => {
    const gateway = guarded();
    const token = await sign({ ...goodClaims, groups: ['admin', 'editor'], level: 3, vip: true });
    const response = await gateway.sendWith(token);
    expect(response.status).toBe(200);
    expect(response.logContext()).toMatchObject({
      'authorizer.claims.sub': 'reader-7',
      'authorizer.claims.level': '3',
    });
    expect(gateway.calls[0]?.event.requestContext?.authorizer).toEqual({
      jwt: {
        claims: {
          iss: ISSUER,
          sub: 'reader-7',
          aud: 'books',
          groups: '[admin editor]',
          level: '3',
          vip: 'true',
          iat: String(NOW_SECONDS),
          exp: String(NOW_SECONDS + 3600),
          jti: expect.any(String),
        },
        scopes: null,
      },
    });
  });

  it.each([
    ['in a query string', '$request.querystring.access', (token: string) => ({ target: `/?access=${token}` })],
    ['without a prefix', '$request.header.X-Token', (token: string) => ({ headers: [['x-token', token]] as const })],
    [
      'with a prefix in lower case',
      '$request.header.X-Token',
      (token: string) => ({ headers: [['X-TOKEN', `bearer ${token}`]] as const }),
    ],
  ])('is found %s', async (_, source, place) => {
    const gateway = guarded({ authorizer: authorizer({ identitySource: [source] }) });
    const { target = '/', ...request } = place(await sign()) as { target?: string };
    expect((await gateway.send(target, request)).status).toBe(200);
  });

  it.each(['RS256', 'RS384', 'RS512'])('may be signed with %s', async (alg) => {
    expect((await guarded().sendWith(await sign(goodClaims, { alg }))).status).toBe(200);
  });

  it.each([
    ['a list with one of the audiences', { aud: ['else', 'shelves'] }],
    ['a client_id in place of aud', { client_id: 'shelves' }],
  ])('may name its audience as %s', async (_, claims) => {
    expect((await guarded().sendWith(await sign(claims))).status).toBe(200);
  });

  it.each([
    ['scope as text', { scope: 'books:read orders:write' }],
    ['scp as a list', { scp: ['books:read', 'orders:write'] }],
    ['scp as text', { scp: 'orders:write' }],
  ])('needs one of the route’s scopes: %s', async (_, claims) => {
    const gateway = guarded({ scopes: ['orders:write', 'orders:admin'] });
    expect((await gateway.sendWith(await sign({ ...goodClaims, ...claims }))).status).toBe(200);
    expect(gateway.calls[0]?.event.requestContext).toMatchObject({ authorizer: { jwt: { scopes: ['orders:write'] } } });
  });

  it('reaches a function of payload format 1.0 as claims and scopes', async () => {
    const integrations = { lambda: integration({ payloadFormatVersion: '1.0' }) };
    const gateway = guarded({ definition: { integrations } });
    await gateway.sendWith(await sign());
    expect(gateway.calls[0]?.event.requestContext?.authorizer).toMatchObject({
      claims: { sub: 'reader-7' },
      scopes: null,
    });
  });
});

describe('a token that is wrong', () => {
  const cases: readonly (readonly [name: string, token: () => Promise<string> | string, reason: string])[] = [
    ['is no token', () => 'open-sesame', 'the token is malformed'],
    ['is empty after its prefix', () => '', 'the token is malformed'],
    ['has four parts', async () => `${await sign()}.x`, 'the token is malformed'],
    ['is unsigned (alg none)', () => unsigned('none'), 'the signing method is invalid'],
    ['is unsigned (alg None)', () => unsigned('None'), 'the signing method is invalid'],
    ['is signed with HS256 and the public key as secret', hmacWithPublicKey, 'the signing method is invalid'],
    ['is signed with PS256', () => forge({ alg: 'PS256' }), 'the signing method is invalid'],
    ['is signed with ES256', () => forge({ alg: 'ES256' }, elliptic.privateKey), 'the signing method is invalid'],
    ['is signed by somebody else under a published key id', () => forge({}), 'the signature is invalid'],
    ['has a changed payload', tampered, 'the signature is invalid'],
    ['has no key id', () => forge({ kid: undefined }), 'the token has no key id'],
    ['has an unknown key id', () => forge({ kid: 'unheard-of' }), 'the signing key is unknown'],
    ['has a payload that is no object', () => signedText('"claims"'), 'the signature is invalid'],
    ['has a payload that is no JSON', () => signedText('claims'), 'the signature is invalid'],
    ['has expired', () => sign(goodClaims, { expiresInSeconds: -1 }), 'the token has expired'],
    ['expires now', () => sign(goodClaims, { expiresInSeconds: 0 }), 'the token has expired'],
    ['never expires', () => sign({ ...goodClaims, exp: undefined }), 'the token has expired'],
    ['has an expiry that is text', () => sign({ ...goodClaims, exp: '9999999999' as never }), 'the token has expired'],
    ['is not valid yet', () => sign({ ...goodClaims, nbf: NOW_SECONDS + 1 }), 'the token is not valid yet'],
    [
      'was issued in the future',
      () => sign({ ...goodClaims, iat: NOW_SECONDS + 9 }),
      'the token was issued in the future',
    ],
    ['has another audience', () => sign({ aud: 'records' }), 'the token does not have a valid audience'],
    ['has no audience', () => sign({ sub: 'x' }), 'the token does not have a valid audience'],
    [
      'has an aud that is wrong and a client_id that is right',
      () => sign({ aud: 'records', client_id: 'books' }),
      'the token does not have a valid audience',
    ],
    [
      'is of another issuer with the same key',
      () => world.issuer.sign(OTHER_ISSUER, goodClaims),
      'the token has an invalid issuer',
    ],
    [
      'names the issuer without its trailing slash',
      () => signedAs(ISSUER.slice(0, -1)),
      'the token has an invalid issuer',
    ],
  ];

  it.each(cases)('is refused where it %s', async (_, makeToken, reason) => {
    const token = await makeToken();
    const gateway = guarded();
    const response = await gateway.sendWith(token);
    expect(response).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(headersOf(response)['www-authenticate']).toBe(
      `Bearer scope="" error="invalid_token" error_description="${reason}"`,
    );
    expect(response.logContext()['authorizer.error']).toBe(reason);
    expect(JSON.stringify([response, response.logContext()])).not.toContain(token || 'Bearer  ');
    expect(gateway.calls).toEqual([]);
  });

  it.each([
    ['is missing', []],
    ['is empty', [['Authorization', '']] as const],
  ])('is asked for where it %s', async (_, headers) => {
    const response = await guarded().send('/', { headers });
    expect(response).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(headersOf(response)['www-authenticate']).toBe('Bearer');
  });

  it.each([
    ['has none', {}],
    ['has others', { scope: 'books:read orders:writer', scp: ['x'] }],
    ['has a scope claim of the wrong type', { scope: { 'orders:write': true } }],
  ])('is a 403 where the route asks for scopes and it %s', async (_, claims) => {
    const gateway = guarded({ scopes: ['orders:write', 'orders:admin'] });
    const response = await gateway.sendWith(await sign({ ...goodClaims, ...claims }));
    expect(response).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
    expect(headersOf(response)['www-authenticate']).toContain(
      'scope="orders:write orders:admin" error="insufficient_scope"',
    );
    expect(gateway.calls).toEqual([]);
  });

  async function unsigned(alg: string) {
    const { kid } = await publishedKey();
    const claims = { ...goodClaims, iss: ISSUER, exp: NOW_SECONDS + 60 };
    return `${encode({ alg, kid })}.${encode(claims)}.`;
  }

  async function hmacWithPublicKey() {
    const jwk = await publishedKey();
    const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const text = `${encode({ alg: 'HS256', kid: jwk.kid })}.${encode({ ...goodClaims, iss: ISSUER, exp: NOW_SECONDS + 60 })}`;
    return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
  }

  async function tampered() {
    const [header, , signature] = (await sign()).split('.');
    return `${header}.${encode({ ...goodClaims, sub: 'admin', iss: ISSUER, exp: NOW_SECONDS + 60 })}.${signature}`;
  }

  async function signedAs(iss: string) {
    return signWith(await loadIssuerKeys(world.directory), iss, goodClaims, { nowMs: () => START_MS });
  }

  async function signedText(text: string) {
    const { key, keyId } = await (await loadIssuerKeys(world.directory)).signingKey('RS256');
    return new CompactSign(Buffer.from(text)).setProtectedHeader({ alg: 'RS256', kid: keyId }).sign(key);
  }
});
