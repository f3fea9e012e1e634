import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docsPages } from '../../../lib/cli/dev/docs-pages.js';
import { gateway, reply, route } from '../../../lib/spec/index.js';

const specOf = (path: string) =>
  gateway('shop', { routes: [route(`GET ${path}` as 'GET /a', { auth: 'public', to: reply(200, {}) })] });

const docs = docsPages();
let server: Server;
let base = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    if (!docs.handle(request, response)) response.writeHead(299).end('for the gateway');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const get = (path: string, method = 'GET') => fetch(base + path, { method, redirect: 'manual' });

describe('the page of gatewright dev', () => {
  it.each([
    ['/_docs', 308, undefined],
    ['/_docs/', 200, 'text/html; charset=utf-8'],
    ['/_docs/?q=1', 200, 'text/html; charset=utf-8'],
    ['/_docs/scalar.js', 200, 'text/javascript; charset=utf-8'],
    ['/_docs/openapi.json', 200, 'application/json'],
    ['/_docs/none', 404, 'text/plain; charset=utf-8'],
    ['/_docs/constructor', 404, 'text/plain; charset=utf-8'],
    ['/_docs/%2e%2e/package.json', 299, undefined],
    ['/_docsy', 299, undefined],
    ['/a', 299, undefined],
  ])('answers %s with %i', async (path, status, type) => {
    expect(docs.show(specOf('/a'), 'http://local')).toBe(true);
    const answer = await get(path);
    expect(answer.status).toBe(status);
    if (type !== undefined) expect(answer.headers.get('content-type')).toBe(type);
  });

  it('may call the gateway alone', async () => {
    docs.show(specOf('/a'), 'http://local');
    const policy = (await get('/_docs/')).headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("script-src 'self';");
  });

  it('shows what is served now', async () => {
    docs.show(specOf('/a'), 'http://one');
    docs.show(specOf('/b'), 'http://two');
    const { paths, servers } = (await (await get('/_docs/openapi.json')).json()) as Record<string, object>;
    expect([Object.keys(paths ?? {}), servers]).toEqual([['/b'], [{ url: 'http://two' }]]);
  });

  it('leaves other methods to the gateway', async () => {
    docs.show(specOf('/a'), 'http://local');
    expect((await get('/_docs/', 'POST')).status).toBe(299);
    const head = await get('/_docs/', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it.each(['/_docs', '/_docs/{page}', '/{page}', '/{rest+}'])('stands back where %s is a route', async (path) => {
    expect(docs.show(specOf(path), 'http://local')).toBe(false);
    expect((await get('/_docs/')).status).toBe(299);
  });

  it('is not there where only templates are known', async () => {
    expect(docs.show(undefined, 'http://local')).toBe(false);
    expect((await get('/_docs')).status).toBe(299);
  });
});
