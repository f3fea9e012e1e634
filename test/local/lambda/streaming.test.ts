import { afterEach, describe, expect, it } from 'vitest';
import type { InvokeOptions, InvokeResult } from '../../../lib/local/model/engine.js';
import { inlineFunction } from './functions.js';
import { call, cleanUp, open } from './pool-harness.js';

afterEach(cleanUp);

const PRELUDE = (head: object) => `${JSON.stringify(head)}${'\0'.repeat(8)}`;

const streamed = (body: string, given: Parameters<typeof inlineFunction>[2] = {}) =>
  inlineFunction('Streams', `exports.handler = awslambda.streamifyResponse(${body});`, given);

/** Invokes for a stream, and takes each chunk at once. */
async function taken(
  model: Parameters<typeof call>[0],
  options: Partial<InvokeOptions> = {},
): Promise<{ readonly result: InvokeResult; readonly text: string; readonly bytes: number }> {
  const chunks: Uint8Array[] = [];
  const result = await call(model, {}, { ...options, onChunk: async (chunk) => void chunks.push(chunk) });
  const all = Buffer.concat(chunks);
  return { result, text: all.length < 10_000 ? all.toString() : '', bytes: all.length };
}

describe('a streaming handler', () => {
  it('sends its head with the first write, then each chunk once the one before is taken', async () => {
    const body = `async (event, stream) => {
      const http = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { a: 'b' } });
      for (const part of ['one', Buffer.from('two'), { three: 3 }]) await new Promise((done) => http.write(part, done));
      http.end();
    }`;
    const seen: string[] = [];
    let release = () => {};
    const first = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = () => {};
    const begins = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const onChunk = async (chunk: Uint8Array) => {
      seen.push(Buffer.from(chunk).toString());
      begun();
      if (seen.length === 1) await first;
    };
    const ended = call(streamed(body), {}, { onChunk });
    await begins;
    expect(seen).toHaveLength(1);
    release();
    expect(await ended).toEqual({ kind: 'success', payload: '' });
    expect(seen.join('')).toBe(`${PRELUDE({ statusCode: 201, headers: { a: 'b' } })}onetwo{"three":3}`);
    expect(seen.length).toBeGreaterThan(2);
  });

  it('sends no head where nothing is written, nor with `end` alone', async () => {
    const ending = (end: string) =>
      streamed(
        `async (event, stream) => { awslambda.HttpResponseStream.from(stream, { statusCode: 204 }).end(${end}); }`,
      );
    expect(await taken(ending(''))).toMatchObject({ result: { kind: 'success' }, text: '' });
    expect(await taken(ending("'late'"))).toMatchObject({ result: { kind: 'success' }, text: 'late' });
  });

  it('takes a pipeline, three arguments on any runtime, and bodies past the limit of one payload', async () => {
    const body = `async (event, stream, context) => {
      const { Readable, promises } = require('node:stream');
      const http = awslambda.HttpResponseStream.from(stream, { statusCode: 200 });
      async function* parts() { for (let at = 0; at < 120; at++) yield Buffer.alloc(100_000, at); }
      await promises.pipeline(Readable.from(parts()), http);
    }`;
    const { result, bytes } = await taken(streamed(body, { runtime: 'nodejs24.x' }));
    expect([result.kind, bytes]).toEqual(['success', 12_000_000 + PRELUDE({ statusCode: 200 }).length]);
  });

  it('is one payload where one is asked for', async () => {
    const body = `async (event, stream) => { stream.write('all '); stream.end('of it'); }`;
    expect(await call(streamed(body))).toEqual({ kind: 'success', payload: 'all of it' });
  });

  it.each([
    ['throws', "throw new TypeError('torn')", 'TypeError', 'torn'],
    ['exits', 'process.exit(3)', 'Runtime.ExitError', 'exit status 3'],
    ['tears its stream', "stream.destroy(new Error('x'))", 'Error', 'Response stream is not finished.'],
    ['never ends its stream', '', 'Sandbox.Timedout', 'timed out after 1.00 seconds'],
  ])('that %s has sent what it wrote, and ends with the error', async (_name, end, errorType, message) => {
    const body = `async (event, stream) => { await new Promise((done) => stream.write('begun', done)); ${end}; }`;
    const { result, text } = await taken(streamed(body, { timeoutMs: 1_000 }));
    expect(text).toBe('begun');
    expect(result).toMatchObject({ kind: 'function-error', errorType, errorMessage: expect.stringContaining(message) });
  });

  it('has to be asynchronous', async () => {
    const { result } = await taken(streamed('(event, stream) => { stream.end(); }'));
    expect(result).toMatchObject({ errorMessage: 'Streaming does not support non-async handlers.' });
  });

  it('goes on where its caller no longer waits, and the worker takes the next', async () => {
    const body = `async (event, stream) => {
      stream.write('a');
      if (event.slow) await new Promise((done) => setTimeout(done, 150));
      await new Promise((done) => stream.write('b', done));
      console.log('to its end');
      stream.end();
    }`;
    const logs: string[] = [];
    const pool = open([streamed(body)], { maxWorkersPerFunction: 1, onLog: ({ line }) => logs.push(line) });
    const onChunk = async () => {};
    await pool.invoke('Streams', {}, { requestId: 'warm', onChunk });
    const slow = pool.invoke('Streams', { slow: true }, { requestId: 'r1', timeoutMs: 60, onChunk });
    expect(await slow).toEqual({ kind: 'caller-timeout' });
    expect(await pool.invoke('Streams', {}, { requestId: 'r2', onChunk })).toEqual({ kind: 'success', payload: '' });
    expect(logs).toEqual(['to its end', 'to its end', 'to its end']);
  });
});

it('sends the payload of a handler that does not stream as the stream', async () => {
  const plain = inlineFunction('Plain', 'exports.handler = async () => ({ statusCode: 200 });');
  expect(await taken(plain)).toMatchObject({ result: { kind: 'success', payload: '' }, text: '{"statusCode":200}' });
});

it('leaves the global out where the function wants none', async () => {
  const source = 'exports.handler = async () => typeof awslambda;';
  const environment = { AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: 'true' };
  expect(await call(inlineFunction('None', source, { environment }))).toMatchObject({ payload: '"undefined"' });
});
