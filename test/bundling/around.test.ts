import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleInput } from '../../lib/bundling/bundle-functions.js';
import { IssuesError } from '../../lib/errors/issue.js';
import type { AroundConfig } from '../../lib/spec/around-config.js';
import { checkout, handler, invoke, sourcesOf, textOf } from './checkout.js';

const ROUTE = 'POST /orders/{id}';
const project = checkout({
  'handler.ts': 'export const handler = async (event: { body: string }) => ({ statusCode: 200, body: event.body });',
  'audit.ts': `import type { MiddlewareFunction } from 'gatewright/runtime';
    export const middleware: MiddlewareFunction = async (request, next) => {
      const response = await next({ ...request, headers: { ...request.headers, 'x-audit': request.route } });
      return { ...response, headers: { ...response.headers, 'x-audited': request.requestId } };
    };`,
  'failing.ts': "export const deny = () => { throw new Error('password=hunter2'); };",
});

const around = (middleware: AroundConfig['middleware'] = []): AroundConfig => ({
  routes: {
    [ROUTE]: {
      transform: { request: { body: { rename: { '/book': 'isbn' } } } },
      use: middleware.map((_, index) => index),
    },
  },
  middleware,
});
const AUDIT = { entry: 'audit.ts', exportName: 'middleware' };

const event = (body: string) => ({
  version: '2.0',
  routeKey: ROUTE,
  rawPath: '/orders/7',
  rawQueryString: 'q=a%20b',
  headers: { 'content-type': 'application/json', 'x-a': '1', host: 'api.example', 'accept-encoding': 'gzip' },
  pathParameters: { id: '7' },
  requestContext: { requestId: 'r-1', http: { method: 'POST', path: '/orders/7' } },
  body,
  isBase64Encoded: false,
});

function handled(middleware?: AroundConfig['middleware']) {
  const input = { ...handler('handler.ts'), around: around(middleware) } as BundleInput;
  const bundle = project.bundle(input).get('handler.ts');
  if (!bundle) throw new Error('no bundle');
  return bundle;
}

describe('a handler with a transformation', () => {
  it('sees the transformed request, through the middleware', () => {
    const answer = invoke(handled([AUDIT]), event('{"book":"x","n":1.50}'));
    expect(answer).toMatchObject({ statusCode: 200, body: '{"isbn":"x","n":1.50}', headers: { 'x-audited': 'r-1' } });
  });

  it('answers 500 where a middleware throws, and says no more', () => {
    const answer = invoke(handled([AUDIT, { entry: 'failing.ts', exportName: 'deny' }]), event('{}'));
    expect(answer).toMatchObject({ statusCode: 500 });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('is another bundle for another transformation', () => {
    expect(handled([AUDIT]).hash).not.toBe(handled().hash);
    expect(handled().hash).not.toBe(project.bundleOne('handler.ts').hash);
  });

  it('carries the runtime alone, in at most 21 kB', () => {
    const own = sourcesOf(handled()).filter((source) => source.startsWith('gatewright/'));
    expect(own.filter((source) => !source.startsWith('gatewright/lib/runtime/'))).toEqual([]);
    expect(textOf(handled()).length).toBeLessThanOrEqual(21_000);
  });

  it.each([
    [
      'a file that is not there',
      { entry: 'audti.ts', exportName: 'middleware' },
      "middleware('audti.ts')",
      'ENTRY_NOT_FOUND',
    ],
    [
      'a name that is not exported',
      { entry: 'failing.ts', exportName: 'middleware' },
      "middleware('failing.ts')",
      'EXPORT_NOT_FOUND',
    ],
  ])('is not made with %s', (_what, module, place, code) => {
    try {
      handled([AUDIT, module]);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(IssuesError);
      expect((error as IssuesError).issues).toMatchObject([{ code, place }]);
    }
  });
});

describe('the function before a backend', () => {
  const seen: { request: IncomingMessage; body: string }[] = [];
  let server: Server;
  let origin = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        seen.push({ request, body: Buffer.concat(chunks).toString() });
        if (request.url?.startsWith('/slow')) return;
        if (request.url?.startsWith('/cut')) return void response.destroy();
        if (request.url?.startsWith('/moved')) return void response.writeHead(302, { location: '/elsewhere' }).end();
        if (request.url?.startsWith('/long')) return void response.end(Buffer.alloc(5_000_000));
        response.writeHead(
          201,
          [
            ['x-b', '1'],
            ['x-b', '2'],
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
            ['connection', 'x-hop'],
            ['x-hop', '1'],
          ].flat(),
        );
        response.end(Buffer.from([0xff, 0x00]));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function forwarded(path: string, sent: object = event('{"book":"x"}'), timeoutMs = 2_000) {
    const config = { routes: { [ROUTE]: { kind: 'url' as const, url: `${origin}${path}`, timeoutMs } } };
    const input: BundleInput = { kind: 'transformer', id: 'transformer', config, around: around([AUDIT]) };
    const bundle = project.bundle(input).get('transformer');
    const { handler: run } = await import(pathToFileURL(`${bundle?.directory}/index.mjs`).href);
    return run(sent, {});
  }

  it('hands the changed request on, and the answer back to the byte', async () => {
    const answer = await forwarded('/books/{id}');
    const { request, body } = seen.at(-1) ?? {};
    expect(request).toMatchObject({ method: 'POST', url: '/books/7?q=a%20b' });
    expect(body).toBe('{"isbn":"x"}');
    expect(request?.headers).toMatchObject({
      'x-a': '1',
      'x-audit': ROUTE,
      'accept-encoding': 'identity',
      'content-length': '12',
    });
    expect(request?.headers.host).toBe(origin.slice('http://'.length));
    expect(answer).toMatchObject({ statusCode: 201, cookies: ['a=1', 'b=2'], body: '/wA=', isBase64Encoded: true });
    expect(answer.headers).toMatchObject({ 'x-b': '1,2', 'x-audited': 'r-1' });
    expect(answer.headers).not.toHaveProperty('x-hop');
  });

  it('follows no redirect', async () => {
    expect(await forwarded('/moved')).toMatchObject({ statusCode: 302, headers: { location: '/elsewhere' } });
  });

  it.each([
    ['504 where the backend is too slow', '/slow', 504],
    ['502 where the backend breaks off', '/cut', 502],
    ['502 where the backend says too much', '/long', 502],
  ])('answers %s', async (_what, path, status) => {
    const answer = await forwarded(path, undefined, path === '/slow' ? 50 : 2_000);
    expect(answer).toMatchObject({ statusCode: status, headers: { 'content-type': 'application/problem+json' } });
    expect(answer.body).not.toContain(origin);
  });

  it('calls nobody for a parameter that leaves the path, or a body that it cannot change', async () => {
    const before = seen.length;
    expect(await forwarded('/books/{id}', { ...event('{}'), pathParameters: { id: '..' } })).toMatchObject({
      statusCode: 400,
    });
    expect(await forwarded('/books/{id}', event('{'))).toMatchObject({ statusCode: 400 });
    expect(seen.length).toBe(before);
  });

  it('knows no other route', async () => {
    expect(await forwarded('/books/{id}', { ...event('{}'), routeKey: 'GET /other' })).toMatchObject({
      statusCode: 500,
    });
  });
});
