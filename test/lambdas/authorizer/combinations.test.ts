import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuthorizerAnswer } from '../../../lambdas/authorizer/event.js';
import { authorizer } from '../../../lambdas/authorizer/handler.js';
import type { AuthorizerConfig, RouteRule, TokenRule } from '../../../lib/plan/plan.js';
import {
  ALL_PARTS,
  type AuthorizationServer,
  DISCOVERY,
  exchangeFor,
  INTROSPECTION,
  JWT_ISSUER,
  opaqueScheme,
  serveKeys,
  startAuthorizationServer,
  TOKEN,
} from './authorization-server.js';
import { eventFor, isAllowed, type Keys, makeKeys, NOW_S, schemeFor, sign } from './fixtures.js';

let keys: Keys;
let server: AuthorizationServer;
let lines: string[];
beforeAll(async () => {
  keys = await makeKeys();
});
beforeEach(async () => {
  server = await startAuthorizationServer();
  serveKeys(server, keys.jwk);
  server.reply(INTROSPECTION, (form) => opaqueTokens[form.get('token') ?? ''] ?? { active: false });
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
});
afterEach(() => server.close());
afterAll(() => vi.restoreAllMocks());

const opaqueTokens: Readonly<Record<string, unknown>> = {
  'staff-token': { active: true, username: 'grace', scope: 'shelf' },
  'badge-token': { active: true, sub: 'badge-7', scope: 'door' },
  'nameless-token': { active: true },
};

const rule = (scheme: string, scopes: readonly (readonly string[])[] = []): TokenRule => ({
  scheme,
  scopes,
  claims: [],
});
const anyOf = (...alternatives: readonly (readonly TokenRule[])[]): RouteRule => ({
  anyOf: alternatives,
  contextClaims: {},
});
const people = schemeFor(JWT_ISSUER);
const config: AuthorizerConfig = {
  schemes: { people, staff: opaqueScheme(), badge: opaqueScheme({ header: 'x-badge' }) },
  exchanges: { stock: exchangeFor() },
  routes: {
    'GET /any': anyOf([rule('people')], [rule('staff')]),
    'GET /all': anyOf([rule('people', [['books:read']]), rule('badge', [['door']])]),
    'GET /mixed': anyOf([rule('people', [['admin']])], [rule('people'), rule('badge')], [rule('staff', [['shelf']])]),
    'GET /nothing': anyOf(),
    'GET /empty': anyOf([]),
    'GET /headers': { ...anyOf([rule('people')]), contextClaims: { header_x_user: 'sub', header_x_tier: 'tier' } },
    'GET /stock': { ...anyOf([rule('people')]), exchange: 'stock' },
    'GET /lost': { ...anyOf([rule('people')]), exchange: 'forgotten' },
  },
};

interface Outcome {
  readonly outcome: string;
  readonly context: AuthorizerAnswer['context'];
}

async function call(route: string, token?: string, badge?: string): Promise<Outcome> {
  const event = eventFor(route, token && `Bearer ${token}`, badge === undefined ? {} : { 'X-Badge': badge });
  try {
    const answer = await authorizer(config, ALL_PARTS, server.services)(event);
    return { outcome: isAllowed(answer) ? 'allowed' : `denied: ${reason()}`, context: answer.context };
  } catch (error) {
    return { outcome: `${(error as Error).message}: ${reason()}`, context: undefined };
  }
}

const reason = () => lines.map((line) => JSON.parse(line).reason).join();
const person = (claims = {}) => sign(keys, JWT_ISSUER, claims);
const contextOf = async (...parts: Parameters<typeof call>) => (await call(...parts)).context;

describe('any of several schemes', () => {
  it('lets in by the first that holds, and says which it was', async () => {
    expect(await contextOf('GET /any', await person())).toMatchObject({ scheme: 'people', sub: 'ada' });
    expect(await contextOf('GET /any', 'staff-token')).toMatchObject({ scheme: 'staff', sub: '', scope: 'shelf' });
  });

  it('shows a token that the first takes to nobody else', async () => {
    await call('GET /any', await person());
    expect(server.countOf(INTROSPECTION)).toBe(0);
  });

  it('verifies a token once for a scheme, however many alternatives ask for it', async () => {
    const verify = vi.fn(async () => ({ sub: 'ada' }));
    const one = { ...ALL_PARTS, introspection: () => () => verify };
    const routes = { 'GET /x': anyOf([rule('staff', [['a']])], [rule('staff', [['b']])], [rule('staff')]) };
    const answer = await authorizer({ ...config, routes }, one, server.services)(eventFor('GET /x', 'Bearer t'));
    expect([isAllowed(answer), verify.mock.calls]).toEqual([true, [['t']]]);
  });

  const rows: readonly (readonly [string, string, () => Promise<string> | string | undefined, string])[] = [
    ['no token', 'GET /any', () => undefined, 'Unauthorized: token-missing'],
    ['a token that is bad for all', 'GET /any', () => 'unknown', 'Unauthorized: not-a-compact-jws token-inactive'],
    ['a good token of too little scope', 'GET /mixed', () => person(), 'denied: scope-missing'],
    ['an expired one', 'GET /mixed', () => person({ exp: NOW_S - 99 }), 'Unauthorized: expired token-inactive'],
    ['an opaque one where one is taken', 'GET /mixed', () => 'staff-token', 'allowed'],
    [
      'an answer that names nobody',
      'GET /any',
      () => 'nameless-token',
      'Unauthorized: not-a-compact-jws subject-missing',
    ],
    ['a route without alternatives', 'GET /nothing', () => person(), 'denied: rule-without-tokens'],
    ['an alternative without schemes', 'GET /empty', () => person(), 'denied: rule-without-tokens'],
  ];
  it.each(rows)('answers %s on %s', async (_name, route, token, outcome) => {
    expect((await call(route, await token())).outcome).toBe(outcome);
  });
});

describe('all of several schemes', () => {
  it('lets in with all tokens, each from its own header, and says who they all are', async () => {
    const context = await contextOf('GET /all', await person(), 'badge-token');
    expect(context).toMatchObject({ scheme: 'people', sub: 'ada' });
    expect(JSON.parse(context?.callers ?? '')).toMatchObject([
      { scheme: 'people', claims: { sub: 'ada' } },
      { scheme: 'badge', claims: { sub: 'badge-7' } },
    ]);
    expect(JSON.stringify(context)).not.toContain('badge-token');
  });

  it('says of one token alone no list', async () => {
    expect(await contextOf('GET /any', await person())).not.toHaveProperty('callers');
  });

  const rows: readonly (readonly [string, () => Promise<string> | undefined, string | undefined, string])[] = [
    ['without the second token', () => person(), undefined, 'Unauthorized: token-missing'],
    ['without the first', () => undefined, 'badge-token', 'Unauthorized: token-missing'],
    ['with the first bad', () => person({ aud: 'x' }), 'badge-token', 'Unauthorized: audience-wrong'],
    ['with the second bad', () => person(), 'unknown', 'Unauthorized: token-inactive'],
    ['with the second as a bearer', () => person(), 'Bearer badge-token', 'Unauthorized: not-a-token'],
    [
      'with the second bad and the first lacking',
      () => person({ scope: '' }),
      'unknown',
      'Unauthorized: token-inactive',
    ],
    ['with both good, the first lacking', () => person({ scope: '' }), 'badge-token', 'denied: scope-missing'],
    ['with both good, the second lacking', () => person(), 'staff-token', 'denied: scope-missing'],
  ];
  it.each(rows)('refuses %s', async (_name, token, badge, outcome) => {
    expect((await call('GET /all', await token(), badge)).outcome).toBe(outcome);
  });
});

describe('where somebody cannot be asked', () => {
  const gone = (path: string) => server.answers.set(path, (request) => request.socket.destroy());

  it('lets in by another alternative', async () => {
    gone(DISCOVERY);
    expect((await call('GET /any', 'staff-token')).outcome).toBe('allowed');
  });

  it('decides nothing where no other alternative holds', async () => {
    gone(INTROSPECTION);
    expect((await call('GET /any', 'staff-token')).outcome).toBe('Unavailable: introspection-unreachable');
    lines = [];
    gone(DISCOVERY);
    expect((await call('GET /mixed', await person())).outcome).toBe(
      'Unavailable: issuer-unreachable introspection-unreachable',
    );
  });

  it('decides nothing where the token would lack for one alternative, and another cannot be judged', async () => {
    gone(INTROSPECTION);
    const outcome = (await call('GET /mixed', await person(), 'badge-token')).outcome;
    expect(outcome).toBe('Unavailable: introspection-unreachable');
  });

  it('refuses what a bad token decides already', async () => {
    gone(DISCOVERY);
    expect((await call('GET /all', await person(), 'unknown')).outcome).toBe('Unauthorized: token-inactive');
  });
});

describe('claims as headers', () => {
  it.each<[string, unknown, string]>([
    ['a text', 'gold', 'gold'],
    ['a number', 7, '7'],
    ['a boolean', false, 'false'],
    ['a list', ['gold', 2], 'gold,2'],
    ['what would be two headers', 'gold\r\nx-admin:1', 'gold%0D%0Ax-admin:1'],
  ])('are texts of %s', async (_name, tier, text) => {
    const context = await contextOf('GET /headers', await person({ tier }));
    expect(context).toMatchObject({ header_x_user: 'ada', header_x_tier: text });
  });

  it.each<[string, unknown, string]>([
    ['missing', undefined, 'claim-missing'],
    ['null', null, 'claim-missing'],
    ['empty', '', 'claim-missing'],
    ['an empty list', [], 'claim-missing'],
    ['an object', { level: 3 }, 'claim-missing'],
    ['a list of objects', [{ level: 3 }], 'claim-missing'],
  ])('refuse a caller whose claim is %s', async (_name, tier, denied) => {
    expect((await call('GET /headers', await person({ tier }))).outcome).toBe(`denied: ${denied}`);
  });
});

describe('a token for the backend', () => {
  beforeEach(() =>
    server.reply(TOKEN, (form) => ({
      issued_token_type: form.get('requested_token_type'),
      token_type: 'Bearer',
      access_token: 'for-the-stock',
    })),
  );

  it('is in the context, and the token of the caller is not', async () => {
    const token = await person();
    const context = await contextOf('GET /stock', token);
    expect(context).toMatchObject({ backendToken: 'Bearer for-the-stock', sub: 'ada' });
    expect(JSON.stringify(context)).not.toContain(token.split('.')[2]);
  });

  it('is asked for only with a token that was verified', async () => {
    expect((await call('GET /stock', await person({ aud: 'x' }))).outcome).toBe('Unauthorized: audience-wrong');
    expect(server.countOf(TOKEN)).toBe(0);
  });

  it('is refused as the endpoint refuses it', async () => {
    server.reply(TOKEN, () => ({ error: 'invalid_target' }), 400);
    expect((await call('GET /stock', await person())).outcome).toBe('denied: exchange-refused');
  });

  it('lets nobody in where it cannot be had', async () => {
    server.reply(TOKEN, () => ({}), 503);
    expect((await call('GET /stock', await person())).outcome).toBe('Unavailable: exchange-fails');
    lines = [];
    expect((await call('GET /lost', await person())).outcome).toBe('Unavailable: exchange-unknown');
  });
});

describe('a function that was built without a part', () => {
  it.each(['jwt', 'introspection', 'exchange', 'askAsClient'])('does not start without %s', (part) => {
    expect(() => authorizer(config, { ...ALL_PARTS, [part]: undefined }, server.services)).toThrow('lacks a part');
  });
});

it('says in its log no word of a token, a secret or a claim, whatever is wrong', async () => {
  server.reply(TOKEN, (form) => ({ error: form.get('subject_token') }), 500);
  const tokens = [await person({ scope: 'x' }), await person({ exp: 1 }), 'stranger-1', 'staff-token', 'blank between'];
  for (const token of tokens)
    for (const route of Object.keys(config.routes)) await call(route, token, `badge-of-${token}`);
  server.reply(INTROSPECTION, (form) => ({ error: form.get('token') }), 500);
  for (const token of tokens) await call('GET /any', `${token}2`);
  expect(lines.length).toBeGreaterThan(20);
  const words = [...tokens.flatMap((token) => token.split('.')), 's3:cret', 'badge-of', '"ada', 'grace', 'gate:way'];
  for (const word of words) expect(lines.join('\n')).not.toContain(word);
});
