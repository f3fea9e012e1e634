import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorizer } from '../../../lambdas/authorizer/handler.js';
import { verifyJwts } from '../../../lambdas/authorizer/jwt/verify-jwts.js';
import { nameUsageKeys } from '../../../lambdas/authorizer/meter/name-usage-keys.js';
import { usageKeyOf } from '../../../lambdas/authorizer/meter/usage-key.js';
import type { AuthorizerConfig, UsageKeyRule } from '../../../lib/plan/plan.js';
import {
  type AuthorizationServer,
  JWT_ISSUER,
  SECRETS,
  serveKeys,
  startAuthorizationServer,
} from './authorization-server.js';
import { configFor, eventFor, isAllowed, type Keys, makeKeys, ruleFor, sign } from './fixtures.js';

const PEPPER = 'a pepper of thirty-two characters or more';
const METER: UsageKeyRule = {
  kind: 'claim',
  claim: 'tenant',
  secret: { kind: 'secret', id: 'shop/meter' },
  gateway: 'shop',
  meter: 'tenants',
};
const keyOf = (changes: object, secret = PEPPER) =>
  usageKeyOf(secret, { gateway: 'shop', meter: 'tenants', tenant: 'north', ...changes });
const HEADER: UsageKeyRule = { kind: 'header', header: 'x-api-key' };

let server: AuthorizationServer;
let keys: Keys;
beforeEach(async () => {
  server = await startAuthorizationServer();
  server.reply(SECRETS, () => ({ SecretString: PEPPER }));
  keys = await makeKeys();
  serveKeys(server, keys.jwk);
});
afterEach(() => server.close());

const config: AuthorizerConfig = {
  ...configFor(JWT_ISSUER),
  routes: {
    'GET /metered': { ...ruleFor('customers'), usageKey: METER },
    'GET /projects': { ...ruleFor('customers'), usageKey: { ...METER, meter: 'projects' } },
    'GET /both': { ...ruleFor('customers'), usageKey: HEADER },
    'GET /keys': { anyOf: [], contextClaims: {}, usageKey: HEADER },
    'GET /nothing': { anyOf: [], contextClaims: {} },
  },
};
const handler = () => authorizer(config, { jwt: verifyJwts, meter: nameUsageKeys }, server.services);
const tokenOf = async (claims: object) => `Bearer ${await sign(keys, JWT_ISSUER, { exp: 4_000_000_000, ...claims })}`;
const answerTo = async (route: string, claims: object | undefined, headers: Record<string, string> = {}) =>
  handler()(eventFor(route, claims && (await tokenOf(claims)), headers));

describe('a tenant that goes by a claim', () => {
  it('has a key of its own, that only the secret leads to', async () => {
    const north = await answerTo('GET /metered', { tenant: 'north' });
    expect(north).toMatchObject({ usageIdentifierKey: keyOf({ tenant: 'north' }) });
    expect(await answerTo('GET /metered', { tenant: 'south' })).not.toMatchObject({
      usageIdentifierKey: keyOf({ tenant: 'north' }),
    });
    expect(JSON.stringify('context' in north && north.context)).not.toContain(keyOf({ tenant: 'north' }));
  });

  it('has another in another gateway, at another meter, and with another secret', () => {
    const all = [
      keyOf({ tenant: 'a' }),
      keyOf({ gateway: 'other', tenant: 'a' }),
      keyOf({ tenant: 'a' }, `${PEPPER}!`),
      keyOf({ tenant: 'b' }),
      keyOf({ gateway: 'sho', tenant: 'pa' }),
      keyOf({ meter: 'projects', tenant: 'a' }),
      keyOf({ meter: 'tenantsa', tenant: '' }),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const value of all) expect(value).toMatch(/^[0-9a-f]{64}$/);
  });

  it('shares no key with a tenant of the same name at another meter of the same secret', async () => {
    const all = await Promise.all(['GET /metered', 'GET /projects'].map((r) => answerTo(r, { tenant: 'north' })));
    const [one, other] = all.map((answer) => ('usageIdentifierKey' in answer ? answer.usageIdentifierKey : ''));
    expect(one).not.toBe(other);
    expect(other).toBe(keyOf({ meter: 'projects' }));
  });

  it.each([[undefined], [''], [7], [['north']], [null]])('is not let in where the claim is %j', async (tenant) => {
    expect(isAllowed(await answerTo('GET /metered', { tenant }))).toBe(false);
  });

  it('is not let in by a key of its own making', async () => {
    expect(await answerTo('GET /metered', { tenant: 'north' }, { 'x-api-key': 'k'.repeat(40) })).toMatchObject({
      usageIdentifierKey: keyOf({ tenant: 'north' }),
    });
  });

  it.each([
    ['is too short to be one', () => ({ SecretString: 'short' })],
    ['is not there', () => ({})],
  ])('is nobody, with a 500, where the secret %s', async (_name, answer) => {
    server.reply(SECRETS, answer);
    await expect(answerTo('GET /metered', { tenant: 'north' })).rejects.toThrow('Unavailable');
  });

  it('costs no second read of the secret', async () => {
    const warm = handler();
    for (const tenant of ['a', 'b', 'c']) await warm(eventFor('GET /metered', await tokenOf({ tenant })));
    expect(server.countOf(SECRETS)).toBe(1);
  });
});

describe('a key in the header, on an API whose keys the authorizer names', () => {
  const KEY = 'partners-own-key-0000001';

  it('is handed on, alone and beside a token', async () => {
    expect(await answerTo('GET /keys', undefined, { 'x-api-key': KEY })).toMatchObject({ usageIdentifierKey: KEY });
    expect(await answerTo('GET /both', {}, { 'x-api-key': KEY })).toMatchObject({ usageIdentifierKey: KEY });
  });

  it('has to be there', async () => {
    await expect(answerTo('GET /keys', undefined)).rejects.toThrow('Unauthorized');
    await expect(answerTo('GET /both', {})).rejects.toThrow('Unauthorized');
    await expect(answerTo('GET /both', undefined, { 'x-api-key': KEY })).rejects.toThrow('Unauthorized');
  });
});

it('lets nobody in where a route asks for nothing', async () => {
  expect(isAllowed(await answerTo('GET /nothing', undefined))).toBe(false);
});
