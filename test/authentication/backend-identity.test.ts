import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IssuerServer, newSigner, type Signer, seconds, signed, startIssuerServer } from './issuer-server.js';
import { type Answer, type Headers, type Seen, type Served, type Synthesized, synthesized } from './served-gateway.js';

const ISSUER = 'https://id.books.example/';
const BACKEND = 'https://stock.books.example';
const CLIENT = { id: 'gateway', secret: 'the-secret-of-the-gateway' };

const SPEC = `import { gateway, http, jwt, lambda, route, secret, tokenExchange } from 'gatewright';
const readers = jwt('readers', { issuer: '${ISSUER}', audience: 'books' });
const exchange = { endpoint: '${ISSUER}token', client: { id: 'gateway', secret: secret('books/client') } };
const backendToken = tokenExchange('stock', { ...exchange, audience: 'stock-api' });
const forPrices = tokenExchange('prices', { ...exchange, audience: 'prices-api' });
const callerHeaders = { 'X-User': 'sub', 'X-Level': 'level', 'X-Groups': 'groups' };
const [fn, backend] = [lambda('who.ts'), http('${BACKEND}/items')];
const routes = ['http', 'rest'].flatMap((api) => [
  route('GET /' + api + '/backend', { auth: readers, to: backend, api, callerHeaders }),
  route('GET /' + api + '/handler', { auth: readers, to: fn, api, callerHeaders }),
  route('GET /' + api + '/other/backend', { auth: readers, to: backend, api, callerHeaders: {} }),
  route('GET /' + api + '/other/handler', { auth: readers, to: fn, api, callerHeaders: {} }),
  route('GET /' + api + '/open/backend', { auth: 'public', to: backend, api }),
  route('GET /' + api + '/exchanged/handler', { auth: readers, to: fn, api, backendToken }),
]);
export default gateway('identity', { routes: [
  ...routes,
  route('GET /rest/exchanged/backend', { auth: readers, to: backend, backendToken }),
  route('GET /rest/exchanged/prices', { auth: readers, to: backend, backendToken: forPrices }),
] });`;

let signer: Signer;
let issuer: IssuerServer;
let backend: Server;
let gateways: Synthesized;
let served: Served;
const tokens = new Set<string>();

beforeAll(async () => {
  signer = await newSigner('RS256', 'k');
  issuer = await startIssuerServer(ISSUER, [signer.jwk], { client: CLIENT, signer });
  backend = createServer(({ headers }, response) => void response.end(JSON.stringify({ headers })));
  await new Promise<void>((done) => backend.listen(0, '127.0.0.1', done));
  gateways = await synthesized(SPEC);
  const standIns = new Map([
    [ISSUER, issuer.address],
    [BACKEND, `http://127.0.0.1:${(backend.address() as AddressInfo).port}`],
  ]);
  served = await gateways.serve(standIns, { 'books/client': CLIENT.secret });
}, 60_000);

afterAll(async () => {
  await served?.close();
  await issuer?.close();
  backend?.closeAllConnections();
  backend?.close();
  gateways?.remove();
});

async function bearerOf(sub: string, claims: Record<string, unknown> = {}): Promise<string> {
  const own = { level: 3, groups: ['staff', 'night shift'] };
  const token = await signed(signer, { iss: ISSUER, aud: 'books', sub, exp: seconds(600), ...own, ...claims });
  tokens.add(token);
  return `Bearer ${token}`;
}

const headersOf = ({ status, body }: Answer): Seen['headers'] => {
  expect(status).toBe(200);
  return (body as Seen).headers;
};
const SPOOFED: Headers = { 'x-user': 'root', 'X-LEVEL': ['9', '10'], 'x-groups': 'admins' };
/** API Gateway's own authorizer hands lists on as one text, in which nobody can tell where a value ends. */
const LISTS = {
  '/http/backend': 'staff,night%20shift',
  '/rest/backend': 'staff,night%20shift',
  '/http/handler': '[staff%20night%20shift]',
  '/rest/handler': 'staff,night%20shift',
};
const ROUTES = ['/http/backend', '/rest/backend', '/http/handler', '/rest/handler'] as const;

describe.each(ROUTES)('headers of claims, at %s', (path) => {
  it.each([
    ['set', {}],
    ['set in place of what the client sent', SPOOFED],
  ])('are %s', async (_name, sent) => {
    const headers = headersOf(await served.ask(path, { ...sent, authorization: await bearerOf('ada') }));
    expect(headers).toMatchObject({ 'x-user': 'ada', 'x-level': '3', 'x-groups': LISTS[path] });
  });

  it('hold one line, whatever a claim holds', async () => {
    const authorization = await bearerOf('ada\r\nx-level: 9');
    expect(headersOf(await served.ask(path, { authorization }))['x-user']).toBe('ada%0D%0Ax-level:%209');
  });

  it('never are what the client sent, where the token has no such claim', async () => {
    const authorization = await bearerOf('ada', { level: undefined });
    const answer = await served.ask(path, { ...SPOOFED, authorization });
    // Around a handler the header goes; a mapping of API Gateway would leave it, so there the token is refused.
    if (path.endsWith('/handler')) expect(headersOf(answer)).not.toHaveProperty('x-level');
    else expect(answer.status).toBe(403);
  });
});

describe.each([
  '/http/other/backend',
  '/rest/other/backend',
  '/http/other/handler',
  '/rest/other/handler',
  '/http/open/backend',
  '/rest/open/backend',
])('on a route without them, %s', (path) => {
  it('what the client sent under their names does not come through', async () => {
    const headers = headersOf(await served.ask(path, { ...SPOOFED, authorization: await bearerOf('ada') }));
    // AWS documents no empty value, so a REST API writes a dash.
    const gone = path.startsWith('/rest') && path.endsWith('backend') ? '-' : undefined;
    expect(['x-user', 'x-level', 'x-groups'].map((name) => headers[name])).toEqual([gone, gone, gone]);
  });
});

const EXCHANGED = ['/rest/exchanged/backend', '/rest/exchanged/handler', '/http/exchanged/handler'] as const;

describe.each(EXCHANGED)('a token for the backend, at %s', (path) => {
  it('stands in place of the caller’s, for its own audience and subject', async () => {
    const authorization = await bearerOf('ada');
    const answer = await served.ask(path, { authorization });
    const seen = headersOf(answer).authorization ?? '';
    expect(decodeJwt(seen.replace('Bearer ', ''))).toMatchObject({ aud: 'stock-api', sub: 'ada' });
    expect(JSON.stringify(answer.body)).not.toContain(authorization.slice(7));
    tokens.add(seen.slice(7));
  });

  it('is asked for once a caller, and is nobody else’s', async () => {
    const before = issuer.asked('/token');
    const [ada, bob] = [await bearerOf('ada', { jti: path }), await bearerOf('bob', { jti: path })];
    const seen = [];
    for (const authorization of [ada, bob, ada, bob])
      seen.push(headersOf(await served.ask(path, { authorization })).authorization ?? '');
    expect(seen.map((token) => decodeJwt(token.slice(7)).sub)).toEqual(['ada', 'bob', 'ada', 'bob']);
    expect([seen[0] === seen[2], issuer.asked('/token') - before]).toEqual([true, 2]);
  });

  it.each<[string, number, number, string]>([
    ['is refused', 403, 400, '{"error":"invalid_target"}'],
    ['cannot be had', 500, 503, '{}'],
    ['is of another type', 500, 200, '{"access_token":"t","issued_token_type":"other","token_type":"Bearer"}'],
  ])('that %s lets nobody through: %i', async (name, expected, status, text) => {
    issuer.fail('/token', (_request, response) => response.writeHead(status).end(text));
    try {
      expect((await served.ask(path, { authorization: await bearerOf('eve', { jti: name }) })).status).toBe(expected);
    } finally {
      issuer.recover();
    }
  });
});

it('a token for one backend is kept for no other', async () => {
  const authorization = await bearerOf('ada', { jti: 'both' });
  const seen = [];
  for (const path of ['backend', 'prices', 'backend', 'prices'])
    seen.push(headersOf(await served.ask(`/rest/exchanged/${path}`, { authorization })).authorization ?? '');
  expect(seen.map((token) => decodeJwt(token.slice(7)).aud)).toEqual([
    'stock-api',
    'prices-api',
    'stock-api',
    'prices-api',
  ]);
  expect(new Set(seen).size).toBe(2);
});

it('leaves no word of a token or secret in any log', () => {
  const logs = served.logs();
  expect(logs).toContain('exchange-refused');
  const parts = [...tokens].flatMap((token) => token.split('.').slice(1));
  expect([...parts, CLIENT.secret].filter((part) => logs.includes(part))).toEqual([]);
});
