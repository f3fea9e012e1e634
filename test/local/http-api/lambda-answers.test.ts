import { describe, expect, it } from 'vitest';
import type { InvokeResult } from '../../../lib/local/model/engine.js';
import {
  createGateway,
  functionError,
  headersOf,
  headerValues,
  integration,
  type Setup,
  success,
} from './support/gateway.js';

const answerTo = (result: InvokeResult, payloadFormatVersion: '1.0' | '2.0', options: Setup['options'] = {}) =>
  createGateway({
    definition: { integrations: { lambda: integration({ payloadFormatVersion }) } },
    invoke: () => result,
    options,
  }).send('/');

describe('a response of payload format 2.0 without a statusCode', () => {
  it.each([
    ['an object', '{"hello":"world"}', '{"hello":"world"}'],
    ['a text', '"hello"', 'hello'],
    ['a number', '3', '3'],
    ['a list', '[1,2]', '[1,2]'],
    ['nothing', 'null', 'null'],
    ['an object with a body', '{"body":"x"}', '{"body":"x"}'],
    ['what is not JSON', '{"cut":', '{"cut":'],
  ])('is a 200 with %s as its JSON body', async (_, payload, body) => {
    const response = await answerTo({ kind: 'success', payload }, '2.0');
    expect(response).toMatchObject({ status: 200, body });
    expect(headersOf(response)['content-type']).toBe('application/json');
  });
});

it('is a 500 in format 2.0 where the function returns what has the form of an error', async () => {
  const response = await answerTo(success({ errorMessage: 'made up' }), '2.0');
  expect(response).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
});

describe('a response with a statusCode', () => {
  it('is sent as stated', async () => {
    const response = await answerTo(
      success({
        statusCode: '201',
        headers: { 'Content-Type': 'text/html', 'X-Count': 3, 'X-Flag': true, 'X-None': null, Connection: 'close' },
        cookies: ['a=1; Path=/', 'b=2'],
        body: '<p>',
      }),
      '2.0',
    );
    expect(response).toMatchObject({ status: 201, body: '<p>' });
    expect(headersOf(response)).toMatchObject({ 'content-type': 'text/html', 'x-count': '3', 'x-flag': 'true' });
    expect(headersOf(response)).not.toHaveProperty('x-none');
    expect(headersOf(response)).not.toHaveProperty('connection');
    expect(headerValues(response, 'set-cookie')).toEqual(['a=1; Path=/', 'b=2']);
  });

  it.each(['1.0', '2.0'] as const)('is plain text where format %s states no type', async (format) => {
    const response = await answerTo(success({ statusCode: 200, body: '{}' }), format);
    expect(headersOf(response)['content-type']).toBe('text/plain; charset=utf-8');
  });

  it.each(['1.0', '2.0'] as const)('has no type in format %s where it has no body', async (format) => {
    const response = await answerTo(success({ statusCode: 204 }), format);
    expect([response.status, headersOf(response)['content-type']]).toEqual([204, undefined]);
  });

  it('is JSON without a stated type on a front that says so, as function URLs do', async () => {
    const options = { untypedContentType: 'application/json' };
    const response = await answerTo(success({ statusCode: 200, body: '{}' }), '2.0', options);
    expect(headersOf(response)['content-type']).toBe('application/json');
  });

  it.each(['1.0', '2.0'] as const)('is decoded from base64 in format %s', async (format) => {
    const response = await answerTo(success({ statusCode: 200, body: 'AP8=', isBase64Encoded: true }), format);
    expect(response.body).toEqual(Buffer.from([0, 255]));
  });

  it('takes multiValueHeaders in format 1.0 alone, cookies in 2.0 alone', async () => {
    const value = success({
      statusCode: 200,
      headers: { 'x-a': 'single', 'x-b': 'kept', 'x-c': '3' },
      multiValueHeaders: { 'X-A': ['1', '2'], 'X-C': ['3', '4'] },
      cookies: ['c=3'],
    });
    const first = await answerTo(value, '1.0');
    expect(['x-a', 'x-b', 'x-c', 'set-cookie'].map((name) => headerValues(first, name))).toEqual([
      ['1', '2', 'single'],
      ['kept'],
      ['3', '4'],
      [],
    ]);
    const second = await answerTo(value, '2.0');
    expect([headerValues(second, 'x-a'), headerValues(second, 'set-cookie')]).toEqual([['single'], ['c=3']]);
  });

  it.each([
    ['a status that is text', { statusCode: 'ok' }],
    ['a status out of range', { statusCode: 99 }],
    ['an informational status', { statusCode: 101 }],
    ['a fraction as status', { statusCode: 200.5 }],
    ['no status', { statusCode: null }],
    ['a body that is an object', { statusCode: 200, body: { a: 1 } }],
    ['a body that is a number', { statusCode: 200, body: 5 }],
    ['headers that are a list', { statusCode: 200, headers: ['x'] }],
    ['a header that is an object', { statusCode: 200, headers: { x: {} } }],
    ['a header that breaks the line', { statusCode: 200, headers: { x: 'a\r\nset-cookie: evil=1' } }],
    ['a header name with a space', { statusCode: 200, headers: { 'x y': 'a' } }],
    ['an isBase64Encoded that is text', { statusCode: 200, body: '', isBase64Encoded: 'yes' }],
  ])('is a 500 with %s, in both formats', async (_, value) => {
    for (const format of ['1.0', '2.0'] as const) {
      const response = await answerTo(success(value), format);
      expect(response).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
      expect(response.logContext().integrationErrorMessage).toBeTruthy();
    }
  });

  it.each([
    ['cookies that are text', { statusCode: 200, cookies: 'a=1' }],
    ['a cookie list of numbers', { statusCode: 200, cookies: [1] }],
  ])('is a 500 with %s in format 2.0', async (_, value) => {
    expect((await answerTo(success(value), '2.0')).status).toBe(500);
  });

  it.each(['"text"', '3', 'null', '[]', '{"hello":"world"}', 'not json'])(
    'is needed in format 1.0: %s is a 500',
    async (payload) => {
      expect((await answerTo({ kind: 'success', payload }, '1.0')).status).toBe(500);
    },
  );
});

describe('a function that does not answer', () => {
  it.each([
    ['throws', functionError('secret detail'), 500, 'Internal Server Error'],
    ['takes longer than the integration allows', { kind: 'caller-timeout' } as const, 503, 'Service Unavailable'],
    ['is not there', { kind: 'not-invocable', reason: 'no code' } as const, 500, 'Internal Server Error'],
  ])('that %s: the answer says nothing of it, the log does', async (_, result, status, message) => {
    const response = await answerTo(result, '2.0');
    expect(response).toMatchObject({ status, body: JSON.stringify({ message }) });
    expect(headersOf(response)).toEqual({ 'content-type': 'application/json', 'apigw-requestid': 'request-1' });
    expect(response.logContext()['integration.error']).toBeTruthy();
  });

  it('is a 500 even where the call itself fails', async () => {
    const gateway = createGateway({
      invoke: () => {
        throw new Error('worker gone');
      },
    });
    expect(await gateway.send('/')).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  });
});
