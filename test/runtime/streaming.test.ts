import { Writable } from 'node:stream';
import { lambda, route } from 'gatewright';
import { problem, streaming } from 'gatewright/runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { eventOf, VERSIONS } from './events.js';

const report = route('GET /report', {
  auth: 'public',
  to: lambda('report.ts', { streaming: true }),
  query: z.object({ rows: z.coerce.number().default(2) }),
  responses: { 200: { description: 'The rows', contentType: 'text/csv' }, 201: z.object({ ok: z.boolean() }) },
});

async function* rows(count: number, failsAt = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
  for (let row = 0; row < count; row++) {
    if (row === failsAt) throw new Error('secret of the database');
    yield `${row};`;
  }
}

const handlerOf = (failsAt?: number) =>
  streaming(report).handle(({ query }) => ({ status: 200, body: rows(query.rows, failsAt), headers: { 'x-rows': 1 } }));

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe.each(VERSIONS)('where nothing streams, in payload format %s', (version) => {
  it('is answered whole, with the declared type', async () => {
    const { headers, body, isBase64Encoded } = await handlerOf()(eventOf(version, { query: 'rows=3' }));
    expect([headers['content-type'], headers['x-rows'], isBase64Encoded]).toEqual(['text/csv', '1', true]);
    expect(Buffer.from(body, 'base64').toString()).toBe('0;1;2;');
  });

  it('is refused like any other', async () => {
    expect(await handlerOf()(eventOf(version, { query: 'rows=x' }))).toMatchObject({ statusCode: 400 });
  });

  it('is a 500 where the stream fails', async () => {
    const { statusCode, body } = await handlerOf(1)(eventOf(version, {}));
    expect([statusCode, body]).toEqual([500, expect.not.stringContaining('secret')]);
  });
});

interface Sent {
  readonly head: unknown;
  readonly text: string;
}

/** What Lambda's runtime is to a handler: a writable that sends its head with the first chunk. */
function stubLambda(highWaterMark = 16_384): { invoke: (handler: unknown, event: unknown) => Promise<Sent> } {
  let head: unknown;
  vi.stubEnv('GATEWRIGHT_STREAMING', '1');
  vi.stubGlobal('awslambda', {
    streamifyResponse: (handler: unknown) => handler,
    HttpResponseStream: {
      from: (stream: Writable, metadata: unknown) => {
        head = metadata;
        return stream;
      },
    },
  });
  return {
    invoke: async (handler, event) => {
      const chunks: Buffer[] = [];
      const write = (chunk: Buffer, _: string, done: () => void) => {
        chunks.push(chunk);
        setImmediate(done);
      };
      const stream = new Writable({ highWaterMark, write });
      await (handler as (event: unknown, stream: Writable) => Promise<void>)(event, stream);
      await new Promise<void>((done) => (stream.writableFinished ? done() : stream.once('finish', () => done())));
      return { head, text: Buffer.concat(chunks).toString() };
    },
  };
}

describe.each(VERSIONS)('where Lambda streams, in payload format %s', (version) => {
  it('sends status and headers, then each part, however slow the reader is', async () => {
    const { head, text } = await stubLambda(1).invoke(handlerOf(), eventOf(version, { query: 'rows=40' }));
    expect(head).toEqual({ statusCode: 200, headers: { 'content-type': 'text/csv', 'x-rows': '1' } });
    expect(text).toBe(Array.from({ length: 40 }, (_, row) => `${row};`).join(''));
  });

  it('takes a ReadableStream', async () => {
    const lambdaRuntime = stubLambda();
    const body = new Response('from the web').body as ReadableStream<Uint8Array>;
    const handler = streaming(report).handle(() => ({ status: 200, body }));
    expect(await lambdaRuntime.invoke(handler, eventOf(version, {}))).toMatchObject({ text: 'from the web' });
  });

  it('sends what does not come in parts as one', async () => {
    const lambdaRuntime = stubLambda();
    const handler = streaming(report).handle(() => ({ status: 201, body: { ok: true }, cookies: ['a=b'] }));
    const { head, text } = await lambdaRuntime.invoke(handler, eventOf(version, {}));
    const cookies = version === '2.0' ? { cookies: ['a=b'] } : { multiValueHeaders: { 'set-cookie': ['a=b'] } };
    expect([head, text]).toEqual([
      { statusCode: 201, headers: { 'content-type': 'application/json' }, ...cookies },
      '{"ok":true}',
    ]);
  });

  it('sends refusals and problems', async () => {
    const lambdaRuntime = stubLambda();
    const handler = streaming(report).handle(() => problem(404));
    expect(await lambdaRuntime.invoke(handler, eventOf(version, { query: 'rows=x' }))).toMatchObject({
      head: { statusCode: 400 },
    });
    expect(await lambdaRuntime.invoke(handler, eventOf(version, {}))).toMatchObject({ head: { statusCode: 404 } });
  });

  it('breaks off without the reason where the stream fails', async () => {
    const failing = stubLambda().invoke(handlerOf(1), eventOf(version, {}));
    await expect(failing).rejects.toThrow(/^the answer broke off$/);
  });
});

it('does not stream where the integration does not say that it takes it', async () => {
  stubLambda();
  vi.stubEnv('GATEWRIGHT_STREAMING', '');
  expect(await handlerOf()(eventOf('1.0', {}))).toMatchObject({ statusCode: 200 });
});
