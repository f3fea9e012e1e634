import { KeyObject, sign as signBytes, type webcrypto } from 'node:crypto';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize } from '../../../lambdas/authorizer/authorize.js';
import type { AuthorizerAnswer, AuthorizerEvent } from '../../../lambdas/authorizer/event.js';
import { boundedFetchJson } from '../../../lambdas/authorizer/jwt/fetch-json.js';
import { issuerKeys } from '../../../lambdas/authorizer/jwt/issuer-keys.js';
import type { Refusal } from '../../../lambdas/authorizer/refusal.js';
import {
  configFor,
  eventFor,
  httpEventFor,
  isAllowed,
  jwtChecks,
  type Keys,
  type LocalIssuer,
  makeKeys,
  NOW_MS,
  NOW_S,
  sign,
  startIssuer,
  unsigned,
} from './fixtures.js';

let keys: Keys;
let issuer: LocalIssuer;
let find: ReturnType<typeof issuerKeys>;
const ORDERS = 'POST /orders/{id}/items';

beforeAll(async () => {
  keys = await makeKeys();
  issuer = await startIssuer(() => ({ keys: [keys.jwk] }));
  find = issuerKeys(boundedFetchJson({ fetch }), () => NOW_MS);
});
afterAll(() => issuer.close());

const ask = (event: AuthorizerEvent) => {
  const config = configFor(issuer.issuer);
  return authorize(event, config, jwtChecks(config, find));
};

/** Asks as both kinds of API do: they have to agree. */
async function decide(route: string, authorization: string | readonly string[] | undefined): Promise<AuthorizerAnswer> {
  const http = await ask(httpEventFor(route, authorization)).catch((refusal: Refusal) => refusal);
  const rest = await ask(eventFor(route, authorization)).catch((refusal: Refusal) => refusal);
  expect(outcomeOf(http)).toEqual(outcomeOf(rest));
  if (rest instanceof Error) throw rest;
  return rest;
}

function outcomeOf(result: AuthorizerAnswer | Refusal): unknown {
  if (result instanceof Error)
    return [result.kind, result.reason.replace('several-token-headers', 'not-a-bearer-token')];
  return [isAllowed(result), result.context];
}

describe('tokens that are let through', () => {
  const rows: readonly {
    readonly name: string;
    readonly claims?: Record<string, unknown>;
    readonly header?: Record<string, unknown>;
  }[] = [
    { name: 'an audience as a string', claims: { aud: 'bookshop-mobile' } },
    { name: 'an audience as a list', claims: { aud: ['elsewhere', 'bookshop'] } },
    { name: 'a client_id where there is no aud', claims: { aud: undefined, client_id: 'bookshop' } },
    { name: 'scopes in scp as a list', claims: { scope: undefined, scp: ['orders:admin'] } },
    { name: 'scopes in scp as a string', claims: { scope: undefined, scp: 'x orders:write' } },
    { name: 'an expiry within the tolerance', claims: { exp: NOW_S - 9 } },
    { name: 'a start within the tolerance', claims: { nbf: NOW_S + 9 } },
    { name: 'a time of issue within the tolerance', claims: { iat: NOW_S + 9 } },
    { name: 'RS384', header: { alg: 'RS384' } },
    { name: 'RS512', header: { alg: 'RS512' } },
    { name: 'a type of at+jwt', header: { typ: 'at+jwt' } },
  ];
  it.each(rows)('takes $name', async ({ claims = {}, header = {} }) => {
    const own = header.alg ? await keysOf(header.alg as string) : keys;
    expect(isAllowed(await decide(ORDERS, `Bearer ${await sign(own, issuer.issuer, claims, header)}`))).toBe(true);
  });

  async function keysOf(alg: string): Promise<Pick<Keys, 'privateKey'>> {
    const jwk = await crypto.subtle.exportKey('jwk', keys.privateKey);
    delete jwk.alg;
    const hash = `SHA-${alg.slice(2)}`;
    return {
      privateKey: await crypto.subtle.importKey('jwk', jwk, { name: 'RSASSA-PKCS1-v1_5', hash }, true, ['sign']),
    };
  }

  it('answers who it is, with claims as one JSON string', async () => {
    const answer = await decide(ORDERS, `bearer ${await sign(keys, issuer.issuer, { tier: { level: 3 } })}`);
    expect(answer).toHaveProperty('principalId', 'ada');
    expect(answer.context).toMatchObject({ sub: 'ada', scope: 'books:read orders:write' });
    expect(JSON.parse(answer.context?.claims ?? '')).toMatchObject({ sub: 'ada', aud: 'bookshop', tier: { level: 3 } });
  });

  it('names a machine client by its client_id', async () => {
    const token = await sign(keys, issuer.issuer, { sub: undefined, client_id: 'robot-9' });
    expect(await decide('GET /me', `Bearer ${token}`)).toHaveProperty('principalId', 'robot-9');
  });

  it('needs no scope where the route asks for none', async () => {
    const token = await sign(keys, issuer.issuer, { scope: undefined });
    expect(isAllowed(await decide('GET /me', `Bearer ${token}`))).toBe(true);
  });

  it('finds the ANY route of a resource for a method without its own', async () => {
    expect(isAllowed(await decide('DELETE /files/{path+}', `Bearer ${await sign(keys, issuer.issuer)}`))).toBe(true);
  });
});

describe('claims and headers that are refused', () => {
  const rows: readonly (readonly [string, Record<string, unknown>, Record<string, unknown>, string])[] = [
    ['another issuer', { iss: 'https://evil.example/' }, {}, 'issuer-wrong'],
    ['no issuer', { iss: undefined }, {}, 'issuer-wrong'],
    ['an issuer that is no string', { iss: 7 }, {}, 'issuer-wrong'],
    ['another audience', { aud: 'elsewhere' }, {}, 'audience-wrong'],
    ['other audiences', { aud: ['elsewhere', 'beyond'] }, {}, 'audience-wrong'],
    ['an empty list of audiences', { aud: [] }, {}, 'audience-wrong'],
    ['an audience list with a stranger in type', { aud: ['bookshop', 7] }, {}, 'audience-wrong'],
    ['a wrong audience beside a right client_id', { aud: 'elsewhere', client_id: 'bookshop' }, {}, 'audience-wrong'],
    ['neither aud nor client_id', { aud: undefined }, {}, 'audience-wrong'],
    ['an expiry past the tolerance', { exp: NOW_S - 10 }, {}, 'expired'],
    ['no expiry', { exp: undefined }, {}, 'exp-missing'],
    ['an expiry that is a string', { exp: String(NOW_S + 600) }, {}, 'exp-no-number'],
    ['a start past the tolerance', { nbf: NOW_S + 11 }, {}, 'not-yet-valid'],
    ['a start that is a string', { nbf: 'now' }, {}, 'nbf-no-number'],
    ['a time of issue in the future', { iat: NOW_S + 11 }, {}, 'issued-in-the-future'],
    ['a time of issue that is no number', { iat: [NOW_S] }, {}, 'iat-no-number'],
    ['neither subject nor client', { sub: undefined }, {}, 'subject-missing'],
    ['a subject that is no string', { sub: { name: 'ada' } }, {}, 'subject-missing'],
    ['an empty subject', { sub: '' }, {}, 'subject-missing'],
    ['no kid', {}, { kid: undefined }, 'kid-missing'],
    ['a kid that is no string', {}, { kid: 1 }, 'kid-no-text'],
    ['an unknown kid', {}, { kid: 'key-2' }, 'key-unknown'],
    ['a jku', {}, { jku: 'http://127.0.0.1:1/keys' }, 'key-in-header'],
    ['an x5u', {}, { x5u: 'http://127.0.0.1:1/cert' }, 'key-in-header'],
  ];
  it.each(rows)('refuses %s', async (_name, claims, header, reason) => {
    const token = await sign(keys, issuer.issuer, claims, header);
    await expect(decide(ORDERS, `Bearer ${token}`)).rejects.toMatchObject({ kind: 'unauthorized', reason });
  });

  it('refuses an issuer that lacks only the slash at its end', async () => {
    const token = await sign(keys, issuer.issuer, { iss: issuer.issuer.slice(0, -1) });
    await expect(decide(ORDERS, `Bearer ${token}`)).rejects.toMatchObject({ reason: 'issuer-wrong' });
  });

  it('refuses a time that has no end, which JSON can say as 1e999', async () => {
    const input = unsigned({ alg: 'RS256', kid: 'key-1' }, {}, '').split('.')[0];
    const claims = `{"iss":${JSON.stringify(issuer.issuer)},"aud":"bookshop","sub":"ada","exp":1e999}`;
    const payload = `${input}.${Buffer.from(claims).toString('base64url')}`;
    const key = KeyObject.from(keys.privateKey as unknown as webcrypto.CryptoKey);
    const token = `${payload}.${signBytes('sha256', Buffer.from(payload), key).toString('base64url')}`;
    await expect(decide('GET /me', `Bearer ${token}`)).rejects.toMatchObject({ reason: 'exp-no-number' });
  });

  it('refuses a key that the token brings along, however well it fits', async () => {
    const own = await makeKeys();
    const token = await sign(own, issuer.issuer, {}, { jwk: own.jwk });
    await expect(decide(ORDERS, `Bearer ${token}`)).rejects.toMatchObject({ reason: 'key-in-header' });
  });

  it('refuses another key under a known kid', async () => {
    const token = await sign(await makeKeys(), issuer.issuer);
    await expect(decide(ORDERS, `Bearer ${token}`)).rejects.toMatchObject({ reason: 'signature-wrong' });
  });
});

describe('algorithms that are refused', () => {
  const payload = () => ({ iss: issuer.issuer, aud: 'bookshop', sub: 'ada', exp: NOW_S + 600, scope: 'orders:write' });

  it.each(['none', 'None', 'HS256', 'HS512', 'PS256', 'ES256', 'EdDSA', 'RSA-OAEP', '', 7])(
    'refuses alg %j',
    async (alg) => {
      const token = unsigned({ alg, kid: 'key-1' }, payload());
      await expect(decide(ORDERS, `Bearer ${token}`)).rejects.toMatchObject({ kind: 'unauthorized' });
    },
  );

  it('refuses an HMAC made with the public key', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(keys.publicKey));
    const token = await new SignJWT(payload()).setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(secret);
    await expect(decide(ORDERS, `Bearer ${token}`)).rejects.toMatchObject({ reason: 'algorithm-not-allowed' });
  });

  it('refuses a good signature of an algorithm that is not allowed', async () => {
    const { privateKey } = await generateKeyPair('PS256');
    const token = await new SignJWT(payload()).setProtectedHeader({ alg: 'PS256', kid: 'key-1' }).sign(privateKey);
    await expect(decide(ORDERS, `Bearer ${token}`)).rejects.toMatchObject({ reason: 'algorithm-not-allowed' });
  });

  it.each([
    ['an unknown critical header', { crit: ['wild'], wild: true }],
    ['an empty list of critical headers', { crit: [] }],
    ['a payload that is not encoded', { crit: ['b64'], b64: false }],
  ])('refuses %s', async (_name, header) => {
    const token = unsigned({ alg: 'RS256', kid: 'key-1', ...header }, payload());
    await expect(decide(ORDERS, `Bearer ${token}`)).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});

describe('what is no bearer token', () => {
  const rows: readonly (readonly [string, string | readonly string[] | undefined, string])[] = [
    ['no header', undefined, 'token-missing'],
    ['two headers', ['Bearer a.b.c', 'Bearer a.b.c'], 'several-token-headers'],
    ['another scheme', 'Basic YTpi', 'not-a-bearer-token'],
    ['characters that no token has', 'Bearer a.b.ü', 'not-a-token'],
    ['a bare token', 'a.b.c', 'not-a-bearer-token'],
    ['two parts', 'Bearer a.b', 'not-a-compact-jws'],
    ['five parts, an encrypted token', 'Bearer a.b.c.d.e', 'not-a-compact-jws'],
    ['two tokens in one header', 'Bearer a.b.c, Bearer a.b.c', 'not-a-bearer-token'],
    ['a line break', 'Bearer a.b.c\n', 'not-a-token'],
    ['a token beyond the limit', `Bearer a.${'b'.repeat(10_240)}.c`, 'token-too-long'],
    ['parts that are no base64url', 'Bearer !!.b.c', 'not-a-token'],
    ['parts that decode to nothing', 'Bearer aaaa.bbbb.cccc', 'header-malformed'],
  ];
  it.each(rows)('refuses %s', async (_name, authorization, reason) => {
    await expect(decide(ORDERS, authorization)).rejects.toMatchObject({ kind: 'unauthorized', reason });
  });

  it('refuses headers of two spellings', async () => {
    const token = `Bearer ${await sign(keys, issuer.issuer)}`;
    const event = { ...eventFor(ORDERS, token), multiValueHeaders: { Authorization: [token], authorization: [token] } };
    await expect(ask(event)).rejects.toMatchObject({
      reason: 'several-token-headers',
    });
  });
});

describe('routes and scopes', () => {
  it.each([
    ['without any of the scopes', { scope: 'orders:read orders:writer' }],
    ['with a scope as a list where a string belongs', { scope: [['orders:write']] }],
    ['with all scopes in one word', { scope: 'orders:write,orders:admin' }],
  ])('forbids a good token %s', async (_name, claims) => {
    const token = await sign(keys, issuer.issuer, claims);
    await expect(decide(ORDERS, `Bearer ${token}`)).rejects.toMatchObject({
      kind: 'forbidden',
      reason: 'scope-missing',
    });
  });

  it.each([
    ['GET /orders/{id}/items', 'route-unknown'],
    ['GET /nowhere', 'route-unknown'],
    ['GET constructor', 'route-unknown'],
    ['ANY /me', 'route-unknown'],
    ['GET /orphan', 'scheme-unknown'],
  ])('forbids %s, which is not in the configuration', async (route, reason) => {
    const token = await sign(keys, issuer.issuer);
    await expect(decide(route, `Bearer ${token}`)).rejects.toMatchObject({ kind: 'forbidden', reason });
  });
});
