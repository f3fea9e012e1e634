import { describe, expect, it } from 'vitest';
import type { InvokeResult } from '../../../lib/local/model/engine.js';
import {
  ask,
  document,
  FUNCTION_ARN,
  FUNCTION_URI,
  fakeServices,
  integration,
  proxy,
  restEngine,
} from './support/rest-api.js';

const shop = (more: object = {}) =>
  document({ '/books/{isbn}': { 'x-amazon-apigateway-any-method': proxy() }, '/all': { get: proxy() } }, more);
const answering = (value: unknown): { invoke: () => Promise<InvokeResult> } => ({
  invoke: async () => ({ kind: 'success', payload: JSON.stringify(value) ?? 'null' }),
});

describe('the event of a Lambda proxy', () => {
  it('holds the request as payload format 1.0 has it', async () => {
    const { services, calls } = fakeServices();
    await ask(restEngine(shop(), services, { variables: { color: 'red' } }), {
      method: 'PUT',
      path: '//books/a%20b/',
      query: 'q=one&q=t%20wo&plus=a+b&bad=%zz&flag',
      headers: [
        ['authorization', 'Bearer t'],
        ['X-Two', 'a'],
        ['X-Two', 'b'],
        ['Connection', 'close'],
        ['Content-Length', '7'],
        ['TE', 'x'],
        ['X-Forwarded-For', '10.0.0.1'],
      ],
      body: '{"a":1}',
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.functionArn).toBe(FUNCTION_ARN);
    const trace = expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(calls[0]?.payload).toEqual({
      resource: '/books/{isbn}',
      path: '/books/a%20b/',
      httpMethod: 'PUT',
      headers: {
        Host: 'shop.example',
        Authorization: 'Bearer t',
        'X-Two': 'b',
        'X-Amzn-Trace-Id': trace,
        'X-Forwarded-For': '10.0.0.1, 203.0.113.9',
        'X-Forwarded-Port': '80',
        'X-Forwarded-Proto': 'http',
      },
      multiValueHeaders: expect.objectContaining({ 'X-Two': ['a', 'b'], Host: ['shop.example'] }),
      queryStringParameters: { q: 't wo', plus: 'a b', bad: '%zz', flag: '' },
      multiValueQueryStringParameters: { q: ['one', 't wo'], plus: ['a b'], bad: ['%zz'], flag: [''] },
      pathParameters: { isbn: 'a%20b' },
      stageVariables: { color: 'red' },
      requestContext: expect.objectContaining({
        resourcePath: '/books/{isbn}',
        path: '/prod//books/a%20b/',
        accountId: '123456789012',
        apiId: 'abc123def4',
        stage: 'prod',
        requestTime: '14/Nov/2023:22:13:20 +0000',
        requestTimeEpoch: 1_700_000_000_000,
        identity: expect.objectContaining({ sourceIp: '203.0.113.9', userAgent: null }),
      }),
      body: '{"a":1}',
      isBase64Encoded: false,
    });
  });

  it('has null where there is nothing', async () => {
    const { services, calls } = fakeServices();
    await ask(restEngine(shop(), services), { path: '/all' });
    expect(calls[0]?.payload).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
    });
  });

  it.each([
    ['image/png', ['image/png'], 'iVBORw==', true],
    ['image/png; q=1', ['image/*'], 'iVBORw==', true],
    ['text/plain', ['*/*'], 'iVBORw==', true],
    ['image/png', [], '\ufffdPNG', false],
    ['image/gif', ['image/png'], '\ufffdPNG', false],
  ])(
    'carries a body of type %s with the binary types %j as %s',
    async (type, binaryMediaTypes, body, isBase64Encoded) => {
      const { services, calls } = fakeServices();
      const engine = restEngine(shop({ 'x-amazon-apigateway-binary-media-types': binaryMediaTypes }), services);
      const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
      await ask(engine, { method: 'POST', path: '/books/1', headers: [['Content-Type', type]], body: bytes });
      expect(calls[0]?.payload).toMatchObject({ body, isBase64Encoded });
    },
  );
});

describe('the response of a Lambda proxy', () => {
  it.each([
    ['nothing but an object', {}, 200, ''],
    ['a status as text', { statusCode: '201' }, 201, ''],
    ['no status', { headers: { a: 'b' } }, 200, ''],
    [
      'null fields',
      { statusCode: null, headers: null, multiValueHeaders: null, body: null, isBase64Encoded: null },
      200,
      '',
    ],
    ['a number as body', { body: 12 }, 200, '12'],
    ['base64 that nobody asked for', { body: 'aGk=', isBase64Encoded: true }, 200, 'aGk='],
  ])('is taken: %s', async (_what, answer, status, text) => {
    const found = await ask(restEngine(shop(), fakeServices(answering(answer)).services), { path: '/all' });
    expect([found.status, found.text, found.headers['content-type']]).toEqual([status, text, 'application/json']);
  });

  it.each([
    ['a text', 'just text'],
    ['a list', []],
    ['null', null],
    ['an unknown field', { statusCode: 200, wrong: 1 }],
    ['an error', { errorMessage: 'x', errorType: 'y' }],
    ['a status that is none', { statusCode: 'fine' }],
    ['a status out of range', { statusCode: 99 }],
    ['an object as body', { body: { a: 1 } }],
    ['an object as header', { headers: { a: {} } }],
    ['a list of headers', { headers: [] }],
    ['one value in multiValueHeaders', { multiValueHeaders: { a: 'b' } }],
    ['a word for isBase64Encoded', { isBase64Encoded: 'perhaps' }],
  ])('is malformed: %s', async (_what, answer) => {
    const { status, text, headers, log } = await ask(restEngine(shop(), fakeServices(answering(answer)).services), {
      path: '/all',
    });
    expect([status, text]).toEqual([502, '{"message": "Internal server error"}']);
    expect(headers['x-amzn-errortype']).toBe('InternalServerErrorException');
    expect(log.integrationErrorMessage).toMatch(/malformed Lambda proxy response/);
  });

  it('renames what only API Gateway sets, and joins one value to several', async () => {
    const answer = {
      headers: {
        'WWW-Authenticate': 'Basic',
        Date: 'now',
        'X-One': true,
        'x-both': 'single',
        'x-twice': 'same',
        'bad name': 'x',
        'X-Break': 'a\r\nb',
      },
      multiValueHeaders: { 'X-Both': ['1', '2'], 'Set-Cookie': ['a=1', 'b=2'], 'X-Twice': ['same', 'other'] },
    };
    const { headers } = await ask(restEngine(shop(), fakeServices(answering(answer)).services), { path: '/all' });
    expect(headers).toMatchObject({
      'x-amzn-remapped-www-authenticate': 'Basic',
      'x-amzn-remapped-date': 'now',
      'x-one': 'true',
      'x-both': '1, 2, single',
      'x-twice': 'same, other',
      'set-cookie': 'a=1, b=2',
      'x-break': 'ab',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-.*;Parent=[0-9a-f]{16};Sampled=0$/),
    });
    expect(headers).not.toHaveProperty('bad name');
  });

  it.each([
    ['image/png', true],
    ['image/png,*/*', true],
    ['application/x-any', true],
    ['image/webp,image/png', false],
    ['image/*', false],
    ['*/png', false],
    ['*/*', false],
    ['image', false],
    [undefined, false],
  ])('is decoded for an Accept of %s: %s', async (accept, isDecoded) => {
    const types = { 'x-amazon-apigateway-binary-media-types': ['image/png', '*/png', 'application/*'] };
    const { services } = fakeServices(answering({ body: 'iVBORw==', isBase64Encoded: true }));
    const headers = accept === undefined ? [] : ([['Accept', accept]] as const);
    const { bytes } = await ask(restEngine(shop(types), services), { path: '/all', headers });
    expect(bytes.toString('base64')).toBe(isDecoded ? 'iVBORw==' : Buffer.from('iVBORw==').toString('base64'));
  });

  it.each([
    ['broken base64', { kind: 'success', payload: '{"body":"é+)(","isBase64Encoded":true}' }, 500],
    ['a function that throws', { kind: 'function-error', payload: '{}', errorType: 'E', errorMessage: 'secret' }, 502],
    ['a function that takes too long for the caller', { kind: 'caller-timeout' }, 504],
    ['no function', { kind: 'not-invocable', reason: 'none' }, 500],
  ] as const)('is an error: %s', async (_what, result, status) => {
    const types = { 'x-amazon-apigateway-binary-media-types': ['image/png'] };
    const { services } = fakeServices({ invoke: async () => result });
    const found = await ask(restEngine(shop(types), services), { path: '/all', headers: [['Accept', 'image/png']] });
    expect(found.status).toBe(status);
    expect(found.text).not.toContain('secret');
    expect(found.text).toBe(
      `{"message": "${status === 504 ? 'Endpoint request timed out' : 'Internal server error'}"}`,
    );
  });

  it('fails where a mapping is forbidden, or the method is not POST', async () => {
    const { services, calls } = fakeServices();
    const get = integration({ type: 'aws_proxy', httpMethod: 'GET', uri: FUNCTION_URI });
    const mapped = integration({
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: FUNCTION_URI,
      requestParameters: { 'integration.request.header.Authorization': "'x'" },
    });
    const engine = restEngine(
      document({
        '/get': { get },
        '/mapped': { get: mapped },
        '/sqs': {
          get: integration({
            type: 'aws',
            httpMethod: 'POST',
            uri: 'arn:aws:apigateway:eu-west-1:sqs:path/1/q',
            responses: {},
          }),
        },
      }),
      services,
    );
    for (const path of ['/get', '/mapped', '/sqs']) expect((await ask(engine, { path })).status).toBe(500);
    expect(calls).toEqual([]);
    expect((await ask(engine, { path: '/sqs' })).log.integrationErrorMessage).toBe('the service sqs is not emulated');
  });

  it('refuses a body of more than ten megabytes', async () => {
    const { services, calls } = fakeServices();
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    const { status, text } = await ask(restEngine(shop(), services), { method: 'POST', path: '/books/1', body });
    expect([status, text, calls.length]).toEqual([413, '{"message":"Request Too Long"}', 0]);
  });
});
