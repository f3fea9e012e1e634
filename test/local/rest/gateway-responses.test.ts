import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { UpstreamResult } from '../../../lib/local/model/engine.js';
import { ask, document, fakeServices, integration, mock, restEngine, restModel } from './support/rest-api.js';

const overridden = (responses: object) =>
  restEngine(
    document({ '/': { get: mock() } }, { 'x-amazon-apigateway-gateway-responses': responses }),
    fakeServices().services,
    {
      variables: { color: 'red' },
    },
  );

describe('a gateway response', () => {
  it('is overridden by its own type before the default', async () => {
    const engine = overridden({
      MISSING_AUTHENTICATION_TOKEN: {
        statusCode: 404,
        responseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
          'gatewayresponse.header.X-Path': 'context.path',
          'gatewayresponse.header.X-Shop': 'method.request.header.x-shop',
          'gatewayresponse.header.X-Color': 'stageVariables.color',
          'gatewayresponse.header.X-None': 'context.authorizer.none',
          'gatewayresponse.header.WWW-Authenticate': "'Bearer'",
        },
        responseTemplates: {
          'application/json':
            '{"why":$context.error.messageString,"type":"${context.error.responseType}","q":"$method.request.querystring.q","no":"$context.none"}',
        },
      },
      DEFAULT_4XX: { statusCode: '418' },
    });
    const { status, text, headers } = await ask(engine, {
      path: '/none',
      query: 'q=1',
      headers: [['X-Shop', 'a\u0000b']],
    });
    expect(status).toBe(404);
    expect(JSON.parse(text)).toEqual({
      why: 'Missing Authentication Token',
      type: 'MISSING_AUTHENTICATION_TOKEN',
      q: '1',
      no: '',
    });
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'x-path': '/prod/none',
      'x-shop': 'ab',
      'x-color': 'red',
      'www-authenticate': 'Bearer',
    });
    expect(headers).not.toHaveProperty('x-none');
  });

  it('is overridden by the default of its class', async () => {
    const engine = overridden({
      DEFAULT_4XX: { responseParameters: { 'gatewayresponse.header.X-A': "'1'" } },
      DEFAULT_5XX: { statusCode: '599' },
    });
    const { status, text, headers } = await ask(engine, { path: '/none' });
    expect([status, text, headers['x-a']]).toEqual([403, '{"message":"Missing Authentication Token"}', '1']);
  });

  it('keeps the status of a bad gateway under a default without one', async () => {
    const { services } = fakeServices({ invoke: async () => ({ kind: 'success', payload: 'null' }) });
    const get = integration({
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations',
    });
    const more = {
      'x-amazon-apigateway-gateway-responses': {
        DEFAULT_5XX: { responseParameters: { 'gatewayresponse.header.X-A': "'1'" } },
      },
    };
    const { status, headers } = await ask(restEngine(document({ '/': { get } }, more), services));
    expect([status, headers['x-a']]).toEqual([502, '1']);
  });

  it('follows Accept, and names the type it took', async () => {
    const engine = overridden({
      DEFAULT_4XX: { responseTemplates: { 'text/html': '<p>$context.error.message</p>', 'application/json': '{}' } },
    });
    const html = await ask(engine, { path: '/none', headers: [['Accept', 'text/html,*/*']] });
    const json = await ask(engine, { path: '/none', headers: [['Accept', 'image/png']] });
    expect([html.headers['content-type'], html.text]).toEqual(['text/html', '<p>Missing Authentication Token</p>']);
    expect([json.headers['content-type'], json.text]).toEqual(['application/json', '{}']);
  });
});

describe("a stage's limits", () => {
  it('give each method a bucket of its own', async () => {
    let nowMs = 0;
    const { services } = fakeServices({ nowMs: () => nowMs });
    const settings = {
      '/*/*': { throttle: { ratePerSecond: 1, burst: 1 } },
      '/b/GET': { throttle: { ratePerSecond: 1, burst: 2 } },
    };
    const engine = restEngine(document({ '/a': { get: mock() }, '/b': { get: mock(), post: mock() } }), services, {
      methodSettings: settings,
    });
    const statuses = async (asked: readonly (readonly [string, string])[]) =>
      Promise.all(asked.map(async ([method, path]) => (await ask(engine, { method, path })).status));
    expect(
      await statuses([
        ['GET', '/a'],
        ['GET', '/a'],
        ['GET', '/b'],
        ['GET', '/b'],
        ['GET', '/b'],
        ['POST', '/b'],
      ]),
    ).toEqual([200, 429, 200, 200, 429, 200]);
    nowMs = 1000;
    const { status, text, headers } = await ask(engine, { path: '/a' });
    expect([status, (await ask(engine, { path: '/a' })).text]).toEqual([200, '{"message":"Too Many Requests"}']);
    expect([text, headers['x-amzn-errortype']]).toEqual(['', undefined]);
  });
});

describe('a canary', () => {
  const say = (what: string) => ({
    get: mock({
      responseTemplates: {
        'application/json': `${what} $stageVariables.color $stageVariables.kept $context.isCanaryRequest`,
      },
    }),
  });
  const { stages: _stages, ...definition } = restModel(document({ '/': say('new') }));
  const share = async (percentTraffic: number, id: string) => {
    const canary = { percentTraffic, stageVariableOverrides: { color: 'blue' }, definition };
    const { services } = fakeServices({ randomId: () => `11111111-1111-4111-8111-1111${id}` });
    return (
      await ask(restEngine(document({ '/': say('old') }), services, { variables: { color: 'red', kept: 'k' }, canary }))
    ).text;
  };
  it.each([
    [100, 'ffffffff', 'new blue k true'],
    [0, '00000000', 'old red k false'],
    [50, '7fffffff', 'new blue k true'],
    [50, '80000000', 'old red k false'],
  ])('of %i%% gets the draw %s: %s', async (percent, id, text) => {
    expect(await share(percent, id)).toBe(text);
  });

  it('is not spoken of where there is none', async () => {
    expect((await ask(restEngine(document({ '/': say('only') }), fakeServices().services))).text).toBe('only   ');
  });
});

describe('the trace header', () => {
  const root = '1-3152b799-8954dae64eda91bc9a23a7e8';
  it.each([
    [`Root=${root};Parent=7fa8c0f79203be72;Sampled=1`, `Root=${root};Parent=7fa8c0f79203be72;Sampled=1`],
    [`Root=${root};Parent=7fa8c0f79203be72`, `Root=${root};Parent=7fa8c0f79203be72;Sampled=1`],
    [`Root=${root}`, `Root=${root};Parent=0000000211114222;Sampled=0`],
    [`Sampled=1;Root=${root}`, `Root=${root};Parent=0000000211114222;Sampled=1`],
    ['nonsense', expect.stringMatching(/^Root=1-6553f100-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/)],
  ])('of %s comes back as %s', async (sent, expected) => {
    const { services } = fakeServices();
    const get = integration({
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations',
    });
    const { headers } = await ask(restEngine(document({ '/': { get } }), services), {
      headers: [['x-amzn-trace-id', sent]],
    });
    expect(headers['x-amzn-trace-id']).toEqual(expected);
  });
});

describe('compression', () => {
  const answer: UpstreamResult = {
    kind: 'response',
    status: 200,
    statusText: '',
    headers: [],
    body: Buffer.from('x'.repeat(100)),
  };
  it.each([
    [50, 'gzip, deflate', 'gzip'],
    [50, 'deflate;q=1', 'deflate'],
    [50, 'br', undefined],
    [101, 'gzip', undefined],
    [undefined, 'gzip', undefined],
  ])('from %s bytes on for %s gives %s', async (minimum, accepted, encoding) => {
    const { services } = fakeServices({ fetch: async () => answer });
    const get = integration({ type: 'http_proxy', httpMethod: 'GET', uri: 'http://backend.example/' });
    const more = minimum === undefined ? {} : { 'x-amazon-apigateway-minimum-compression-size': minimum };
    const { headers, bytes } = await ask(restEngine(document({ '/': { get } }, more), services), {
      headers: [['Accept-Encoding', accepted]],
    });
    expect([headers['content-encoding'], bytes.length < 100]).toEqual([encoding, encoding !== undefined]);
  });
});

describe('a compressed request', () => {
  const template = { responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '{}' } } } };
  const answered = async (type: string, encoding: string, body: Buffer, more: object) => {
    const { services, fetched } = fakeServices();
    const post = integration({ type, httpMethod: 'POST', uri: 'http://backend.example/', ...template });
    const engine = restEngine(document({ '/': { post } }, more), services);
    const { status } = await ask(engine, { method: 'POST', headers: [['Content-Encoding', encoding]], body });
    return [status, fetched[0]?.body.toString()];
  };
  const enabled = { 'x-amazon-apigateway-minimum-compression-size': 0 };
  it.each([
    ['http', 'gzip', gzipSync('{"a":1}'), enabled, [200, '{"a":1}']],
    ['http', 'deflate', deflateSync('{"a":1}'), enabled, [200, '{"a":1}']],
    ['http', 'br', Buffer.from('as is'), enabled, [200, 'as is']],
    ['http', 'gzip', Buffer.from('no gzip'), enabled, [400, undefined]],
    ['http', 'gzip', gzipSync(Buffer.alloc(11 * 1024 * 1024)), enabled, [413, undefined]],
    ['http', 'gzip', Buffer.from('not enabled'), {}, [200, 'not enabled']],
    ['http_proxy', 'gzip', Buffer.from('handed on'), enabled, [200, 'handed on']],
  ])('to %s as %s is read only by what reads bodies', async (type, encoding, body, more, expected) => {
    expect(await answered(type, encoding, body, more)).toEqual(expected);
  });
});

describe('the log context', () => {
  it('holds what AWS documents', async () => {
    const payload = '{"statusCode":201,"body":"from the function"}';
    const { services } = fakeServices({ invoke: async () => ({ kind: 'success', payload }) });
    const get = integration(
      {
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations',
      },
      { operationId: 'list' },
    );
    const { log } = await ask(restEngine(document({ '/books': { get } }), services), {
      path: '/books',
      headers: [['User-Agent', 'ua']],
    });
    expect(log).toMatchObject({
      requestId: expect.any(String),
      extendedRequestId: expect.any(String),
      httpMethod: 'GET',
      path: '/prod/books',
      resourcePath: '/books',
      status: '201',
      protocol: 'HTTP/1.1',
      responseLength: '17',
      responseLatency: '0',
      integrationLatency: '0',
      integrationStatus: '200',
      'integration.status': '201',
      'integration.requestId': expect.any(String),
      'identity.sourceIp': '203.0.113.9',
      'identity.userAgent': 'ua',
      stage: 'prod',
      apiId: 'abc123def4',
      requestTime: '14/Nov/2023:22:13:20 +0000',
      requestTimeEpoch: '1700000000000',
      domainName: 'shop.example',
      xrayTraceId: expect.stringMatching(/^1-/),
      operationName: 'list',
    });
    expect(log).not.toHaveProperty('error.message');
  });

  it('holds the error of what was refused', async () => {
    const { log } = await ask(restEngine(document({}), fakeServices().services));
    expect(log).toMatchObject({
      status: '403',
      'error.message': 'Missing Authentication Token',
      'error.messageString': '"Missing Authentication Token"',
      'error.responseType': 'MISSING_AUTHENTICATION_TOKEN',
    });
  });
});
