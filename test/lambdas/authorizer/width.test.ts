import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuthorizerAnswer, AuthorizerEvent } from '../../../lambdas/authorizer/event.js';
import { authorizer } from '../../../lambdas/authorizer/handler.js';
import type { AuthorizerConfig, RouteRule } from '../../../lib/plan/plan.js';
import {
  ALL_PARTS,
  type AuthorizationServer,
  exchangeFor,
  INTROSPECTION,
  JWT_ISSUER,
  opaqueScheme,
  serveKeys,
  startAuthorizationServer,
  TOKEN,
} from './authorization-server.js';
import { eventFor, httpEventFor, isAllowed, type Keys, makeKeys, ruleFor, schemeFor, sign } from './fixtures.js';

let keys: Keys;
let server: AuthorizationServer;
/** Each caller's token by its name; both schemes know both. */
let tokens: Readonly<Record<'ada' | 'bob', Readonly<Record<'jwt' | 'opaque', string>>>>;

const SCOPES = { ada: 'orders', bob: 'stock' };
beforeAll(async () => {
  keys = await makeKeys();
  const jwtOf = (sub: 'ada' | 'bob') => sign(keys, JWT_ISSUER, { sub, scope: SCOPES[sub] });
  tokens = { ada: { jwt: await jwtOf('ada'), opaque: 'of-ada' }, bob: { jwt: await jwtOf('bob'), opaque: 'of-bob' } };
});
beforeEach(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  server = await startAuthorizationServer();
  serveKeys(server, keys.jwk);
  server.reply(INTROSPECTION, (form) => {
    const sub = form.get('token') === 'of-ada' ? 'ada' : 'bob';
    return { active: true, sub, scope: SCOPES[sub] };
  });
  server.reply(TOKEN, (form) => ({
    issued_token_type: form.get('requested_token_type'),
    token_type: 'Bearer',
    expires_in: 3_600,
    access_token: `${form.get('audience')}/${form.get('subject_token')}`,
  }));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

/** Two routes, for a scope that one of the callers has each, with an exchange of its own each. */
function configFor(scheme: string, exchanged: boolean): AuthorizerConfig {
  const route = (scope: string): RouteRule => ({
    ...ruleFor(scheme, [[scope]]),
    ...(exchanged && { exchange: `for-${scope}` }),
  });
  return {
    schemes: { jwt: schemeFor(JWT_ISSUER), opaque: opaqueScheme({ cacheMaxTtlSeconds: 3_600 }) },
    exchanges: {
      'for-orders': exchangeFor({ name: 'for-orders', audience: 'orders-api' }),
      'for-stock': exchangeFor({ name: 'for-stock', audience: 'stock-api' }),
    },
    routes: { 'GET /orders': route('orders'), 'GET /stock': route('stock'), 'GET /both': ruleFor(scheme) },
  };
}

const asked = { REST: eventFor, HTTP: httpEventFor };

describe.each(['REST', 'HTTP'] as const)('what the function keeps, asked by an API of type %s,', (api) => {
  describe.each(['jwt', 'opaque'] as const)('for tokens of the scheme %s', (scheme) => {
    it.each([
      ['without', false],
      ['with', true],
    ])('answers for no other caller and no other route, %s exchange', async (_name, exchanged) => {
      const handler = authorizer(configFor(scheme, exchanged), ALL_PARTS, server.services);
      const ask = async (caller: 'ada' | 'bob', route: string) => {
        const event: AuthorizerEvent = asked[api](route, `Bearer ${tokens[caller][scheme]}`);
        return seen(await handler(event));
      };
      const backendToken = (audience: string, caller: 'ada' | 'bob') =>
        exchanged ? `Bearer ${audience}/${tokens[caller][scheme]}` : undefined;
      // Twice: the second time everything is known.
      for (const _again of [1, 2]) {
        expect(await ask('ada', 'GET /orders')).toEqual(['ada', 'orders', backendToken('orders-api', 'ada')]);
        expect(await ask('ada', 'GET /stock')).toBe('denied');
        expect(await ask('bob', 'GET /orders')).toBe('denied');
        expect(await ask('bob', 'GET /stock')).toEqual(['bob', 'stock', backendToken('stock-api', 'bob')]);
        expect(await ask('ada', 'GET /both')).toEqual(['ada', 'orders', undefined]);
        expect(await ask('bob', 'GET /both')).toEqual(['bob', 'stock', undefined]);
      }
      expect(server.countOf(INTROSPECTION)).toBe(scheme === 'opaque' ? 2 : 0);
      expect(server.countOf(TOKEN)).toBe(exchanged ? 2 : 0);
    });
  });

  it('lets no token of one scheme pass for another', async () => {
    const handler = authorizer(configFor('jwt', false), ALL_PARTS, server.services);
    await handler(asked[api]('GET /both', `Bearer ${tokens.ada.jwt}`));
    await expect(handler(asked[api]('GET /both', `Bearer ${tokens.ada.opaque}`))).rejects.toThrow('Unauthorized');
    expect(server.countOf(INTROSPECTION)).toBe(0);
  });
});

function seen(answer: AuthorizerAnswer): unknown {
  const { context } = answer;
  return isAllowed(answer) ? [context?.sub, context?.scope, context?.backendToken] : 'denied';
}
