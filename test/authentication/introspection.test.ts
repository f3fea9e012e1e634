import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IssuerServer, seconds, startIssuerServer } from './issuer-server.js';
import { type Served, type Synthesized, seenBy, synthesized } from './served-gateway.js';

const ISSUER = 'https://as.books.example/';
const CLIENT = { id: 'gateway', secret: 'the-secret-of-the-gateway' };

const SPEC = `import { gateway, introspection, lambda, route, secret } from 'gatewright';
const to = lambda('who.ts');
const props = {
  endpoint: '${ISSUER}introspect',
  client: { id: 'gateway', secret: secret('books/client', { field: 'password' }) },
  audience: 'books',
};
const partners = introspection('partners', props).require({ scopes: ['read'] });
const inHeader = introspection('in-header', { ...props, header: 'X-Partner' });
const doubted = introspection('doubted', { ...props, cache: { maxTtlSeconds: 0 } });
export default gateway('opaque', { routes: [
  route('GET /http', { auth: partners, to }),
  route('GET /rest', { auth: partners, to, api: 'rest' }),
  route('GET /http/header', { auth: inHeader, to }),
  route('GET /rest/header', { auth: inHeader, to, api: 'rest' }),
  route('GET /http/doubted', { auth: doubted, to }),
  route('GET /rest/doubted', { auth: doubted, to, api: 'rest' }),
] });`;

const TARGETS = ['/http', '/rest'] as const;
const CHALLENGES = {
  '/http': { 401: undefined, 403: undefined },
  '/rest': { 401: 'Bearer realm="opaque"', 403: 'Bearer realm="opaque", error="insufficient_scope"' },
};

let issuer: IssuerServer;
let gateways: Synthesized;
let served: Served;
const sent: string[] = [];
let count = 0;

const serve = (password = CLIENT.secret) =>
  gateways.serve(new Map([[ISSUER, issuer.address]]), { 'books/client': JSON.stringify({ password }) });

beforeAll(async () => {
  issuer = await startIssuerServer(ISSUER, [], { client: CLIENT });
  gateways = await synthesized(SPEC);
  served = await serve();
}, 60_000);

afterAll(async () => {
  await served?.close();
  await issuer?.close();
  gateways?.remove();
});

/** An opaque token, which the issuer knows unless told otherwise. */
function token(members: Readonly<Record<string, unknown>> | undefined = {}): string {
  const text = `opaque-${++count}-${'x'.repeat(20)}`;
  sent.push(text);
  if (members) issuer.activate(text, { sub: 'ada', aud: 'books', scope: 'read', exp: seconds(600), ...members });
  return text;
}

describe.each(TARGETS)('an opaque token, at %s', (path) => {
  const refusal = (status: 401 | 403) => ({ status, challenge: CHALLENGES[path][status] });

  it('is what its issuer says it is', async () => {
    const answer = await served.call(path, `Bearer ${token({ tier: 'gold' })}`);
    expect(answer.status).toBe(200);
    expect(seenBy(answer)).toMatchObject({ kind: 'introspection', scheme: 'partners', subject: 'ada' });
    expect(seenBy(answer).claims.tier).toBe('gold');
  });

  it.each<[string, () => string]>([
    ['that nobody knows', () => `never-issued-${token()}`],
    ['that ended', () => token({ exp: seconds(-1) })],
    ['that has not begun', () => token({ nbf: seconds(60) })],
    ['for another audience', () => token({ aud: 'elsewhere' })],
    ['for nobody', () => token({ aud: undefined })],
    ['that is a refresh token', () => token({ token_type: 'refresh_token' })],
    ['that is longer than any', () => `long${'g'.repeat(5_000)}`],
  ])('is refused: one %s', async (_name, make) => {
    expect(await served.call(path, `Bearer ${make()}`)).toMatchObject(refusal(401));
  });

  it('is refused among several, and without its word', async () => {
    const good = token();
    expect(await served.call(path)).toMatchObject(refusal(401));
    expect(await served.call(path, good)).toMatchObject(refusal(401));
    expect(await served.call(path, [`Bearer ${good}`, `Bearer ${good}`])).toMatchObject(refusal(401));
  });

  it('is refused with another word where it is good, and not enough', async () => {
    expect(await served.call(path, `Bearer ${token({ scope: 'write' })}`)).toMatchObject(refusal(403));
  });

  it('is read from the header that the scheme names, and from no other', async () => {
    const good = token();
    expect(seenBy(await served.ask(`${path}/header`, { 'x-partner': good })).subject).toBe('ada');
    expect((await served.call(`${path}/header`, `Bearer ${good}`)).status).toBe(401);
    expect((await served.ask(`${path}/header`, { 'x-partner': `Bearer ${good}` })).status).toBe(401);
  });

  it('is asked about once while its answer is kept, and each time where none is', async () => {
    const kept = token();
    const before = issuer.asked('/introspect');
    for (const _ of [1, 2, 3]) expect((await served.call(path, `Bearer ${kept}`)).status).toBe(200);
    expect(issuer.asked('/introspect') - before).toBe(1);
    for (const _ of [1, 2, 3]) expect((await served.call(`${path}/doubted`, `Bearer ${kept}`)).status).toBe(200);
    expect(issuer.asked('/introspect') - before).toBe(4);
  });

  it('is out at once where no answer is kept, when it is revoked', async () => {
    const revoked = token();
    expect((await served.call(`${path}/doubted`, `Bearer ${revoked}`)).status).toBe(200);
    issuer.activate(revoked, undefined);
    expect((await served.call(`${path}/doubted`, `Bearer ${revoked}`)).status).toBe(401);
  });
});

it('is out when it ends, however long answers are kept', async () => {
  const short = token({ exp: seconds(3) });
  expect((await served.call('/http', `Bearer ${short}`)).status).toBe(200);
  await new Promise((done) => setTimeout(done, 3_100));
  expect((await served.call('/http', `Bearer ${short}`)).status).toBe(401);
});

describe('an endpoint that misbehaves', () => {
  const says =
    (status: number, text: string, headers = {}): RequestListener =>
    (_request, response) =>
      response.writeHead(status, headers).end(text);

  it.each<[string, RequestListener]>([
    ['is slow', (_request, response) => void response.write('{')],
    ['never answers', () => undefined],
    ['answers without end', says(200, `{"active":true,"aud":"books","scope":"read","x":"${'x'.repeat(300_000)}"}`)],
    ['answers no JSON', says(200, '<html>')],
    ['says yes in another way', says(200, '{"active":"true","aud":"books","scope":"read"}')],
    ['sends elsewhere', says(307, '', { location: '/keys' })],
    ['fails', says(503, '{"active":true,"aud":"books","scope":"read"}')],
    ['is gone', (request) => request.socket.destroy()],
  ])('lets nobody in, and keeps nobody waiting: it %s', async (_name, failure) => {
    issuer.fail('/introspect', failure);
    try {
      const startedMs = performance.now();
      const answers = await Promise.all(TARGETS.map((path) => served.call(path, `Bearer ${token()}`)));
      expect(answers.map(({ status }) => status)).toEqual([500, 500]);
      expect(performance.now() - startedMs).toBeLessThan(6_000);
    } finally {
      issuer.recover();
    }
  });

  it('does not know the gateway: nobody comes in', async () => {
    const stranger = await serve('another-secret-altogether');
    try {
      expect((await stranger.call('/http', `Bearer ${token()}`)).status).toBe(500);
      expect(stranger.logs()).toContain('introspection-refuses-the-gateway');
      expect(stranger.logs()).not.toContain('another-secret-altogether');
    } finally {
      await stranger.close();
    }
  });
});

it('leaves no word of a token or secret in any log', () => {
  const logs = served.logs();
  expect(logs).toContain('token-inactive');
  expect([...sent, CLIENT.secret].filter((secret) => logs.includes(secret))).toEqual([]);
  expect(logs).not.toContain(Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64'));
});
