import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { UpstreamRequest } from '../../../lib/local/model/engine.js';
import { createFetchJson } from '../../../lib/local/upstream/fetch-json.js';
import { createUpstream, createUpstreamAgent } from '../../../lib/local/upstream/upstream.js';

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function listen(server: Server | ReturnType<typeof createNetServer>): Promise<string> {
  server.listen(0, '127.0.0.1');
  clean.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function agent() {
  const made = createUpstreamAgent();
  clean.push(() => made.destroy());
  return made;
}

function call(given: Partial<UpstreamRequest>, bodyLimitBytes?: number) {
  const upstream = createUpstream({
    standIns: new Map(),
    agent: agent(),
    ...(bodyLimitBytes ? { bodyLimitBytes } : {}),
  });
  return upstream({ method: 'GET', url: '', headers: [], body: Buffer.alloc(0), timeoutMs: 2_000, ...given });
}

/** Answers these bytes to whatever it is told, and keeps what that was. */
async function rawServer(answer: string | Buffer): Promise<{ readonly url: string; readonly seen: () => string }> {
  let seen = '';
  const url = await listen(
    createNetServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        seen += chunk.toString('latin1');
        if (seen.includes('\r\n\r\n')) socket.end(answer);
      });
    }),
  );
  return { url, seen: () => seen };
}

describe('createUpstream', () => {
  it('sends headers in their order, case and number, but not those of the connection', async () => {
    const { url, seen } = await rawServer('HTTP/1.1 204 No Content\r\n\r\n');
    await call({
      url: `${url}/a%2Fb/./c?x=1&x=2`,
      headers: [
        ['X-Two', '2'],
        ['x-One', '1'],
        ['X-Two', 'again'],
        ['Connection', 'close, X-Hop'],
        ['X-Hop', 'gone'],
        ['Content-Length', '999'],
        ['Transfer-Encoding', 'chunked'],
        ['Host', 'shop.example'],
      ],
    });
    const sent = seen()
      .split('\r\n')
      .filter((line) => /^(x-|host)/i.test(line));
    expect(sent).toEqual(['host: shop.example', 'X-Two: 2', 'x-One: 1', 'X-Two: again']);
  });

  it.each([
    ['/a%2Fb/./c/../d//e?x=1&x=2#part', '/a%2Fb/./c/../d//e?x=1&x=2'],
    ['', '/'],
    ['?only=query', '/?only=query'],
    ['/with space/é', '/with%20space/%C3%A9'],
  ])('asks for %s as it is written', async (written, target) => {
    const { url, seen } = await rawServer('HTTP/1.1 204 No Content\r\n\r\n');
    await call({ url: url + written });
    expect(seen().split('\r\n')[0]).toBe(`GET ${target} HTTP/1.1`);
  });

  it('answers status, reason and headers as they came, with duplicates', async () => {
    const { url } = await rawServer(
      'HTTP/1.1 418 Short And Stout\r\nSet-Cookie: a=1\r\nX-Case: Kept\r\nset-cookie: b=2\r\nContent-Length: 3\r\n\r\ntea',
    );
    const result = await call({ url });
    expect(result).toMatchObject({ kind: 'response', status: 418, statusText: 'Short And Stout' });
    expect(result.kind === 'response' && result.headers).toEqual([
      ['Set-Cookie', 'a=1'],
      ['X-Case', 'Kept'],
      ['set-cookie', 'b=2'],
      ['Content-Length', '3'],
    ]);
    expect(result.kind === 'response' && result.body.toString()).toBe('tea');
  });

  it('sends the body with its length', async () => {
    const url = await listen(
      createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        response.end(`${request.method} ${request.headers['content-length']} ${Buffer.concat(chunks).toString('hex')}`);
      }),
    );
    const result = await call({ url, method: 'PUT', body: Buffer.from([0, 255, 128]) });
    expect(result.kind === 'response' && result.body.toString()).toBe('PUT 3 00ff80');
  });

  it('follows no redirect, and decompresses nothing', async () => {
    const packed = gzipSync('packed');
    const url = await listen(
      createServer((request, response) => {
        if (request.url === '/zip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
        else response.writeHead(302, { location: '/zip' }).end();
      }),
    );
    expect(await call({ url: `${url}/` })).toMatchObject({ kind: 'response', status: 302 });
    expect(await call({ url: `${url}/zip` })).toMatchObject({ kind: 'response', body: packed });
  });

  it.each([
    ['before the head', ''],
    ['within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
  ])('answers timeout where the backend stops %s', async (_name, answer) => {
    const url = await listen(
      createNetServer((socket) => {
        socket.on('error', () => {});
        socket.write(answer);
      }),
    );
    expect(await call({ url, timeoutMs: 80 })).toEqual({ kind: 'timeout' });
  });

  it.each([
    ['nobody listens', 'http://127.0.0.1:1/', /^ECONNREFUSED$/],
    ['the scheme is not HTTP', 'file:///etc/passwd', /not an http or https URL/],
    ['the address is no URL', 'nonsense', /not an http or https URL/],
  ])('answers unreachable where %s', async (_name, url, reason) => {
    expect(await call({ url })).toEqual({ kind: 'unreachable', reason: expect.stringMatching(reason) });
  });

  it('answers unreachable where the backend speaks no HTTP, or hangs up', async () => {
    const babble = await rawServer('SSH-2.0-nothing\r\n\r\n');
    expect(await call({ url: babble.url })).toMatchObject({ kind: 'unreachable' });
    const silent = await rawServer('');
    expect(await call({ url: silent.url })).toMatchObject({ kind: 'unreachable' });
  });

  it('answers unreachable for a header that HTTP does not allow', async () => {
    const { url } = await rawServer('HTTP/1.1 200 OK\r\n\r\n');
    expect(await call({ url, headers: [['X-Bad', 'a\r\nb: c']] })).toMatchObject({ kind: 'unreachable' });
  });

  it('reads no more of a body than its limit', async () => {
    const url = await listen(
      createServer((request, response) => response.end(Buffer.alloc(Number(request.url?.slice(1))))),
    );
    expect(await call({ url: `${url}/1000` }, 1_000)).toMatchObject({ kind: 'response' });
    expect(await call({ url: `${url}/1001` }, 1_000)).toEqual({
      kind: 'unreachable',
      reason: 'the response is larger than 1000 bytes',
    });
  });
});

describe('createFetchJson', () => {
  async function fetchFrom(answer: (path: string) => { status?: number; body: string } | undefined, path: string) {
    const url = await listen(
      createServer((request, response) => {
        const given = answer(request.url ?? '');
        if (given !== undefined) response.writeHead(given.status ?? 200).end(given.body);
      }),
    );
    const standIns = new Map([['https://id.example/', url]]);
    return createFetchJson({ standIns, agent: agent(), timeoutMs: 100, maxBytes: 50 })(`https://id.example${path}`);
  }

  it('answers the document of a stand-in', async () => {
    expect(await fetchFrom((path) => ({ body: JSON.stringify({ path }) }), '/jwks.json')).toEqual({
      path: '/jwks.json',
    });
  });

  it.each([
    ['another status', () => ({ status: 503, body: '{}' }), /answered 503$/],
    ['a redirect', () => ({ status: 302, body: '{}' }), /answered 302$/],
    ['what is not JSON', () => ({ body: '<html>' }), /not JSON$/],
    ['too much', () => ({ body: `"${'x'.repeat(49)}"` }), /more than 50 bytes$/],
    ['nothing in time', () => undefined, /did not answer within 100 ms$/],
  ])('refuses %s', async (_name, answer, message) => {
    await expect(fetchFrom(answer, '/jwks.json')).rejects.toThrow(message);
  });

  it('refuses an address that nobody answers or that is no URL', async () => {
    const fetchJson = createFetchJson({ standIns: new Map(), agent: agent() });
    await expect(fetchJson('http://127.0.0.1:1/jwks')).rejects.toThrow(/cannot be reached$/);
    await expect(fetchJson('file:///etc/passwd')).rejects.toThrow(/not an http/);
  });
});
