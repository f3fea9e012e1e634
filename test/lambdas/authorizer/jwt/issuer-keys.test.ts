import type { RequestListener } from 'node:http';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authorize } from '../../../../lambdas/authorizer/authorize.js';
import { boundedFetchJson } from '../../../../lambdas/authorizer/jwt/fetch-json.js';
import { issuerKeys } from '../../../../lambdas/authorizer/jwt/issuer-keys.js';
import {
  configFor,
  eventFor,
  json,
  jwtChecks,
  type Keys,
  type LocalIssuer,
  makeKeys,
  NOW_MS,
  NOW_S,
  sign,
  startIssuer,
} from '../fixtures.js';

const DISCOVERY = '/.well-known/openid-configuration';
let keys: Keys;
let served: unknown;
let issuer: LocalIssuer;
let clockMs: number;
let find: ReturnType<typeof issuerKeys>;

beforeAll(async () => {
  keys = await makeKeys();
});
beforeEach(async () => {
  served = { keys: [keys.jwk] };
  issuer = await startIssuer(() => served);
  clockMs = NOW_MS;
  find = issuerKeys(boundedFetchJson({ fetch, timeoutMs: 1_000 }), () => clockMs);
});
afterEach(() => issuer.close());

const checks = () => jwtChecks(configFor(issuer.issuer), find, () => clockMs);

async function call(signer: Keys = keys, header = {}): Promise<string> {
  const token = await sign(signer, issuer.issuer, { exp: NOW_S + 90_000 }, header);
  try {
    await authorize(eventFor('GET /me', `Bearer ${token}`), configFor(issuer.issuer), checks());
    return 'allowed';
  } catch (error) {
    return (error as { reason: string }).reason;
  }
}

describe('reading an issuer’s keys', () => {
  it('reads nothing before the first token, and once for all that come together', async () => {
    expect(issuer.requests).toEqual([]);
    expect(await Promise.all([call(), call(), call()])).toEqual(['allowed', 'allowed', 'allowed']);
    expect(issuer.requests).toEqual([DISCOVERY, '/keys']);
  });

  it('reads nothing for a token whose algorithm is refused', async () => {
    const event = eventFor('GET /me', 'Bearer eyJhbGciOiJub25lIn0.e30.c2ln');
    await expect(authorize(event, configFor(issuer.issuer), checks())).rejects.toMatchObject({
      reason: 'algorithm-not-allowed',
    });
    expect(issuer.requests).toEqual([]);
  });

  it('finds a rotated key once the cool-down is over, and asks no oftener', async () => {
    await call();
    const rotated = await makeKeys();
    served = { keys: [keys.jwk, { ...rotated.jwk, kid: 'key-2' }] };
    expect(await call(rotated, { kid: 'key-2' })).toBe('key-unknown');
    clockMs += 30_000;
    expect(await call(rotated, { kid: 'key-2' })).toBe('allowed');
    expect(await call(rotated, { kid: 'key-3' })).toBe('key-unknown');
    expect(issuer.requests).toHaveLength(4);
  });

  it('drops a withdrawn key when its time is over', async () => {
    await call();
    served = { keys: [{ ...keys.jwk, kid: 'other' }] };
    clockMs += 10 * 60_000 - 1;
    expect(await call()).toBe('allowed');
    clockMs += 1;
    expect(await call()).toBe('key-unknown');
  });

  it('keeps the last keys for an hour while the issuer is gone, and no longer', async () => {
    await call();
    issuer.answers.set(DISCOVERY, (request) => request.socket.destroy());
    clockMs += 60 * 60_000 - 1;
    expect(await call()).toBe('allowed');
    clockMs += 1;
    expect(await call()).toBe('issuer-failed-just-now');
    clockMs += 2_000;
    expect(await call()).toBe('issuer-unreachable');
  });

  it('never takes a symmetric key from the set', async () => {
    served = { keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'key-1', alg: 'RS256' }] };
    expect(await call()).toBe('key-unknown');
  });
});

describe('an issuer that misbehaves', () => {
  const status: (code: number, headers?: Record<string, string>) => RequestListener =
    (code, headers = {}) =>
    (_request, response) =>
      response.writeHead(code, headers).end('{"keys":[]}');
  const text: (content: string) => RequestListener = (content) => (_request, response) => response.end(content);
  const silent: RequestListener = () => undefined;
  const dripping: RequestListener = (_request, response) => void response.write('{');
  const rows: readonly (readonly [string, string, RequestListener, string])[] = [
    ['never answers', DISCOVERY, silent, 'issuer-unreachable'],
    ['never finishes its keys', '/keys', dripping, 'issuer-unreachable'],
    ['hangs up', '/keys', (request) => request.socket.destroy(), 'issuer-unreachable'],
    ['sends keys without end', '/keys', text(`{"keys":[${'1,'.repeat(200_000)}1]}`), 'issuer-answers-too-much'],
    ['redirects its discovery', DISCOVERY, status(302, { location: '/keys' }), 'issuer-answers-no-document'],
    ['redirects its keys', '/keys', status(307, { location: '/keys' }), 'issuer-answers-no-document'],
    ['has no keys', '/keys', status(404), 'issuer-answers-no-document'],
    ['fails', DISCOVERY, status(500), 'issuer-answers-no-document'],
    ['answers HTML', '/keys', text('<html>'), 'issuer-answers-no-json'],
    ['answers null', DISCOVERY, text('null'), 'discovery-names-another-issuer'],
    ['answers keys that are none', '/keys', text('{"keys":"all"}'), 'jwks-malformed'],
    [
      'names another issuer',
      DISCOVERY,
      json(() => ({ issuer: 'https://evil.example/', jwks_uri: `${issuer.issuer}keys` })),
      'discovery-names-another-issuer',
    ],
    ['names no keys', DISCOVERY, json(() => ({ issuer: issuer.issuer })), 'discovery-without-jwks'],
    [
      'names keys that are no address',
      DISCOVERY,
      json(() => ({ issuer: issuer.issuer, jwks_uri: 'keys' })),
      'discovery-without-jwks',
    ],
  ];
  it.each(rows)('lets nobody through when it %s, within a bounded time', async (_name, path, listener, reason) => {
    issuer.answers.set(path, listener);
    const startedMs = performance.now();
    expect(await call()).toBe(reason);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });

  it('does not ask a failed issuer again at once', async () => {
    issuer.answers.set(DISCOVERY, status(500));
    expect([await call(), await call()]).toEqual(['issuer-answers-no-document', 'issuer-failed-just-now']);
    expect(issuer.requests).toEqual([DISCOVERY]);
    clockMs += 2_000;
    await call();
    expect(issuer.requests).toEqual([DISCOVERY, DISCOVERY]);
  });

  it('takes no keys over plain HTTP for an issuer with TLS', async () => {
    const document = { issuer: 'https://id.example/', jwks_uri: 'http://id.example/keys' };
    const secure = issuerKeys(
      async () => document,
      () => NOW_MS,
    )('https://id.example/');
    await expect(secure({ alg: 'RS256', kid: 'key-1' })).rejects.toMatchObject({
      reason: 'jwks-without-tls',
    });
  });
});
