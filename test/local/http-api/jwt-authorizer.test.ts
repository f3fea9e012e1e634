import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, type JWTHeaderParameters, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadIssuerKey } from '../../../lib/local/issuer/key-store.js';
import { signWith } from '../../../lib/local/issuer/sign-token.js';
import { type LocalIssuer, startIssuer } from '../../../lib/local/issuer/start-issuer.js';
import type { HttpAuthorizer } from '../../../lib/local/model/http-api.js';
import { boundedFetchJson } from './support/fetch-json.js';
import { createGateway, headersOf, integration, route, type Setup, START_MS } from './support/gateway.js';

const ISSUER = 'https://id.books.example/';
const OTHER_ISSUER = 'https://id.music.example/pool';
const NOW_SECONDS = START_MS / 1000;

let directory: string;
let issuer: LocalIssuer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gatewright-jwt-'));
  issuer = await startIssuer({
    issuers: [ISSUER, OTHER_ISSUER],
    host: '127.0.0.1',
    port: 0,
    keyStore: directory,
    nowMs: () => START_MS,
  });
});

afterAll(async () => {
  await issuer.close();
  await rm(directory, { recursive: true });
});

const authorizer = (changes: Partial<Extract<HttpAuthorizer, { kind: 'JWT' }>> = {}): HttpAuthorizer => ({
  id: 'readers',
  name: 'readers',
  kind: 'JWT',
  issuer: ISSUER,
  audience: ['books', 'shelves'],
  identitySource: ['$request.header.Authorization'],
  ...changes,
});

const JWT = (scopes: readonly string[] = []) => ({ kind: 'JWT', authorizerId: 'readers', scopes }) as const;

function guarded(setup: Setup & { authorizer?: HttpAuthorizer; scopes?: readonly string[] } = {}) {
  const { fetchJson, urls } = boundedFetchJson(issuer.redirect);
  const gateway = createGateway({
    fetchJson,
    ...setup,
    definition: {
      routes: [route('$default', JWT(setup.scopes))],
      authorizers: { readers: setup.authorizer ?? authorizer() },
      ...setup.definition,
    },
  });
  const sendWith = (token: string, target = '/') =>
    gateway.send(target, { headers: [['Authorization', `Bearer ${token}`]] });
  return { ...gateway, sendWith, urls };
}

const goodClaims = { sub: 'reader-7', aud: 'books' };
const sign = (claims: object = goodClaims, options = {}) => issuer.sign(ISSUER, { ...claims }, options);

const rogue = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A token in which everything is right, but for what `header` and `key` change. */
async function forge(header: { alg?: string; kid?: string | undefined }, key: KeyObject = rogue.privateKey) {
  const { kid } = await publishedKey();
  return new SignJWT({ ...goodClaims, iss: ISSUER, exp: NOW_SECONDS + 60, iat: NOW_SECONDS })
    .setProtectedHeader({ alg: 'RS256', kid, ...header } as JWTHeaderParameters)
    .sign(key);
}

async function publishedKey(): Promise<{ kid: string; n: string; e: string; kty: string }> {
  const response = await fetch(`${issuer.standInFor(ISSUER)}/jwks`);
  return ((await response.json()) as { keys: { kid: string; n: string; e: string; kty: string }[] }).keys[0] as never;
}

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
      () => issuer.sign(OTHER_ISSUER, goodClaims),
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
    const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const text = `${encode({ alg: 'HS256', kid: jwk.kid })}.${encode({ ...goodClaims, iss: ISSUER, exp: NOW_SECONDS + 60 })}`;
    return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
  }

  async function tampered() {
    const [header, , signature] = (await sign()).split('.');
    return `${header}.${encode({ ...goodClaims, sub: 'admin', iss: ISSUER, exp: NOW_SECONDS + 60 })}.${signature}`;
  }

  async function signedAs(iss: string) {
    return signWith(await loadIssuerKey(directory), iss, goodClaims, { nowMs: () => START_MS });
  }

  async function signedText(text: string) {
    const key = await loadIssuerKey(directory);
    return new CompactSign(Buffer.from(text))
      .setProtectedHeader({ alg: 'RS256', kid: key.keyId })
      .sign(await key.signingKey('RS256'));
  }
});

describe('the keys of an issuer', () => {
  it('are fetched once for requests at the same time, and kept for two hours', async () => {
    const gateway = guarded();
    const token = await sign(goodClaims, { expiresInSeconds: 100_000 });
    const first = await Promise.all([1, 2, 3, 4].map(() => gateway.sendWith(token)));
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(gateway.urls).toEqual([`${ISSUER}.well-known/openid-configuration`, expect.stringMatching(/\/jwks$/)]);
    gateway.clock.nowMs += 2 * 3600 * 1000 - 1;
    await gateway.sendWith(token);
    expect(gateway.urls).toHaveLength(2);
    gateway.clock.nowMs += 1;
    expect((await gateway.sendWith(token)).status).toBe(200);
    expect(gateway.urls).toHaveLength(4);
  });

  it('are asked for again for an unknown key id, but not twice in thirty seconds', async () => {
    const gateway = guarded();
    await gateway.sendWith(await sign());
    const unknown = await forge({ kid: 'rotated' });
    for (let count = 0; count < 5; count++) expect((await gateway.sendWith(unknown)).status).toBe(401);
    expect(gateway.urls).toHaveLength(2);
    gateway.clock.nowMs += 30_000;
    await Promise.all([gateway.sendWith(unknown), gateway.sendWith(unknown)]);
    expect(gateway.urls).toHaveLength(4);
  });

  it('are used as soon as a rotation publishes them', async () => {
    const keys: object[] = [];
    const fetchJson = async (url: string) =>
      url.endsWith('/jwks') ? { keys: [...keys] } : { jwks_uri: 'http://x/jwks' };
    const gateway = guarded({ fetchJson });
    const token = await forge({ kid: 'next' });
    expect((await gateway.sendWith(token)).status).toBe(401);
    keys.push({ ...rogue.publicKey.export({ format: 'jwk' }), kid: 'next', use: 'sig', alg: 'RS256' });
    gateway.clock.nowMs += 30_000;
    expect((await gateway.sendWith(token)).status).toBe(200);
  });

  it('are not used after two hours where the issuer has gone', async () => {
    let gone = false;
    const { fetchJson } = boundedFetchJson(issuer.redirect);
    const gateway = guarded({ fetchJson: async (url) => (gone ? Promise.reject(new Error('gone')) : fetchJson(url)) });
    const token = await sign(goodClaims, { expiresInSeconds: 100_000 });
    expect((await gateway.sendWith(token)).status).toBe(200);
    gone = true;
    gateway.clock.nowMs += 2 * 3600 * 1000;
    expect((await gateway.sendWith(token)).status).toBe(401);
    gone = false;
    gateway.clock.nowMs += 1000;
    expect((await gateway.sendWith(token)).status).toBe(200);
  });

  it('stay in use where an unknown key id comes while the issuer has gone', async () => {
    let gone = false;
    const { fetchJson } = boundedFetchJson(issuer.redirect);
    const gateway = guarded({ fetchJson: async (url) => (gone ? Promise.reject(new Error('gone')) : fetchJson(url)) });
    const token = await sign();
    expect((await gateway.sendWith(token)).status).toBe(200);
    gone = true;
    gateway.clock.nowMs += 30_000;
    expect((await gateway.sendWith(await forge({ kid: 'unheard-of' }))).status).toBe(401);
    expect((await gateway.sendWith(token)).status).toBe(200);
  });

  it.each([
    ['of another use', { use: 'enc' }],
    ['for another algorithm', { alg: 'RS512' }],
    ['of another kind', { kty: 'oct', k: 'c2VjcmV0' }],
    ['without a modulus', { n: undefined }],
    ['too short for RSA', { n: Buffer.alloc(64, 0xab).toString('base64url') }],
  ])('are passed over where they are %s', async (_, changes) => {
    const published = rogue.publicKey.export({ format: 'jwk' });
    const { kid } = await publishedKey();
    const fetchJson = async (url: string) =>
      url.endsWith('/jwks') ? { keys: [{ ...published, kid, ...changes }] } : { jwks_uri: 'http://x/jwks' };
    expect((await guarded({ fetchJson }).sendWith(await forge({}))).status).toBe(401);
  });

  it.each<[string, RequestListener]>([
    ['answers nothing in time', () => {}],
    ['has gone', (request) => request.socket.destroy()],
    ['answers 500', (_, response) => response.writeHead(500).end('{}')],
    ['answers no JSON', (_, response) => response.end('<html>')],
    ['answers endlessly', (_, response) => response.end(`{"keys":["${'x'.repeat(200_000)}"]}`)],
    ['has no jwks_uri', (_, response) => response.end('{}')],
    ['has a jwks_uri that is no address', (_, response) => response.end('{"jwks_uri":"file:///etc/passwd"}')],
    ['has a list as document', (_, response) => response.end('[]')],
    ['has keys that are no list', (request, response) => respond(request.headers.host, response, '{"keys":{}}')],
    [
      'has keys that are no objects',
      (request, response) => respond(request.headers.host, response, '{"keys":[null,1,"x"]}'),
    ],
    [
      'has a thousand keys',
      (request, response) => respond(request.headers.host, response, `{"keys":[${Array(1000).fill('{}')}]}`),
    ],
  ])('are unavailable, and the request refused, where the issuer %s', async (_, listener) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await new Promise((resolve) => server.once('listening', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { fetchJson } = boundedFetchJson((url) => url.replace(ISSUER.slice(0, -1), origin));
    const gateway = guarded({ fetchJson });
    const response = await gateway.sendWith(await sign());
    expect(response.status).toBe(401);
    expect(gateway.calls).toEqual([]);
  });

  const respond = (host: string | undefined, response: Parameters<RequestListener>[1], keys: string) =>
    response.end(response.req.url === '/jwks' ? keys : JSON.stringify({ jwks_uri: `http://${host}/jwks` }));
});
