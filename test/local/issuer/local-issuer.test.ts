import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SIGNING_ALGORITHMS } from '../../../lib/local/issuer/key-families.js';
import { loadIssuerKeys } from '../../../lib/local/issuer/key-store.js';
import { signToken } from '../../../lib/local/issuer/sign-token.js';
import { type LocalIssuer, mountIssuer, startIssuer } from '../../../lib/local/issuer/start-issuer.js';

const BOOKS = 'https://id.books.example/';
const POOL_A = 'https://idp.example/pool';
const POOL_B = 'https://idp.example/pool-b';
const FILES = [
  'issuer-key.pem',
  'issuer-key-p-256.pem',
  'issuer-key-p-384.pem',
  'issuer-key-p-521.pem',
  'issuer-key-ed25519.pem',
];
const INNER = 'https://idp.example/pool/inner';

async function keyDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gatewright-issuer-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function issuerOn(keyStore: string) {
  const issuer = await startIssuer({ issuers: [BOOKS, POOL_A, POOL_B, INNER], host: '127.0.0.1', port: 0, keyStore });
  onTestFinished(() => issuer.close());
  return issuer;
}

const getJson = async (url: string) => (await fetch(url)).json() as Promise<Record<string, unknown>>;

describe('a local issuer', () => {
  let keyStore: string;
  let issuer: LocalIssuer;

  beforeAll(async () => {
    keyStore = await mkdtemp(join(tmpdir(), 'gatewright-issuer-'));
    issuer = await startIssuer({ issuers: [BOOKS, POOL_A, POOL_B, INNER], host: '127.0.0.1', port: 0, keyStore });
  });

  afterAll(async () => {
    await issuer.close();
    await rm(keyStore, { recursive: true });
  });

  it.each([BOOKS, POOL_A, POOL_B])(
    'publishes the real name of %s, and below it an address whose stand-in has the key set',
    async (name) => {
      const base = issuer.standInFor(name);
      const discovery = await getJson(`${base}/.well-known/openid-configuration`);
      expect(discovery).toMatchObject({ issuer: name, jwks_uri: `${name.replace(/\/$/, '')}/jwks` });
      const { keys } = (await getJson(issuer.redirect(String(discovery.jwks_uri)) ?? '')) as unknown as JSONWebKeySet;
      const point = { x: expect.any(String), use: 'sig', kid: expect.any(String) };
      expect(keys).toEqual([
        { kty: 'RSA', use: 'sig', kid: expect.any(String), n: expect.any(String), e: 'AQAB' },
        { kty: 'EC', crv: 'P-256', y: expect.any(String), ...point },
        { kty: 'EC', crv: 'P-384', y: expect.any(String), ...point },
        { kty: 'EC', crv: 'P-521', y: expect.any(String), ...point },
        { kty: 'OKP', crv: 'Ed25519', ...point },
      ]);
    },
  );

  it('signs tokens that its key set verifies', async () => {
    const token = await issuer.sign(BOOKS, { sub: 'reader-7', aud: 'books', scope: 'a b' }, { expiresInSeconds: 60 });
    const jwks = (await getJson(`${issuer.standInFor(BOOKS)}/jwks`)) as unknown as JSONWebKeySet;
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(jwks), {
      issuer: BOOKS,
      audience: 'books',
    });
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: jwks.keys[0]?.kid });
    expect(payload).toMatchObject({ iss: BOOKS, sub: 'reader-7', scope: 'a b', jti: expect.any(String) });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  });

  it.each(SIGNING_ALGORITHMS)('signs with %s, by a key that its key set has for it', async (alg) => {
    const token = await issuer.sign(POOL_A, { sub: 'x' }, { alg, type: 'at+jwt' });
    const jwks = (await getJson(`${issuer.standInFor(POOL_A)}/jwks`)) as unknown as JSONWebKeySet;
    const { protectedHeader } = await jwtVerify(token, createLocalJWKSet(jwks), { algorithms: [alg], typ: 'at+jwt' });
    expect(protectedHeader).toMatchObject({ alg, typ: 'at+jwt' });
  });

  it('serves its keys in place of a key set that has an address of its own', async () => {
    const elsewhere = 'https://keys.books.example/set.json';
    const other = await startIssuer({ issuers: [BOOKS], keySets: [elsewhere], host: '127.0.0.1', port: 0, keyStore });
    onTestFinished(() => other.close());
    expect(other.redirect(elsewhere)).toBe(other.standInFor(elsewhere));
    expect(await getJson(other.redirect(elsewhere) ?? '')).toEqual(await getJson(`${other.standInFor(BOOKS)}/jwks`));
    expect(other.redirect(`${elsewhere}/more`)).toBeUndefined();
  });

  it('does not let claims take the place of the issuer', async () => {
    const token = await issuer.sign(BOOKS, { iss: 'https://else.example' });
    expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({ iss: BOOKS });
  });

  it('gives each token an id of its own', async () => {
    expect(await issuer.sign(BOOKS, {})).not.toBe(await issuer.sign(BOOKS, {}));
  });

  it('neither stands in nor signs for issuers of others', async () => {
    expect(issuer.standInFor('https://id.books.example')).toBeUndefined();
    await expect(issuer.sign('https://evil.example/', {})).rejects.toThrow(RangeError);
  });

  it.each([
    [`${BOOKS}.well-known/openid-configuration`, BOOKS, '/.well-known/openid-configuration'],
    [`${POOL_A}/.well-known/x`, POOL_A, '/.well-known/x'],
    [`${POOL_B}/jwks`, POOL_B, '/jwks'],
    [`${INNER}/jwks`, INNER, '/jwks'],
  ])('redirects %s', async (url, name, path) => {
    expect(issuer.redirect(url)).toBe(`${issuer.standInFor(name)}${path}`);
  });

  it.each(['https://idp.example/pool-c/jwks', 'https://id.books.example.evil/', 'https://id.books.example'])(
    'does not redirect %s',
    async (url) => {
      expect(issuer.redirect(url)).toBeUndefined();
    },
  );

  it.each([
    ['GET', '/', 404],
    ['GET', '/_aws/issuer/', 404],
    ['GET', '/_aws/issuer/000000000000/jwks', 404],
    ['POST', 'jwks', 405],
    ['DELETE', '.well-known/openid-configuration', 405],
  ])('answers %s %s with %i', async (method, path, status) => {
    const url = path.startsWith('/') ? `${issuer.origin}${path}` : `${issuer.standInFor(BOOKS)}/${path}`;
    expect((await fetch(url, { method })).status).toBe(status);
  });

  it('fails where the port is taken', async () => {
    const { port } = new URL(issuer.origin);
    await expect(
      startIssuer({ issuers: [BOOKS], host: '127.0.0.1', port: Number(port), keyStore }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('can be mounted on another server, whose other requests it leaves alone', async () => {
    let origin = '';
    const mounted = await mountIssuer({ issuers: [BOOKS], keyStore }, () => origin);
    const server = createServer((request, response) => {
      if (!mounted.handle(request, response)) response.end('the gateway');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await (await fetch(`${origin}/_aws/issuers`)).text()).toBe('the gateway');
    const discovery = await getJson(`${mounted.standInFor(BOOKS)}/.well-known/openid-configuration?x=1`);
    expect(await getJson(mounted.redirect(String(discovery.jwks_uri)) ?? '')).toHaveProperty('keys');
  });
});

describe('the key of a project', () => {
  it('outlives a restart, so that tokens do', async () => {
    const keyStore = await keyDirectory();
    const first = await issuerOn(keyStore);
    const token = await first.sign(POOL_A, { sub: 'x' });
    await first.close();
    const second = await issuerOn(keyStore);
    const jwks = (await getJson(`${second.standInFor(POOL_A)}/jwks`)) as unknown as JSONWebKeySet;
    await expect(jwtVerify(token, createLocalJWKSet(jwks), { issuer: POOL_A })).resolves.toBeTruthy();
  });

  it('is one of each kind where many start at once, in files that only their owner reads', async () => {
    const directory = join(await keyDirectory(), 'made', 'here');
    const keys = await Promise.all(Array.from({ length: 4 }, () => loadIssuerKeys(directory)));
    expect(new Set(keys.map(({ publicJwks }) => JSON.stringify(publicJwks))).size).toBe(1);
    const files = await readdir(directory);
    expect(files.sort()).toEqual([...FILES].sort());
    for (const file of files) expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600);
  });

  it('signs in a process of its own with the same key', async () => {
    const keyStore = await keyDirectory();
    const issuer = await issuerOn(keyStore);
    const token = await signToken({
      keyStore,
      issuer: BOOKS,
      claims: { aud: 'books' },
      expiresInSeconds: 5,
      alg: 'RS512',
    });
    const jwks = (await getJson(`${issuer.standInFor(BOOKS)}/jwks`)) as unknown as JSONWebKeySet;
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), { issuer: BOOKS, algorithms: ['RS512'] });
    expect(payload.aud).toBe('books');
  });

  it('agrees between two processes that find no key', async () => {
    const keyStore = await keyDirectory();
    const run = () => tokenInProcess(keyStore);
    const [first, second] = await Promise.all([run(), run()]);
    expect(decodeProtectedHeader(first).kid).toBe(decodeProtectedHeader(second).kid);
  });

  it.each([
    ['no key', 'not a key at all'],
    ['a public key alone', undefined],
  ])('is refused where the file holds %s, without its content in the error', async (_, content) => {
    const directory = await keyDirectory();
    const path = join(directory, 'issuer-key.pem');
    await writeFile(path, content ?? (await publicPem()));
    const error = await loadIssuerKeys(directory).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toContain(path);
    expect((error as Error).message).not.toContain(await readFile(path, 'utf8'));
  });

  it('is not replaced where what stands in its place cannot be read', async () => {
    const directory = await keyDirectory();
    await mkdir(join(directory, 'issuer-key.pem'));
    await expect(loadIssuerKeys(directory)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

async function publicPem(): Promise<string> {
  const { generateKeyPairSync } = await import('node:crypto');
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    type: 'spki',
    format: 'pem',
  }) as string;
}

/** Runs `signToken` through tsx, as a command line of its own would. */
function tokenInProcess(keyStore: string): Promise<string> {
  const script = `import { signToken } from './lib/local/issuer/sign-token.ts';
process.stdout.write(await signToken({ keyStore: process.argv[1], issuer: '${BOOKS}' }));`;
  return new Promise((resolve, reject) => {
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script, keyStore];
    execFile(process.execPath, args, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}
