import { createHmac } from 'node:crypto';
import { exportSPKI, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IssuerServer, newSigner, type Signer, seconds, signed, startIssuerServer } from './issuer-server.js';
import { type Served, type Synthesized, synthesized } from './served-gateway.js';

const ISSUER = 'https://id.books.example/';

const SPEC = `import { gateway, jwt, lambda, route } from 'gatewright';
const to = lambda('who.ts');
const readers = jwt('readers', { issuer: '${ISSUER}', audience: ['books', 'books-app'] });
const lending = readers.require({ scopes: { allOf: ['books:read', 'books:lend'] } });
export const native = route('GET /native', { auth: readers, to });
export const http = route('GET /http', { auth: lending, to });
export const rest = route('GET /rest', { auth: lending, to, api: 'rest' });
export default gateway('bad-tokens', { routes: [native, http, rest] });`;

/** What is deployed: the native JWT authorizer, and the bundled function on either kind of API. */
const TARGETS = ['/native', '/http', '/rest'] as const;

let own: Signer;
let stranger: Signer;
let issuer: IssuerServer;
let gateways: Synthesized;
let served: Served;
const sent: string[] = [];

beforeAll(async () => {
  [own, stranger] = await Promise.all([newSigner('RS256', 'key-1'), newSigner('RS256', 'key-1')]);
  issuer = await startIssuerServer(ISSUER, [own.jwk]);
  gateways = await synthesized(SPEC);
  served = await gateways.serve(new Map([[ISSUER, issuer.address]]));
}, 60_000);

afterAll(async () => {
  await served?.close();
  await issuer?.close();
  gateways?.remove();
});

const good = () => ({
  iss: ISSUER,
  aud: 'books',
  sub: 'ada-lovelace',
  iat: seconds(-5),
  exp: seconds(600),
  scope: 'books:read books:lend',
});

const token = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}, signer = own) =>
  signed(signer, { ...good(), ...claims }, header);

/** Three parts whose signature is what the caller says. */
function handmade(header: unknown, claims: unknown, signature: (input: string) => string): string {
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${signature(input)}`;
}

async function call(path: string, bearer: string | readonly string[]) {
  const values = [bearer].flat();
  sent.push(...values);
  return served.call(
    path,
    values.map((value) => `Bearer ${value}`),
  );
}

type Make = () => Promise<string> | string;

describe.each(TARGETS)('a token that is good, at %s', (path) => {
  it.each<[string, Make]>([
    ['with the audience as a string', () => token({ aud: 'books-app' })],
    ['with the audience as a list', () => token({ aud: ['elsewhere', 'books'] })],
    ['without an audience, by its client', () => token({ aud: undefined, client_id: 'books' })],
  ])('is taken %s', async (_name, make) => {
    const { status, body } = await call(path, await make());
    expect([status, body]).toMatchObject([200, { caller: { kind: 'jwt', subject: 'ada-lovelace' } }]);
  });
});

const hmac = (secret: string) => (input: string) => createHmac('sha256', secret).update(input).digest('base64url');

const BAD: readonly [string, Make][] = [
  ['signed with none', () => handmade({ alg: 'none', kid: 'key-1' }, good(), () => '')],
  ['signed with none, and something for a signature', () => handmade({ alg: 'none', kid: 'key-1' }, good(), () => 'x')],
  ['of an algorithm that is not allowed', async () => pss()],
  [
    'that takes the public key for an HMAC secret',
    async () => handmade({ alg: 'HS256', kid: 'key-1' }, good(), hmac(await exportSPKI(own.publicKey))),
  ],
  [
    'that takes the modulus for an HMAC secret',
    () => handmade({ alg: 'HS256', kid: 'key-1' }, good(), hmac(String(own.jwk.n))),
  ],
  ['of another key under the name of ours', () => token({}, {}, stranger)],
  ['that brings its key', () => token({}, { jwk: stranger.jwk }, stranger)],
  ['that says where its keys are', () => token({}, { jku: `${issuer.address}/keys` }, stranger)],
  ['that says where its certificate is', () => token({}, { x5u: `${issuer.address}/cert` }, stranger)],
  ['of a key that nobody knows', () => token({}, { kid: 'key-2' })],
  ['without a name of its key', () => token({}, { kid: undefined })],
  [
    'with a critical header that is unknown',
    () => handmade({ alg: 'RS256', kid: 'key-1', crit: ['wild'], wild: 1 }, good(), () => 'AAAA'),
  ],
  [
    'whose payload is not encoded',
    () => handmade({ alg: 'RS256', kid: 'key-1', crit: ['b64'], b64: false }, good(), () => 'AAAA'),
  ],
  ['of another issuer', () => token({ iss: 'https://evil.example/' })],
  ['of an issuer that lacks a slash', () => token({ iss: ISSUER.slice(0, -1) })],
  ['of an issuer that is no text', () => token({ iss: [ISSUER] })],
  ['without an issuer', () => token({ iss: undefined })],
  ['for another audience', () => token({ aud: 'elsewhere' })],
  ['for other audiences', () => token({ aud: ['elsewhere', 'beyond'] })],
  ['for another audience, by a client of ours', () => token({ aud: 'elsewhere', client_id: 'books' })],
  ['without audience and client', () => token({ aud: undefined })],
  ['for an audience that is no text', () => token({ aud: 7 })],
  ['that expired', () => token({ exp: seconds(-600) })],
  ['that never expires', () => token({ exp: undefined })],
  ['whose expiry is a text', () => token({ exp: String(seconds(600)) })],
  ['that is not yet valid', () => token({ nbf: seconds(600) })],
  ['whose start is a text', () => token({ nbf: 'now' })],
  ['that was made in the future', () => token({ iat: seconds(600) })],
  ['that holds another token', async () => nested()],
  ['of five parts', () => 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..aaaa.bbbb.cccc'],
  ['that is no JSON', () => 'aaaa.bbbb.cccc'],
  ['with a character beyond base64url', async () => `${await token()}=`],
  ['that is empty', () => ''],
];

describe.each(TARGETS)('a token that is bad, at %s', (path) => {
  it.each(BAD)('is refused: %s', async (_name, make) => {
    const { status, challenge, body } = await call(path, await make());
    expect([status, body]).toEqual([401, { message: 'Unauthorized' }]);
    expect(challenge ?? 'none').toMatch(CHALLENGES[path]);
  });

  it('is refused in the company of a good one', async () => {
    const bearer = await token();
    expect((await call(path, [bearer, bearer])).status).toBe(401);
    expect((await served.call(path, [`Bearer ${bearer}`, 'Basic YTpi'])).status).toBe(401);
  });

  it('is refused where it is longer than API Gateway takes headers', async () => {
    const { status } = await call(path, await token({ padding: 'x'.repeat(11_000) }));
    expect([401, 431]).toContain(status);
  });

  it('is no good in the query string, and is not logged from there', async () => {
    const bearer = await token();
    sent.push(bearer);
    expect((await served.call(`${path}?access_token=${bearer}`)).status).toBe(401);
  });

  it.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['another scheme', 'Basic YTpi'],
  ])('is refused as %s', async (_name, header) => {
    expect((await served.call(path, header)).status).toBe(401);
  });
});

/** HTTP APIs word them for the native authorizer alone: for a function there is nothing that could set the header. */
const CHALLENGES = { '/native': /^Bearer/, '/http': /^none$/, '/rest': /^Bearer realm="bad-tokens"$/ };

describe.each(['/http', '/rest'])('a token that is off by less than the tolerance, at %s', (path) => {
  it.each<[string, Make]>([
    ['expired', () => token({ exp: seconds(-4) })],
    ['not yet valid', () => token({ nbf: seconds(5) })],
    ['made in the future', () => token({ iat: seconds(5) })],
  ])('is taken: %s', async (_name, make) => {
    expect((await call(path, await make())).status).toBe(200);
  });
});

describe('a good token that is not enough', () => {
  it('is 403 with what is wrong on the REST API, and 403 on the HTTP API', async () => {
    const bearer = await token({ scope: 'books:read' });
    const [http, rest] = [await call('/http', bearer), await call('/rest', bearer)];
    expect([http.status, http.challenge, rest.status, rest.challenge]).toEqual([
      403,
      undefined,
      403,
      'Bearer realm="bad-tokens", error="insufficient_scope"',
    ]);
  });
});

describe('an issuer that misbehaves', () => {
  const rows: readonly [string, Parameters<IssuerServer['fail']>][] = [
    ['is slow', ['/keys', (_request, response) => void response.write('{')]],
    ['has keys without end', ['/keys', (_request, response) => response.end(`{"keys":[${'1,'.repeat(300_000)}1]}`)]],
    ['has keys that are none', ['/keys', (_request, response) => response.end('{"keys":"all"}')]],
    ['answers no JSON', ['/.well-known/openid-configuration', (_request, response) => response.end('<html>')]],
    [
      'sends elsewhere',
      ['/keys', (_request, response) => response.writeHead(302, { location: `${issuer.address}/other` }).end()],
    ],
    ['is gone', ['/.well-known/openid-configuration', (request) => request.socket.destroy()]],
    ['never answers', ['/.well-known/openid-configuration', () => undefined]],
    ['has its keys nowhere', ['/keys', (request) => request.socket.destroy()]],
    ['has keys that are cut off', ['/keys', (_request, response) => response.end('{"keys":[{"kid":"key-1"')]],
  ];

  it.each(rows)(
    'lets nobody in, and keeps nobody waiting: it %s',
    async (_name, failure) => {
      const fresh = await gateways.serve(new Map([[ISSUER, issuer.address]]));
      try {
        issuer.fail(...failure);
        const bearer = await token();
        sent.push(bearer);
        const startedMs = performance.now();
        const answers = await Promise.all(TARGETS.map((path) => fresh.call(path, `Bearer ${bearer}`)));
        expect(performance.now() - startedMs).toBeLessThan(6_000);
        expect(answers.map(({ status }) => status)).toEqual([401, 500, 500]);
        expectNoWordOf(sent, fresh.logs());
      } finally {
        issuer.recover();
        await fresh.close();
      }
    },
    30_000,
  );
});

describe('the logs', () => {
  it('name the caller, whichever authorizer knew it', () => {
    expect(served.logs()).toMatch(/\/native.*caller\W+ada-lovelace/);
    expect(served.logs()).toMatch(/functionCaller\W+ada-lovelace/);
  });

  it('say that tokens were refused, and no word of any token', () => {
    expect(served.logs()).toContain('refused');
    expectNoWordOf(sent, served.logs());
  });
});

function expectNoWordOf(tokens: readonly string[], logs: string): void {
  const parts = tokens.flatMap((each) => each.split('.').slice(1)).filter((part) => part.length > 12);
  expect(parts.filter((part) => logs.includes(part))).toEqual([]);
}

async function pss(): Promise<string> {
  const jwk = await crypto.subtle.exportKey('jwk', own.privateKey);
  delete jwk.alg;
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['sign']);
  return new SignJWT(good()).setProtectedHeader({ alg: 'PS256', kid: 'key-1' }).sign(key);
}

async function nested(): Promise<string> {
  const inner = await token();
  const { privateKey } = own;
  const { CompactSign } = await import('jose');
  return new CompactSign(Buffer.from(inner))
    .setProtectedHeader({ alg: 'RS256', kid: 'key-1', cty: 'JWT' })
    .sign(privateKey);
}
