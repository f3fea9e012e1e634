import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocalGateway } from '../../../lib/local/server/local-gateway.js';
import { BODY_LIMIT_BYTES } from '../../../lib/local/server/request-body.js';
import { collect, enginesOf, raw, start } from './gateway-harness.js';
import { cloudModel, httpApi, restApi } from './models.js';

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function open(...args: Parameters<typeof start>): Promise<LocalGateway> {
  const gateway = await start(...args);
  clean.push(() => gateway.close(0));
  return gateway;
}

const rest = restApi('Rest', ['GET /books']);
const http = httpApi('Http', ['POST /orders']);
const model = cloudModel([rest, http]);
const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('requests', () => {
  it('reach the engine as they were sent: target, headers, body', async () => {
    const { port } = await open({ model });
    const answer = await raw(port, [
      'POST http://shop.example/a/../b//c%2fd;x=1?q=%20&q=+ HTTP/1.1\r\nHost: shop.example\r\nx-Two: 2\r\nX-TWO: zwei\r\n' +
        'Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',
      '2\r\nde\r\n0\r\n\r\n',
    ]);
    expect(bodyOf(answer)).toMatchObject({
      method: 'POST',
      rawPath: '/a/../b//c%2fd;x=1',
      rawQuery: 'q=%20&q=+',
      headers: [
        ['Host', 'shop.example'],
        ['x-Two', '2'],
        ['X-TWO', 'zwei'],
        ['Connection', 'close'],
        ['Transfer-Encoding', 'chunked'],
      ],
      text: 'abcde',
      sourceIp: '127.0.0.1',
      protocol: 'HTTP/1.1',
    });
  });

  it('of HTTP/1.0 are answered and closed', async () => {
    const { port } = await open({ model });
    expect(bodyOf(await raw(port, ['GET /books HTTP/1.0\r\n\r\n']))).toMatchObject({ protocol: 'HTTP/1.0' });
  });

  it('of two on one connection are answered in their order', async () => {
    const engines = enginesOf(async ({ rawPath }) => {
      await pause(rawPath === '/slow' ? 80 : 0);
      return { body: rawPath };
    });
    const { port } = await open({ model, engines });
    const get = (path: string, last = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${last}\r\n`;
    const answer = await raw(port, [get('/slow') + get('/fast', 'Connection: close\r\n')]);
    expect(answer.match(/\/(slow|fast)/g)).toEqual(['/slow', '/fast']);
  });

  it.each([
    ['at the limit', BODY_LIMIT_BYTES, BODY_LIMIT_BYTES],
    ['beyond the limit', BODY_LIMIT_BYTES + 5, BODY_LIMIT_BYTES + 1],
  ])('%s reach the engine as a body of that length, or of one byte more than the limit', async (_name, sent, seen) => {
    const { url } = await open({ model });
    const declared = await fetch(`${url}/x`, { method: 'POST', body: Buffer.alloc(sent) });
    expect(await declared.json()).toMatchObject({ bodyLength: seen });
    const stream = new Blob([Buffer.alloc(sent)]).stream();
    const chunked = await fetch(`${url}/x`, { method: 'POST', body: stream, duplex: 'half' } as RequestInit);
    expect(await chunked.json()).toMatchObject({ bodyLength: seen });
  });

  it('that expect 100-continue get it, unless they announce too much', async () => {
    const { port } = await open({ model });
    const head = (length: number) =>
      `POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`;
    expect(await raw(port, [head(2), 'ok'])).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
    expect(await raw(port, [head(BODY_LIMIT_BYTES + 1)])).toMatch(/^HTTP\/1\.1 200 OK/);
  });
});

describe('responses', () => {
  it('keep the order, case and number of headers, and have the length of their body', async () => {
    const engines = enginesOf(async () => ({
      status: 418,
      headers: [
        ['set-cookie', 'a=1'],
        ['X-Case', 'Kept'],
        ['Set-Cookie', 'b=2'],
        ['Content-Length', '999'],
        ['Transfer-Encoding', 'chunked'],
      ],
      body: 'tée',
    }));
    const { port } = await open({ model, engines });
    const [head = '', body] = (await raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])).split(
      '\r\n\r\n',
    );
    const lines = head.split('\r\n').filter((line) => !/^(date|connection):/i.test(line));
    expect(lines).toEqual([
      "HTTP/1.1 418 I'm a Teapot",
      'set-cookie: a=1',
      'X-Case: Kept',
      'Set-Cookie: b=2',
      'Content-Length: 4',
    ]);
    expect(Buffer.from(body ?? '', 'latin1').toString()).toBe('tée');
  });

  it.each([
    ['HEAD', 200, 'GET length', /Content-Length: 10\r\n/i],
    ['GET', 204, 'no body', /^(?!.*content-length)/is],
    ['GET', 304, 'no body', /^(?!.*content-length)/is],
  ])('to %s with %i have no body', async (method, status, _name, head) => {
    const engines = enginesOf(async () => ({ status, body: 'GET length' }));
    const { port } = await open({ model, engines });
    const answer = await raw(port, [`${method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`]);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(head);
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
  });

  it.each([
    ['throws', async () => Promise.reject(new Error('torn'))],
    ['answers a header that HTTP does not allow', async () => ({ headers: [['X-A', 'a\r\nX-B: b']] as const })],
    ['answers a header without a name', async () => ({ headers: [['', 'a']] as const })],
    ['answers a status that there is not', async () => ({ status: 99 })],
    ['answers a status that is not final', async () => ({ status: 101 })],
  ])('are a bare 500 where an engine %s, and the gateway goes on', async (_name, answer) => {
    const logger = collect();
    const engines = enginesOf(async (request) => (request.rawPath === '/well' ? {} : answer()));
    const { url } = await open({ model, engines, logger });
    const failed = await fetch(`${url}/ill`);
    expect([failed.status, await failed.text()]).toEqual([500, '{"message":"Internal server error"}']);
    expect(failed.headers.get('x-b')).toBeNull();
    expect(logger.warnings).toHaveLength(1);
    expect((await fetch(`${url}/well`)).status).toBe(200);
  });
});

describe('what is not HTTP', () => {
  it.each([
    ['babble', 'hello there\r\n\r\n', 400],
    ['a bad version', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two hosts', 'GET /books HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n', 400],
    ['a space in the target', 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a target in asterisk form', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: a\r\nnothing\r\n\r\n', 400],
    ['a null byte in a header', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
    [
      'a length beside chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a chunk size that is no number', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
    ['headers beyond all bounds', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['an unknown expectation', 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: tea\r\n\r\n', 417],
  ])('as %s is refused, and the gateway goes on', async (_name, bytes, status) => {
    const { port, url } = await open({ model });
    expect(await raw(port, [bytes])).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await fetch(`${url}/books`)).status).toBe(200);
  });

  it('comes too slowly', async () => {
    const { port, url } = await open({ model, timeouts: { headersMs: 200, requestMs: 400 } });
    expect(await raw(port, ['GET / HTTP/1.1\r\nHost: a\r\nX-Slow:'], 2_000)).toMatch(/^HTTP\/1\.1 408 /);
    const half = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc';
    expect(await raw(port, [half], 2_000)).toMatch(/^HTTP\/1\.1 408 /);
    expect((await fetch(`${url}/books`)).status).toBe(200);
  });

  it('is a caller who goes away, before or after the request is complete', async () => {
    let answered = 0;
    const logger = collect();
    const engines = enginesOf(async () => {
      await pause(100);
      answered += 1;
      return { body: 'late' };
    });
    const { port, url } = await open({ model, engines, logger });
    for (const bytes of [
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc',
      'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(bytes, () => setTimeout(() => socket.destroy(), 20));
    }
    await expect.poll(() => answered).toBe(1);
    expect((await fetch(`${url}/books`)).status).toBe(200);
    expect(answered).toBe(2);
    expect(logger.warnings).toEqual([]);
  });
});
