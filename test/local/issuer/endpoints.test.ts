import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOpaqueTokens, mintOpaqueToken } from '../../../lib/local/issuer/opaque-tokens.js';
import { type LocalIssuer, startIssuer } from '../../../lib/local/issuer/start-issuer.js';

const ISSUER = 'https://id.example/shop/';
const INTROSPECTION = 'https://id.example/shop/introspect';
const OTHER_INTROSPECTION = 'https://other.example/introspect';
const EXCHANGE = 'https://id.example/shop/token';
const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const SECRET = 'a secret: with +, % and ü';

const clock = { nowMs: Date.UTC(2026, 4, 1) };
let keyStore: string;
let issuer: LocalIssuer;
beforeAll(async () => {
  keyStore = await mkdtemp(join(tmpdir(), 'gatewright-endpoints-'));
  issuer = await startIssuer({
    issuers: [ISSUER],
    introspectionEndpoints: [INTROSPECTION, OTHER_INTROSPECTION],
    tokenEndpoints: [EXCHANGE],
    isClientSecret: (text) => text === SECRET,
    keyStore,
    host: '127.0.0.1',
    port: 0,
    nowMs: () => clock.nowMs,
  });
});
afterAll(async () => {
  await issuer.close();
  await rm(keyStore, { recursive: true });
});

/** As RFC 6749 has it: form-encoded, then joined. */
const basic = (id = 'gate way', secret = SECRET) =>
  `Basic ${Buffer.from(`${new URLSearchParams([[id, '']]).toString().slice(0, -1)}:${new URLSearchParams([['', secret]]).toString().slice(1)}`).toString('base64')}`;

async function post(endpoint: string, form: Readonly<Record<string, string>> | string, headers: object = {}) {
  const response = await fetch(issuer.standInFor(endpoint) ?? '', {
    method: 'POST',
    headers: { authorization: basic(), 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof form === 'string' ? form : new URLSearchParams(form),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const introspect = (token: string, endpoint = INTROSPECTION) => post(endpoint, { token });

describe('an introspection endpoint', () => {
  it('answers the claims of a token that was minted for it', async () => {
    const token = issuer.opaque(INTROSPECTION, { sub: 'ada', scope: 'read' }, { expiresInSeconds: 60 });
    const seconds = clock.nowMs / 1000;
    const { status, headers, body } = await introspect(token);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      active: true,
      sub: 'ada',
      scope: 'read',
      token_type: 'Bearer',
      iat: seconds,
      exp: seconds + 60,
    });
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('ada');
  });

  it.each([
    ['has expired', () => issuer.opaque(INTROSPECTION, { sub: 'ada' }, { expiresInSeconds: 0 })],
    ['was minted for another', () => issuer.opaque(OTHER_INTROSPECTION, { sub: 'ada' })],
    [
      'says of itself that it is active',
      () => issuer.opaque(INTROSPECTION, { active: true }, { expiresInSeconds: -1 }),
    ],
    ['was changed', () => changed(issuer.opaque(INTROSPECTION, { sub: 'ada' }))],
    ['was made longer', () => `${issuer.opaque(INTROSPECTION, { sub: 'ada' })}AAAA`],
    ['is none', () => 'guessed'],
    ['is a JWT', () => issuer.sign(ISSUER, { sub: 'ada' })],
  ])('answers nothing but inactive for one that %s', async (_, make) => {
    const { status, body } = await introspect(await make());
    expect([status, body]).toEqual([200, { active: false }]);
  });

  it.each([
    ['a page of another origin', { origin: 'https://evil.example' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-origin' }],
  ])('answers nothing to %s, whatever it knows', async (_, headers) => {
    const token = issuer.opaque(INTROSPECTION, { sub: 'ada' });
    const { status, body } = await post(INTROSPECTION, { token }, headers);
    expect([status, body.error, body.active]).toEqual([403, 'access_denied', undefined]);
  });

  it('knows tokens of another process with the same key, and none of another key', async () => {
    const options = { nowMs: () => clock.nowMs };
    const token = mintOpaqueToken(await loadOpaqueTokens(keyStore), INTROSPECTION, { sub: 'bob' }, options);
    const elsewhere = await mkdtemp(join(tmpdir(), 'gatewright-endpoints-'));
    const foreign = mintOpaqueToken(await loadOpaqueTokens(elsewhere), INTROSPECTION, { sub: 'bob' }, options);
    await rm(elsewhere, { recursive: true });
    expect((await introspect(token)).body).toMatchObject({ active: true, sub: 'bob' });
    expect((await introspect(foreign)).body).toEqual({ active: false });
  });

  it.each([
    ['without a token', {}, {}],
    ['with two', 'token=a&token=b', {}],
    ['that is no form', '{"token":"a"}', { 'content-type': 'application/json' }],
    ['that is too large', { token: 'x'.repeat(70_000) }, {}],
  ])('refuses a request %s', async (_, form, headers) => {
    expect(await post(INTROSPECTION, form, headers)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('mints for the endpoints of the project alone', () => {
    expect(() => issuer.opaque('https://evil.example/introspect', {})).toThrow(RangeError);
  });
});

function changed(token: string): string {
  const at = Math.floor(token.length / 2);
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

describe('a client', () => {
  it.each([
    ['no authentication', ''],
    ['a wrong secret', basic('gate way', 'guessed')],
    ['an empty secret', basic('gate way', '')],
    ['no id', basic('', SECRET)],
    ['a bearer token', `Bearer ${SECRET}`],
    ['what is no Basic', 'Basic %%%'],
    ['a secret that is not encoded', `Basic ${Buffer.from(`a:${SECRET}`, 'latin1').toString('base64')}`],
  ])('with %s is refused by both endpoints', async (_, authorization) => {
    for (const endpoint of [INTROSPECTION, EXCHANGE]) {
      const { status, headers, body } = await post(endpoint, { token: 'a' }, { authorization });
      expect([status, body.error, headers.get('www-authenticate')]).toEqual([
        401,
        'invalid_client',
        'Basic realm="local issuer"',
      ]);
    }
  });

  it('has to post', async () => {
    const response = await fetch(issuer.standInFor(EXCHANGE) ?? '', { headers: { authorization: basic() } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('a token endpoint', () => {
  const exchange = (subject: string, more: Readonly<Record<string, string>> = {}) =>
    post(EXCHANGE, {
      grant_type: GRANT,
      subject_token: subject,
      subject_token_type: ACCESS_TOKEN,
      audience: 'warehouse',
      ...more,
    });

  async function verify(token: unknown) {
    const jwks = await fetch(`${issuer.standInFor(ISSUER)}/.well-known/jwks.json`);
    const keys = createLocalJWKSet((await jwks.json()) as JSONWebKeySet);
    return (await jwtVerify(String(token), keys, { currentDate: new Date(clock.nowMs), audience: 'warehouse' }))
      .payload;
  }

  it('answers a JWT with one of the asked audience, for the same subject', async () => {
    const subject = await issuer.sign(ISSUER, { sub: 'ada', aud: 'shop', scope: 'read' });
    const { status, headers, body } = await exchange(subject);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'read',
    });
    expect(await verify(body.access_token)).toMatchObject({
      iss: ISSUER,
      sub: 'ada',
      aud: 'warehouse',
      client_id: 'gate way',
      scope: 'read',
      act: { sub: 'gate way' },
      exp: clock.nowMs / 1000 + 300,
    });
  });

  it('answers an opaque token so too, with the scope that is asked for', async () => {
    const subject = issuer.opaque(INTROSPECTION, { sub: 'bob', scope: 'all' });
    const { body } = await exchange(subject, { scope: 'stock:read' });
    expect(await verify(body.access_token)).toMatchObject({
      iss: 'https://id.example',
      sub: 'bob',
      scope: 'stock:read',
    });
  });

  it('never answers a token that outlives the first', async () => {
    const { body } = await exchange(await issuer.sign(ISSUER, { sub: 'ada' }, { expiresInSeconds: 40 }));
    expect(body.expires_in).toBe(40);
    expect(await verify(body.access_token)).toMatchObject({ exp: clock.nowMs / 1000 + 40 });
  });

  const foreignKey = new TextEncoder().encode('0123456789abcdef0123456789abcdef');
  it.each([
    ['is nothing', () => 'guessed'],
    ['has expired', () => issuer.sign(ISSUER, { sub: 'ada' }, { expiresInSeconds: -1 })],
    ['has expired, and is opaque', () => issuer.opaque(INTROSPECTION, { sub: 'ada' }, { expiresInSeconds: -1 })],
    [
      'others signed',
      () => new SignJWT({ iss: ISSUER, exp: 9e9 }).setProtectedHeader({ alg: 'HS256' }).sign(foreignKey),
    ],
    ['names another issuer', () => otherIssuer()],
  ])('refuses a subject token that %s, without a word of it', async (_, make) => {
    const subject = await make();
    const { status, body } = await exchange(subject);
    expect([status, body.error]).toEqual([400, 'invalid_request']);
    expect(JSON.stringify(body)).not.toContain(subject);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['unsupported_grant_type', { grant_type: 'client_credentials' }],
    ['invalid_request', { grant_type: '' }],
    ['invalid_request', { subject_token: '' }],
    ['invalid_request', { subject_token_type: 'jwt' }],
    ['invalid_request', { requested_token_type: 'urn:ietf:params:oauth:token-type:saml2' }],
    ['invalid_target', { audience: '' }],
  ])('answers %s to %j', async (error, more) => {
    const { status, body } = await exchange(await issuer.sign(ISSUER, { sub: 'ada' }), more);
    expect([status, body.error]).toEqual([400, error]);
  });
});

/** Signed with the same keys, for an issuer that the project does not name. */
async function otherIssuer(): Promise<string> {
  const other = await startIssuer({ issuers: ['https://evil.example'], keyStore, host: '127.0.0.1', port: 0 });
  const token = await other.sign('https://evil.example', { sub: 'ada', exp: 9e9 });
  await other.close();
  return token;
}

describe('the key of opaque tokens', () => {
  it('is refused where its file holds another thing', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gatewright-endpoints-'));
    await writeFile(join(directory, 'opaque-token-key'), 'short');
    await expect(loadOpaqueTokens(directory)).rejects.toThrow(/no key of 256 bits: delete the file/);
    await rm(directory, { recursive: true });
  });
});
