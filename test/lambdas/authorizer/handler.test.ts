import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { authorizer } from '../../../lambdas/authorizer/handler.js';
import { verifyJwts } from '../../../lambdas/authorizer/jwt/verify-jwts.js';
import {
  configFor,
  eventFor,
  isAllowed,
  type Keys,
  type LocalIssuer,
  makeKeys,
  NOW_MS,
  NOW_S,
  sign,
  startIssuer,
} from './fixtures.js';

let keys: Keys;
let issuer: LocalIssuer;

beforeAll(async () => {
  keys = await makeKeys();
  issuer = await startIssuer(() => ({ keys: [keys.jwk] }));
});
afterAll(() => issuer.close());
afterEach(() => vi.restoreAllMocks());

function run(authorization: string | undefined, route = 'GET /me') {
  vi.spyOn(Date, 'now').mockReturnValue(NOW_MS);
  const lines: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void lines.push(words.map(String).join(' ')));
  return { lines, answer: authorizer(configFor(issuer.issuer), { jwt: verifyJwts })(eventFor(route, authorization)) };
}

it('allows a good token and says nothing', async () => {
  const { lines, answer } = run(`Bearer ${await sign(keys, issuer.issuer)}`);
  expect(isAllowed(await answer)).toBe(true);
  expect(lines).toEqual([]);
});

it('throws the one message that API Gateway answers with 401 for a bad token, and logs why without a word of it', async () => {
  const token = await sign(keys, issuer.issuer, { exp: NOW_S - 3_600, email: 'ada@books.example' });
  const { lines, answer } = run(`Bearer ${token}`);
  await expect(answer).rejects.toThrow(/^Unauthorized$/);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { message: 'refused', reason: 'expired', route: 'GET /me', requestId: 'req-41' },
  ]);
  for (const secret of [...token.split('.'), 'ada']) expect(lines.join()).not.toContain(secret);
});

it('denies and logs a missing scope without naming the caller', async () => {
  const token = await sign(keys, issuer.issuer, { scope: 'books:read' });
  const { lines, answer } = run(`Bearer ${token}`, 'POST /orders/{id}/items');
  expect(isAllowed(await answer)).toBe(false);
  expect(lines.map((line) => JSON.parse(line).reason)).toEqual(['scope-missing']);
  expect(lines.join()).not.toMatch(/ada|books:read/);
});

it('fails with another message, which is a 500, when the issuer cannot be asked', async () => {
  const gone = await startIssuer(() => ({}));
  await gone.close();
  vi.spyOn(Date, 'now').mockReturnValue(NOW_MS);
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const event = eventFor('GET /me', `Bearer ${await sign(keys, gone.issuer)}`);
  await expect(authorizer(configFor(gone.issuer), { jwt: verifyJwts })(event)).rejects.toThrow(/^Unavailable$/);
  expect(JSON.parse(log.mock.calls[0]?.[0]).reason).toBe('issuer-unreachable');
});

it('fails closed on an event that makes no sense', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const event = { ...eventFor('GET /me', `Bearer ${await sign(keys, issuer.issuer, { exp: 9e9 })}`), methodArn: '' };
  await expect(authorizer(configFor(issuer.issuer), { jwt: verifyJwts })(event)).rejects.toThrow(/^Unavailable$/);
});
