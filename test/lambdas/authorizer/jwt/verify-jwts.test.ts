import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyJwts } from '../../../../lambdas/authorizer/jwt/verify-jwts.js';
import type { Refusal } from '../../../../lambdas/authorizer/refusal.js';
import type { JwtSchemeConfig } from '../../../../lib/plan/plan.js';
import {
  type AuthorizationServer,
  DISCOVERY,
  JWT_ISSUER,
  serveKeys,
  startAuthorizationServer,
} from '../authorization-server.js';
import { type Keys, makeKeys, NOW_S, schemeFor, sign } from '../fixtures.js';

const OTHER_ISSUER = 'https://as.example/tenant';
let keys: Keys;
let otherKeys: Keys;
let server: AuthorizationServer;
beforeAll(async () => {
  [keys, otherKeys] = [await makeKeys(), await makeKeys()];
});
beforeEach(async () => {
  server = await startAuthorizationServer();
  serveKeys(server, keys.jwk);
  server.reply(`/tenant${DISCOVERY}`, () => ({ issuer: OTHER_ISSUER, jwks_uri: `${OTHER_ISSUER}/keys` }));
  server.reply('/tenant/keys', () => ({ keys: [otherKeys.jwk] }));
});
afterEach(() => server.close());

const outcomeOf = (token: string, more: Partial<JwtSchemeConfig>) =>
  verifyJwts(server.services)({ ...schemeFor(JWT_ISSUER), ...more })(token).then(
    () => 'let in',
    ({ reason }: Refusal) => reason,
  );

describe('several issuers', () => {
  const issuers = [JWT_ISSUER, OTHER_ISSUER];

  it('each sign for themselves', async () => {
    expect(await outcomeOf(await sign(keys, JWT_ISSUER), { issuers })).toBe('let in');
    expect(await outcomeOf(await sign(otherKeys, OTHER_ISSUER), { issuers })).toBe('let in');
  });

  it('sign for no other', async () => {
    expect(await outcomeOf(await sign(otherKeys, JWT_ISSUER), { issuers })).toBe('signature-wrong');
    expect(await outcomeOf(await sign(keys, OTHER_ISSUER), { issuers })).toBe('signature-wrong');
  });

  it('are not joined by whom a token names, and nobody asks that one', async () => {
    expect(await outcomeOf(await sign(keys, 'https://as.example/evil'), { issuers })).toBe('issuer-wrong');
    expect(await outcomeOf('a.b.c', { issuers })).toBe('issuer-wrong');
    expect(server.requests).toEqual([]);
  });
});

describe('audiences', () => {
  const rows: readonly (readonly [string, readonly string[], Record<string, unknown>, string])[] = [
    ['any, where none is named', [], { aud: 'whoever' }, 'let in'],
    ['no aud at all, where none is named', [], { aud: undefined }, 'let in'],
    ['of an ID token of Cognito', ['client-1'], { aud: 'client-1', token_use: 'id' }, 'let in'],
    ['of an access token of Cognito', ['client-1'], { aud: undefined, client_id: 'client-1' }, 'let in'],
    ['of an access token of another client', ['client-1'], { aud: undefined, client_id: 'client-2' }, 'audience-wrong'],
  ];
  it.each(rows)('take %s', async (_name, audiences, claims, outcome) => {
    expect(await outcomeOf(await sign(keys, JWT_ISSUER, claims), { audiences })).toBe(outcome);
  });
});

describe('access tokens of RFC 9068', () => {
  const full = { client_id: 'app', jti: 'j-1', iat: NOW_S };
  const rows: readonly (readonly [string, Record<string, unknown>, Record<string, unknown>, string])[] = [
    ['all that it has to have', {}, { typ: 'at+jwt' }, 'let in'],
    ['the long name of its type', {}, { typ: 'application/at+jwt' }, 'let in'],
    ['no type', {}, {}, 'token-type-wrong'],
    ['the type of an ID token', {}, { typ: 'JWT' }, 'token-type-wrong'],
    ['no jti', { jti: undefined }, { typ: 'at+jwt' }, 'jti-missing'],
    ['no client', { client_id: undefined }, { typ: 'at+jwt' }, 'client_id-missing'],
    ['no time of issue', { iat: undefined }, { typ: 'at+jwt' }, 'iat-missing'],
    [
      'a client in place of an audience',
      { aud: undefined, client_id: 'bookshop' },
      { typ: 'at+jwt' },
      'audience-wrong',
    ],
  ];
  it.each(rows)('with %s', async (_name, claims, header, outcome) => {
    const token = await sign(keys, JWT_ISSUER, { ...full, ...claims }, header);
    expect(await outcomeOf(token, { tokenType: 'at+jwt' })).toBe(outcome);
  });
});

describe('keys at a place of their own', () => {
  it('are read there, without discovery', async () => {
    const token = await sign(otherKeys, JWT_ISSUER);
    expect(await outcomeOf(token, { jwksUri: `${OTHER_ISSUER}/keys` })).toBe('let in');
    expect(server.requests.map(({ path }) => path)).toEqual(['/tenant/keys']);
  });

  it('are not those of the same issuer by discovery', async () => {
    const verify = verifyJwts(server.services);
    const [discovered, stated] = [schemeFor(JWT_ISSUER), { ...schemeFor(JWT_ISSUER), jwksUri: `${OTHER_ISSUER}/keys` }];
    await verify(discovered)(await sign(keys, JWT_ISSUER));
    await expect(verify(stated)(await sign(keys, JWT_ISSUER))).rejects.toMatchObject({ reason: 'signature-wrong' });
  });
});
