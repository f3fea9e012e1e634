import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EngineServices, InvokeResult, OutboundResponse } from '../../../lib/local/model/engine.js';
import { unsupportedRestFeatures } from '../../../lib/local/rest/unsupported-rest-features.js';
import {
  document,
  FUNCTION_ARN,
  FUNCTION_URI,
  fakeServices,
  integration,
  restEngine,
  restModel,
} from './support/rest-api.js';

const STREAM_URI = `arn:aws:apigateway:eu-west-1:lambda:path/2021-11-15/functions/${FUNCTION_ARN}/response-streaming-invocations`;
const DELIMITER = '\0'.repeat(8);
const WELL: InvokeResult = { kind: 'success', payload: '' };
const FAILED: InvokeResult = {
  kind: 'function-error',
  payload: '{"errorMessage":"secret"}',
  errorType: 'Error',
  errorMessage: 'secret',
};

const streamBody = (more: object = {}) =>
  document({
    '/rows': {
      get: integration({
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: STREAM_URI,
        responseTransferMode: 'STREAM',
        timeoutInMillis: 900_000,
        ...more,
      }),
    },
  });

type Invoke = EngineServices['invoke'];

/** A function that writes these chunks, each once the one before is taken, and ends so. */
function writing(chunks: readonly (string | Buffer)[], result: InvokeResult = WELL): Invoke {
  return async (_arn, _event, { onChunk }) => {
    for (const chunk of chunks) await onChunk?.(Buffer.from(chunk as string));
    return result;
  };
}

async function asked(invoke: Invoke, more: object = {}): Promise<OutboundResponse> {
  const engine = restEngine(streamBody(more), fakeServices({ invoke }).services);
  return engine({
    method: 'GET',
    rawPath: '/rows',
    rawQuery: '',
    basePath: '/prod',
    headers: [['Host', 'shop.example']],
    body: Buffer.alloc(0),
    sourceIp: '203.0.113.9',
    protocol: 'HTTP/1.1',
    receivedAtMs: 1_700_000_000_000,
  });
}

async function partsOf({ parts }: OutboundResponse): Promise<readonly string[]> {
  const read: string[] = [];
  for await (const part of parts ?? []) read.push(Buffer.from(part).toString());
  return read;
}

const headersOf = ({ headers }: OutboundResponse) =>
  headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).filter((line) => !/^x-am|^x-amzn/.test(line));

afterEach(() => void vi.useRealTimers());

describe('a streamed answer', () => {
  it('has its status and headers from before the delimiter, wherever chunks begin', async () => {
    const head = {
      statusCode: 206,
      headers: { 'x-one': '1', 'content-length': '6' },
      multiValueHeaders: { 'x-two': ['a', 'b'] },
      cookies: ['c=1', 'd=2'],
    };
    const text = `${JSON.stringify(head)}${DELIMITER}`;
    const outbound = await asked(writing([text.slice(0, 9), `${text.slice(9, -3)}`, `${text.slice(-3)}one`, 'two']));
    expect(outbound.status).toBe(206);
    expect(headersOf(outbound)).toEqual([
      'x-two: a',
      'x-two: b',
      'x-one: 1',
      'content-length: 6',
      'set-cookie: c=1',
      'set-cookie: d=2',
      'content-type: application/json',
    ]);
    expect(await partsOf(outbound)).toEqual(['one', 'two']);
    expect(outbound.logContext()).toMatchObject({
      'integration.responseTransferMode': 'STREAMED',
      integrationStatus: '200',
    });
  });

  it('begins while the function still writes, and holds it to what is read', async () => {
    let written = 0;
    const invoke: Invoke = async (_arn, _event, { onChunk }) => {
      await onChunk?.(Buffer.from(`{}${DELIMITER}`));
      for (; written < 1_000; written++) await onChunk?.(Buffer.alloc(16_384, 46));
      return WELL;
    };
    const outbound = await asked(invoke);
    expect([outbound.status, written]).toEqual([200, expect.toSatisfy((count: number) => count < 1_000)]);
    expect((await partsOf(outbound)).join('')).toHaveLength(1_000 * 16_384);
  });

  it('is let go of where nobody reads on, and the function goes on to its end', async () => {
    let taken = 0;
    const ended = vi.fn();
    const outbound = await asked(async (_arn, _event, { onChunk }) => {
      for (const chunk of [`{}${DELIMITER}`, ...Array.from({ length: 50 }, () => 'x'.repeat(16_384))]) {
        await onChunk?.(Buffer.from(chunk));
        taken += 1;
      }
      ended();
      return WELL;
    });
    for await (const _part of outbound.parts ?? []) break;
    await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
    expect(taken).toBe(51);
  });

  it('breaks off where the function fails, after what it has written', async () => {
    const outbound = await asked(writing([`{"statusCode":200}${DELIMITER}`, 'begun'], FAILED));
    const read: string[] = [];
    const reading = (async () => {
      for await (const part of outbound.parts ?? []) read.push(Buffer.from(part).toString());
    })();
    await expect(reading).rejects.toThrow();
    expect(read).toEqual(['begun']);
    expect(outbound.logContext()).toMatchObject({ 'integration.error': 'secret', integrationLatency: '0' });
  });

  it('breaks off after five minutes of silence, however long the integration may take', async () => {
    vi.useFakeTimers();
    const outbound = await asked(async (_arn, _event, { onChunk }) => {
      await onChunk?.(Buffer.from(`{}${DELIMITER}begun`));
      await new Promise((resolve) => setTimeout(resolve, 299_000));
      await onChunk?.(Buffer.from('again'));
      return new Promise(() => {});
    });
    const read: string[] = [];
    const reading = (async () => {
      for await (const part of outbound.parts ?? []) read.push(Buffer.from(part).toString());
    })();
    const refused = expect(reading).rejects.toMatchObject({ type: 'INTEGRATION_TIMEOUT' });
    await vi.advanceTimersByTimeAsync(598_000);
    expect(read).toEqual(['begun', 'again']);
    await vi.advanceTimersByTimeAsync(2_000);
    await refused;
  });
});

describe('without a head', () => {
  it.each([
    ['nothing is written', writing([])],
    ['the function does not stream', writing(['{"statusCode":200,"body":"all"}'])],
    ['it cannot be invoked', () => Promise.reject(new Error('no disk'))],
    ['it fails first', writing(['{"statusCode"'], FAILED)],
    ['the head is no JSON', writing([`ok${DELIMITER}`])],
    ['the head has a body', writing([`{"statusCode":200,"body":""}${DELIMITER}`])],
    ['the status is none', writing([`{"statusCode":42}${DELIMITER}`])],
    ['cookies are no list', writing([`{"cookies":"a=b"}${DELIMITER}`])],
    ['the delimiter comes after 16 KB', writing([`{"headers":{"x":"${'x'.repeat(17_000)}"}}`, DELIMITER])],
  ])('it is a 500 where %s', async (_name, invoke) => {
    const outbound = await asked(invoke);
    expect([outbound.status, outbound.body, outbound.parts]).toEqual([
      500,
      '{"message": "Internal server error"}',
      undefined,
    ]);
  });

  it('it is a 504 where the time of the integration is over, and a 500 where there is no function', async () => {
    const timeouts: unknown[] = [];
    const late: Invoke = async (_arn, _event, { timeoutMs }) => {
      timeouts.push(timeoutMs);
      return { kind: 'caller-timeout' };
    };
    expect(await asked(late)).toMatchObject({ status: 504 });
    expect(timeouts).toEqual([900_000]);
    expect(await asked(async () => ({ kind: 'not-invocable', reason: 'gone' }))).toMatchObject({ status: 500 });
  });
});

it('sends status and headers of a stream that comes by one payload, and no body', async () => {
  const payload = `{"statusCode":201,"headers":{"x-a":"b"}}${DELIMITER}the body`;
  const more = { uri: FUNCTION_URI, responseTransferMode: 'BUFFERED' };
  expect(await asked(async () => ({ kind: 'success', payload }), more)).toMatchObject({ status: 201, body: '' });
});

describe.each([
  ['a stream of a URI for one payload', { uri: FUNCTION_URI }],
  ['one payload of a URI for streams', { responseTransferMode: 'BUFFERED' }],
])('%s', (_name, more) => {
  it('is named at the start, and answered with a 500', async () => {
    const [problem] = unsupportedRestFeatures(restModel(streamBody(more)));
    expect(problem?.message).toMatch(/do not fit each other/);
    expect(await asked(writing([`{}${DELIMITER}`]), more)).toMatchObject({ status: 500 });
  });
});

it('has nothing to say of a stream that it emulates', () => {
  expect(unsupportedRestFeatures(restModel(streamBody()))).toEqual([]);
});
