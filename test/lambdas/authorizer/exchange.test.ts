import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exchangeTokens } from '../../../lambdas/authorizer/exchange/exchange-tokens.js';
import { askAsClient } from '../../../lambdas/authorizer/oauth/ask-as-client.js';
import type { ExchangeToken } from '../../../lambdas/authorizer/parts.js';
import type { Refusal } from '../../../lambdas/authorizer/refusal.js';
import type { TokenExchange } from '../../../lib/spec/token-exchange.js';
import {
  type AuthorizationServer,
  exchangeFor,
  MISBEHAVIOURS,
  SHORT,
  startAuthorizationServer,
  TOKEN,
} from './authorization-server.js';

const ISSUED = { issued_token_type: 'urn:ietf:params:oauth:token-type:access_token', token_type: 'Bearer' };
let server: AuthorizationServer;
beforeEach(async () => {
  server = await startAuthorizationServer();
  server.reply(TOKEN, (form) => ({
    ...ISSUED,
    access_token: `${form.get('audience')}.for.${form.get('subject_token')}`,
    expires_in: 300,
  }));
});
afterEach(() => server.close());

const exchanger = (more: Partial<TokenExchange> = {}, services = server.services): ExchangeToken =>
  exchangeTokens(services, askAsClient(services))(exchangeFor(more));

const reasonOf = (exchanged: Promise<unknown>) =>
  exchanged.then(
    () => 'exchanged',
    ({ kind, reason }: Refusal) => `${kind}: ${reason}`,
  );

describe('exchanging a token', () => {
  it('asks as RFC 8693 says', async () => {
    expect(await exchanger({ scope: 'stock:read stock:write' })('callers')).toBe('stock-api.for.callers');
    const [asked] = server.requests.filter(({ path }) => path === TOKEN);
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: 'callers',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      audience: 'stock-api',
      scope: 'stock:read stock:write',
    });
    expect(asked?.headers.authorization).toMatch(/^Basic /);
  });

  it('asks for no scope where none is wanted', async () => {
    await exchanger()('callers');
    expect(server.requests.at(-1)?.body).not.toContain('scope');
  });

  const answers: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['a bearer token in small letters', { token_type: 'bearer' }, 'exchanged'],
    [
      'another type of token',
      { issued_token_type: 'urn:ietf:params:oauth:token-type:id_token' },
      'unavailable: exchange-issues-another-type',
    ],
    ['no type of token', { issued_token_type: undefined }, 'unavailable: exchange-issues-another-type'],
    ['a token to be used otherwise', { token_type: 'N_A' }, 'unavailable: exchange-issues-another-type'],
    ['a token bound to a key', { token_type: 'DPoP' }, 'unavailable: exchange-issues-another-type'],
    ['no token', { access_token: undefined }, 'unavailable: exchange-answers-nonsense'],
    ['an empty token', { access_token: '' }, 'unavailable: exchange-answers-nonsense'],
    [
      'a token that would be two headers',
      { access_token: 'a\r\nx-admin: 1' },
      'unavailable: exchange-answers-nonsense',
    ],
    [
      'a token beyond the limit of headers',
      { access_token: 'a'.repeat(10_241) },
      'unavailable: exchange-answers-nonsense',
    ],
    ['the token of the caller', { access_token: 'callers' }, 'unavailable: exchange-returns-the-callers-token'],
  ];
  it.each(answers)('takes of the endpoint, or not: %s', async (_name, members, outcome) => {
    server.reply(TOKEN, () => ({ ...ISSUED, access_token: 'issued', expires_in: 300, ...members }));
    expect(await reasonOf(exchanger()('callers'))).toBe(outcome);
  });

  it.each([
    [400, 'invalid_target', 'forbidden: exchange-refused'],
    [400, 'invalid_grant', 'forbidden: exchange-refused'],
    [400, 'invalid_request', 'forbidden: exchange-refused'],
    [403, 'access_denied', 'forbidden: exchange-refused'],
    [400, 'unauthorized_client', 'unavailable: exchange-fails'],
    [400, 'invalid_client', 'unavailable: exchange-fails'],
    [400, 'unsupported_grant_type', 'unavailable: exchange-fails'],
    [400, undefined, 'unavailable: exchange-fails'],
    [500, 'invalid_grant', 'unavailable: exchange-fails'],
    [200, 'invalid_grant', 'unavailable: exchange-issues-another-type'],
    [401, 'invalid_client', 'unavailable: exchange-refuses-the-gateway'],
  ])('makes of a %d with %s: %s', async (status, error, outcome) => {
    server.reply(TOKEN, () => ({ error }), status);
    expect(await reasonOf(exchanger()('callers'))).toBe(outcome);
  });
});

describe('what is kept of issued tokens', () => {
  it('is kept until 30 s before their end', async () => {
    const exchange = exchanger();
    await exchange('callers');
    server.clock.ms += 269_999;
    await exchange('callers');
    expect(server.countOf(TOKEN)).toBe(1);
    server.clock.ms += 1;
    await exchange('callers');
    expect(server.countOf(TOKEN)).toBe(2);
  });

  it.each([[undefined], [30], [0], [-5], ['300'], [null]])('is nothing where the lifetime is %j', async (lifetime) => {
    server.reply(TOKEN, () => ({ ...ISSUED, access_token: 'issued', expires_in: lifetime }));
    const exchange = exchanger();
    expect([await exchange('callers'), await exchange('callers')]).toEqual(['issued', 'issued']);
    expect(server.countOf(TOKEN)).toBe(2);
  });

  it('answers for no other caller, and for no other audience', async () => {
    const parts = exchangeTokens(server.services, askAsClient(server.services));
    const [stock, mail] = [parts(exchangeFor()), parts(exchangeFor({ name: 'mail', audience: 'mail-api' }))];
    const twice = async () => [await stock('ada'), await stock('bob'), await mail('ada'), await mail('bob')];
    const issued = ['stock-api.for.ada', 'stock-api.for.bob', 'mail-api.for.ada', 'mail-api.for.bob'];
    expect([await twice(), await twice()]).toEqual([issued, issued]);
    expect(server.countOf(TOKEN)).toBe(4);
  });

  it('is one exchange for all that come together', async () => {
    const exchange = exchanger();
    await Promise.all([exchange('callers'), exchange('callers')]);
    expect(server.countOf(TOKEN)).toBe(1);
  });

  it('holds a no for five seconds', async () => {
    server.reply(TOKEN, () => ({ error: 'invalid_target' }), 400);
    const exchange = exchanger();
    await reasonOf(exchange('callers'));
    server.clock.ms += 4_999;
    await reasonOf(exchange('callers'));
    expect(server.countOf(TOKEN)).toBe(1);
    server.clock.ms += 1;
    await reasonOf(exchange('callers'));
    expect(server.countOf(TOKEN)).toBe(2);
  });
});

describe('an endpoint that misbehaves', () => {
  it.each(MISBEHAVIOURS)(
    'issues nothing when it %s, within a bounded time, and spoils no later answer',
    async (...row) => {
      const [, listener, ending] = row;
      server.answers.set(TOKEN, listener);
      const exchange = exchanger({}, { ...server.services, ...SHORT });
      const startedMs = performance.now();
      const outcome = await reasonOf(exchange('callers'));
      expect(performance.now() - startedMs).toBeLessThan(5_000);
      expect(server.countOf('/elsewhere')).toBe(0);
      expect(outcome).toMatch(ending === 'other' ? /^unavailable: exchange-/ : `unavailable: exchange-${ending}`);
      server.reply(TOKEN, () => ({ ...ISSUED, access_token: 'issued' }));
      expect(await exchange('callers')).toBe('issued');
    },
  );
});
