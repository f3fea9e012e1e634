import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guard } from '../../../lib/runtime/guard/guard.js';
import { unkeptAnswers } from '../../../lib/runtime/guard/unkept-answers.js';
import type { GuardConfig } from '../../../lib/spec/guard-config.js';
import { configOf, contextOf, eventOf } from './guarded.js';

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');

interface AwsLambda {
  readonly awslambda: { readonly HttpResponseStream: { readonly from: (stream: object, head: object) => unknown } };
}

let heads: unknown[];
beforeEach(() => {
  heads = [];
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const from = (stream: unknown, head: unknown) => {
    heads.push(head);
    return stream;
  };
  vi.stubGlobal('awslambda', { HttpResponseStream: { from } });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const streamed = (handler: (...given: never[]) => unknown) =>
  Object.assign(handler, { [STREAMING]: 'response', [HIGH_WATER_MARK]: 8 });

/** What the handler was given, and what went out. */
async function through(config: GuardConfig, event: unknown) {
  const seen: unknown[] = [];
  const stream = new PassThrough();
  const handler = guard(config)(streamed(async (...given: unknown[]) => void seen.push(...given)));
  await handler(event, stream, 'context');
  stream.end();
  let text = '';
  for await (const chunk of stream) text += chunk;
  return { seen, stream, text };
}

describe('before a handler that streams', () => {
  const config = configOf({ callerHeaders: { 'x-user': 'sub' } }, ['x-user']);

  it('the guard is marked as the handler is', () => {
    expect(guard(config)(streamed(() => undefined))).toMatchObject({ [STREAMING]: 'response', [HIGH_WATER_MARK]: 8 });
  });

  it('headers are those of the gateway, and stream and context pass through', async () => {
    const event = eventOf('1.0', { 'X-User': 'root', accept: '*/*' }, contextOf({ sub: 'ada' }));
    const { seen, stream } = await through(config, event);
    expect(seen).toEqual([expect.objectContaining({ headers: { accept: '*/*', 'X-User': 'ada' } }), stream, 'context']);
  });

  it('what the guard refuses goes out as a stream, and the handler hears nothing of it', async () => {
    const { seen, text } = await through(configOf({ exchanged: true }), eventOf('1.0', {}, contextOf({ sub: 'ada' })));
    expect(seen).toEqual([]);
    expect(heads).toEqual([{ statusCode: 500, headers: { 'content-type': 'application/problem+json' } }]);
    expect(JSON.parse(text)).toMatchObject({ status: 500, requestId: 'req-1' });
    expect(text).not.toContain('token');
  });

  it('what the guard refuses is an error where nothing can be streamed', async () => {
    vi.stubGlobal('awslambda', undefined);
    await expect(through(configOf({ exchanged: true }), eventOf('1.0', {}))).rejects.toThrow('cannot be streamed');
  });

  it('heads of errors that CloudFront would keep forbid it, and others are left alone', async () => {
    const from = (head: object) => (globalThis as never as AwsLambda).awslambda.HttpResponseStream.from({}, head);
    const handler = streamed(() => undefined);
    expect(unkeptAnswers([410])(handler)).toBe(handler);
    from({ statusCode: 410, headers: { 'x-a': '1' } });
    from({ statusCode: 200 });
    from({ statusCode: 410, headers: { 'Cache-Control': 'private' } });
    expect(heads).toEqual([
      { statusCode: 410, headers: { 'x-a': '1', 'cache-control': 'no-store' } },
      { statusCode: 200 },
      { statusCode: 410, headers: { 'Cache-Control': 'private' } },
    ]);
  });

  it('other events pass through', async () => {
    expect((await through(config, { Records: [] })).seen[0]).toEqual({ Records: [] });
  });
});
