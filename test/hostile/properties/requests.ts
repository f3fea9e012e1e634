import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createHttpApiEngine } from '../../../lib/local/http-api/create-http-api-engine.js';
import { importHttpBody } from '../../../lib/local/http-api/import/import-http-body.js';
import type { InvokeResult, UpstreamResult } from '../../../lib/local/model/engine.js';
import { createRestEngine } from '../../../lib/local/rest/create-rest-engine.js';
import { importRestBody } from '../../../lib/local/rest/import/import-rest-body.js';
import { httpApi, restApi } from '../../local/server/models.js';
import { hostileProperty } from '../hostile-property.js';
import { faultsOf, requestTo, servicesWith } from '../services.js';

const URI =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations';
const using = (integration: object) => ({ responses: { '200': {} }, 'x-amazon-apigateway-integration': integration });
const passes = using({
  type: 'http',
  httpMethod: 'ANY',
  uri: 'http://b.example/{p}',
  requestParameters: {
    'integration.request.path.p': 'method.request.path.p',
    'integration.request.header.q': 'method.request.querystring.q',
  },
  responses: {
    default: { statusCode: '200', responseParameters: { 'method.response.header.x': 'integration.response.header.x' } },
  },
});
const template = {
  'application/json': '{"statusCode":200,"q":"$util.escapeJavaScript($input.params(\'q\'))","b":$input.json(\'$\')}',
};
const mocks = using({
  type: 'mock',
  requestTemplates: template,
  responses: { default: { statusCode: '200', responseTemplates: template } },
});
const paths = (integrations: readonly object[]) =>
  Object.fromEntries(
    ['fn', 'pass', 'mock'].map((name, at) => [`/${name}/{p+}`, { 'x-amazon-apigateway-any-method': integrations[at] }]),
  );
const document = (integrations: readonly object[]) => ({
  openapi: '3.0.1',
  info: { title: 'shop', version: '1' },
  paths: paths(integrations),
  'x-amazon-apigateway-binary-media-types': ['image/*'],
  'x-amazon-apigateway-minimum-compression-size': 0,
});
const rest = {
  ...restApi('Api', []),
  ...importRestBody(document([using({ type: 'aws_proxy', httpMethod: 'POST', uri: URI }), passes, mocks])),
};
const proxy = (version: string) =>
  using({ type: 'aws_proxy', httpMethod: 'POST', uri: URI, payloadFormatVersion: version });
const passOn = using({
  type: 'http_proxy',
  httpMethod: 'ANY',
  uri: 'http://b.example/{p}',
  payloadFormatVersion: '1.0',
});
const http = { ...httpApi('Api', []), ...importHttpBody(document([proxy('2.0'), passOn, proxy('1.0')])) };

const odd = [
  '',
  ' ',
  '\t',
  '%',
  '%zz',
  '%00',
  '%c3%28',
  '..',
  '//',
  '?',
  '&',
  '=',
  '+',
  ';',
  '\u00ff',
  '{',
  '}',
  '"',
  "'",
  '<',
  '#',
];
const oddText = fc
  .array(fc.oneof(fc.constantFrom(...odd, '%2e%2e', '%0d%0a', '__proto__', 'a'), fc.string({ maxLength: 3 })))
  .map((all) => all.join(''));
const headerName = fc.constantFrom(
  ...[
    'Content-Type',
    'content-type',
    'Content-Encoding',
    'Accept',
    'Accept-Encoding',
    'Cookie',
    'Origin',
    'Expect',
    'Te',
  ],
  ...[
    'Access-Control-Request-Method',
    'X-Forwarded-For',
    'X-Amzn-Trace-Id',
    'X-HTTP-Method-Override',
    '__proto__',
    'q',
  ],
);
const headerValue = fc.oneof(
  fc.constantFrom(
    'application/json',
    'image/png',
    'gzip',
    'deflate, br',
    '*/*;q=0',
    ';;;',
    '=',
    'a=b; c',
    'Root=1-x',
    '"',
    ',',
  ),
  oddText,
);
const hostileRequest = fc.record({
  method: fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE', 'PURGE', 'get'),
  target: fc.tuple(fc.constantFrom('/fn/', '/pass/', '/mock/', '/', ''), oddText).map(([start, end]) => start + end),
  headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 8 }),
  body: fc.oneof(
    oddText.map(Buffer.from),
    fc.json().map(Buffer.from),
    fc.uint8Array({ maxLength: 60 }).map(Buffer.from),
  ),
});

const answerField = fc.constantFrom(
  'statusCode',
  'headers',
  'multiValueHeaders',
  'body',
  'isBase64Encoded',
  'cookies',
  '__proto__',
  'x',
);
const answerValue = fc.oneof(
  fc.constantFrom<unknown>({ toString: 1 }, 200, '200', 99, 600, 1e9, 0.5, 'OK', true, null, 'AAAA', '%%%', [
    'a=b',
    7,
    'c\r\nd: e',
  ]),
  fc.dictionary(
    fc.constantFrom('X', 'content-type', 'Content-Length', 'Set-Cookie', 'a b', '', 'Transfer-Encoding', 'Connection'),
    fc.oneof(
      fc.constantFrom<unknown>('text/plain', 7, null, true, {}, 'a\r\nB: c', 'é', '💥', '\0'),
      fc.array(fc.string()),
    ),
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const payload = fc.oneof(
  fc.dictionary(answerField, answerValue).map((answer) => JSON.stringify(answer)),
  fc.json(),
  fc.constantFrom('', 'null', '{', '"', '[]', 'undefined', `${'['.repeat(50_000)}`),
);
const invoked: fc.Arbitrary<InvokeResult> = fc.oneof(
  { weight: 6, arbitrary: payload.map((text): InvokeResult => ({ kind: 'success', payload: text })) },
  payload.map((text): InvokeResult => ({ kind: 'function-error', payload: text, errorType: 'E', errorMessage: 'm' })),
  fc.constantFrom<InvokeResult>({ kind: 'caller-timeout' }, { kind: 'not-invocable', reason: 'gone' }),
);
const fetched: fc.Arbitrary<UpstreamResult> = fc.oneof(
  fc.record({
    kind: fc.constant('response' as const),
    status: fc.constantFrom(200, 204, 304, 404, 500, 599, 299),
    statusText: fc.constant(''),
    headers: fc.array(fc.tuple(headerName, fc.constantFrom('application/json', 'gzip', 'x', '\u00e9', '')), {
      maxLength: 4,
    }),
    body: fc.oneof(fc.json().map(Buffer.from), fc.uint8Array({ maxLength: 40 }).map(Buffer.from)),
  }),
  fc.constantFrom<UpstreamResult>({ kind: 'timeout' }, { kind: 'unreachable', reason: 'refused' }),
);

const plain = { method: 'POST', target: '/fn/a', headers: [], body: Buffer.alloc(0) };
const success = (answer: unknown): InvokeResult => ({ kind: 'success', payload: JSON.stringify(answer) });
const nothing = { kind: 'timeout' } as UpstreamResult;
const bomb = Buffer.concat([Buffer.from('1f8b0800000000000003', 'hex'), Buffer.alloc(100_000)]);
const corpus = [
  {
    request: plain,
    invocation: success({ statusCode: 200, headers: { 'X-A': 'a\r\nSet-Cookie: b=c' } }),
    upstream: nothing,
  },
  { request: plain, invocation: success({ statusCode: 200, headers: { 'X\r\nSet-Cookie': 'b' } }), upstream: nothing },
  { request: plain, invocation: success({ statusCode: 200, cookies: ['a=b\r\nX: y'] }), upstream: nothing },
  { request: plain, invocation: success({ statusCode: 101, headers: { Upgrade: 'websocket' } }), upstream: nothing },
  { request: { ...plain, target: `/fn/${'%2e%2e/'.repeat(3_000)}` }, invocation: success('x'), upstream: nothing },
  { request: { ...plain, target: `/mock/a?${'q=1&'.repeat(20_000)}` }, invocation: success('x'), upstream: nothing },
  {
    request: { ...plain, target: '/mock/a', body: Buffer.from('['.repeat(200_000)) },
    invocation: success('x'),
    upstream: nothing,
  },
  {
    request: { ...plain, target: '/mock/a', headers: [['Content-Encoding', 'gzip']] as [string, string][], body: bomb },
    invocation: success('x'),
    upstream: nothing,
  },
];

/** Both engines, and what functions and backends behind them may answer. */
export const requests = [
  hostileProperty('any request, to any answer of a function or a backend, gets an answer that HTTP can carry', {
    corpus,
    inputs: fc.record({ request: hostileRequest, invocation: invoked, upstream: fetched }),
    holds: async ({ request: { target, ...sent }, invocation, upstream }) => {
      const services = servicesWith({ invoke: async () => invocation, fetch: async () => upstream });
      const engines = [createRestEngine(rest, 'prod', services), createHttpApiEngine(http, '$default', services)];
      for (const engine of engines) assert.deepEqual(faultsOf(await engine(requestTo(target, sent))), []);
    },
    runsPerBatch: 250,
  }),
];
