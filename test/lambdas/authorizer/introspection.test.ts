import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { introspectTokens } from '../../../lambdas/authorizer/introspection/introspect-tokens.js';
import { askAsClient } from '../../../lambdas/authorizer/oauth/ask-as-client.js';
import type { VerifyToken } from '../../../lambdas/authorizer/parts.js';
import type { Refusal } from '../../../lambdas/authorizer/refusal.js';
import type { IntrospectionSchemeConfig } from '../../../lib/plan/plan.js';
import {
  type AuthorizationServer,
  INTROSPECTION,
  MISBEHAVIOURS,
  opaqueScheme,
  SHORT,
  startAuthorizationServer,
} from './authorization-server.js';
import { NOW_S } from './fixtures.js';

let server: AuthorizationServer;
beforeEach(async () => {
  server = await startAuthorizationServer();
  server.reply(INTROSPECTION, (form) => ({ active: true, sub: `owner of ${form.get('token')}`, exp: NOW_S + 600 }));
});
afterEach(() => server.close());

function verifier(more: Partial<IntrospectionSchemeConfig> = {}, services = server.services): VerifyToken {
  return introspectTokens(services, askAsClient(services))(opaqueScheme(more));
}

const reasonOf = (verified: Promise<unknown>) =>
  verified.then(
    () => 'let in',
    ({ kind, reason }: Refusal) => `${kind}: ${reason}`,
  );

describe('asking about a token', () => {
  it('posts it as RFC 7662 says, as a client whose id and secret are form-encoded', async () => {
    expect(await verifier()('opaque-1')).toEqual({ active: true, sub: 'owner of opaque-1', exp: NOW_S + 600 });
    const [asked] = server.requests.filter(({ path }) => path === INTROSPECTION);
    expect(asked?.body).toBe('token=opaque-1&token_type_hint=access_token');
    expect(asked?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('gate%3Away:s3%3Acret+%26+more').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    });
  });

  const answers: readonly (readonly [string, Record<string, unknown>, Partial<IntrospectionSchemeConfig>, string])[] = [
    ['an active one', {}, {}, 'let in'],
    ['one without an end', { exp: undefined }, {}, 'let in'],
    ['one of the issuer', { iss: 'https://as.example' }, { issuer: 'https://as.example' }, 'let in'],
    ['one of the audiences', { aud: ['x', 'shop'] }, { audiences: ['shop', 'app'] }, 'let in'],
    ['one that says what it is', { token_type: 'Bearer', token_use: 'access_token', typ: 'Bearer' }, {}, 'let in'],
    ['a refresh token', { token_type: 'refresh_token' }, {}, 'unauthorized: token-type-wrong'],
    ['a refresh token of Hydra', { token_use: 'refresh_token' }, {}, 'unauthorized: token-type-wrong'],
    ['a refresh token of Keycloak', { typ: 'Refresh' }, {}, 'unauthorized: token-type-wrong'],
    ['an ID token', { typ: 'ID' }, {}, 'unauthorized: token-type-wrong'],
    ['an inactive one', { active: false }, {}, 'unauthorized: token-inactive'],
    ['an active one that has ended', { exp: NOW_S }, {}, 'unauthorized: expired'],
    ['one that has not begun', { nbf: NOW_S + 1 }, {}, 'unauthorized: not-yet-valid'],
    ['one whose end is a text', { exp: `${NOW_S + 9}` }, {}, 'unauthorized: exp-no-number'],
    [
      'one of another issuer',
      { iss: 'https://as.example/' },
      { issuer: 'https://as.example' },
      'unauthorized: issuer-wrong',
    ],
    ['one of no issuer', {}, { issuer: 'https://as.example' }, 'unauthorized: issuer-wrong'],
    ['one of another audience', { aud: 'elsewhere' }, { audiences: ['shop'] }, 'unauthorized: audience-wrong'],
    ['one of no audience', { client_id: 'shop' }, { audiences: ['shop'] }, 'unauthorized: audience-wrong'],
    ['one whose activity is a text', { active: 'true' }, {}, 'unavailable: introspection-answers-nonsense'],
    ['one whose activity is a number', { active: 1 }, {}, 'unavailable: introspection-answers-nonsense'],
    ['one of which nothing is said', { active: undefined }, {}, 'unavailable: introspection-answers-nonsense'],
  ];
  it.each(answers)('of %s', async (_name, members, settings, outcome) => {
    server.reply(INTROSPECTION, () => ({ active: true, sub: 'ada', exp: NOW_S + 600, ...members }));
    expect(await reasonOf(verifier(settings)('opaque'))).toBe(outcome);
  });

  it('asks about none that is longer than tokens are', async () => {
    expect(await reasonOf(verifier()('a'.repeat(4_097)))).toBe('unauthorized: token-too-long');
    expect(server.requests).toEqual([]);
  });

  it('sends nothing to an endpoint without TLS', async () => {
    const { endpoint } = opaqueScheme();
    const outcome = reasonOf(verifier({ endpoint: endpoint.replace('https', 'http') })('opaque'));
    expect(await outcome).toBe('unavailable: introspection-without-tls');
    expect(server.countOf(INTROSPECTION)).toBe(0);
  });
});

describe('what is kept of the answers', () => {
  it('is kept for as long as the scheme says', async () => {
    const verify = verifier({ cacheMaxTtlSeconds: 60 });
    await verify('opaque');
    server.reply(INTROSPECTION, () => ({ active: false }));
    server.clock.ms += 59_999;
    expect(await reasonOf(verify('opaque'))).toBe('let in');
    server.clock.ms += 1;
    expect(await reasonOf(verify('opaque'))).toBe('unauthorized: token-inactive');
  });

  it('is never kept beyond the end of the token', async () => {
    server.reply(INTROSPECTION, () => ({ active: true, exp: NOW_S + 5 }));
    const verify = verifier({ cacheMaxTtlSeconds: 3_600 });
    await verify('opaque');
    server.clock.ms += 4_999;
    expect(await reasonOf(verify('opaque'))).toBe('let in');
    server.clock.ms += 1;
    expect(await reasonOf(verify('opaque'))).toBe('unauthorized: expired');
    expect(server.countOf(INTROSPECTION)).toBe(2);
  });

  it('is nothing where the scheme says so, neither yes nor no', async () => {
    const verify = verifier({ cacheMaxTtlSeconds: 0 });
    await verify('opaque');
    server.reply(INTROSPECTION, () => ({ active: false }));
    expect(await reasonOf(verify('opaque'))).toBe('unauthorized: token-inactive');
    server.reply(INTROSPECTION, () => ({ active: true }));
    expect(await reasonOf(verify('opaque'))).toBe('let in');
  });

  it('holds a no for five seconds, so that a flood of one bad token does not reach the issuer', async () => {
    server.reply(INTROSPECTION, () => ({ active: false }));
    const verify = verifier();
    for (let count = 0; count < 20; count += 1) await reasonOf(verify('bad'));
    expect(server.countOf(INTROSPECTION)).toBe(1);
    server.clock.ms += 5_000;
    await reasonOf(verify('bad'));
    expect(server.countOf(INTROSPECTION)).toBe(2);
  });

  it('is one answer for all that come together', async () => {
    const verify = verifier({ cacheMaxTtlSeconds: 0 });
    await Promise.all([verify('opaque'), verify('opaque'), verify('opaque')]);
    expect(server.countOf(INTROSPECTION)).toBe(1);
  });

  it('answers for no other token, and for no other scheme', async () => {
    const parts = introspectTokens(server.services, askAsClient(server.services));
    const [one, other] = [parts(opaqueScheme()), parts(opaqueScheme({ audiences: ['shop'] }))];
    expect([await one('token-a'), await one('token-b')]).toMatchObject([
      { sub: 'owner of token-a' },
      { sub: 'owner of token-b' },
    ]);
    expect(await reasonOf(other('token-a'))).toBe('unauthorized: audience-wrong');
  });
});

describe('an endpoint that misbehaves', () => {
  it.each(MISBEHAVIOURS)(
    'lets nobody in when it %s, within a bounded time, and spoils no later answer',
    async (...row) => {
      const [, listener, ending] = row;
      server.answers.set(INTROSPECTION, listener);
      const verify = verifier({}, { ...server.services, ...SHORT });
      const startedMs = performance.now();
      const outcome = await reasonOf(verify('opaque'));
      expect(performance.now() - startedMs).toBeLessThan(5_000);
      expect(server.countOf('/elsewhere')).toBe(0);
      expect(outcome).toMatch(
        ending === 'other' ? /^unavailable: introspection-/ : `unavailable: introspection-${ending}`,
      );
      server.reply(INTROSPECTION, () => ({ active: true }));
      expect(await reasonOf(verify('opaque'))).toBe('let in');
    },
  );
});
