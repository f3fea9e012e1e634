import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createHttpApiEngine } from '../../../lib/local/http-api/create-http-api-engine.js';
import { importHttpBody } from '../../../lib/local/http-api/import/import-http-body.js';
import type { Engine } from '../../../lib/local/model/engine.js';
import { createRestEngine } from '../../../lib/local/rest/create-rest-engine.js';
import { importRestBody } from '../../../lib/local/rest/import/import-rest-body.js';
import { httpApi, restApi } from '../../local/server/models.js';
import { hostileProperty } from '../hostile-property.js';
import { faultsOf, requestTo, servicesWith } from '../services.js';

const keys = [
  ...[
    '/',
    '/a',
    '/a/{b}',
    '/{p+}',
    '$default',
    '/$default',
    'get',
    'post',
    'options',
    'x-amazon-apigateway-any-method',
  ],
  ...['x-amazon-apigateway-integration', 'x-amazon-apigateway-integrations', 'x-amazon-apigateway-authorizer'],
  ...['x-amazon-apigateway-request-validator', 'x-amazon-apigateway-request-validators', 'x-amazon-apigateway-cors'],
  ...['x-amazon-apigateway-gateway-responses', 'x-amazon-apigateway-policy', 'x-amazon-apigateway-authtype', '$ref'],
  ...['components', 'securitySchemes', 'security', 'schemas', 'definitions', 'responses', 'default', '200', '4\\d{2}'],
  ...['parameters', 'requestBody', 'content', 'application/json', 'schema', 'properties', 'items', 'allOf', 'pattern'],
  ...['type', 'uri', 'httpMethod', 'requestParameters', 'requestTemplates', 'responseParameters', 'responseTemplates'],
  ...['statusCode', 'timeoutInMillis', 'in', 'name', 'required', 'identitySource', 'issuer', 'audience', 'A', 'key'],
  ...[
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'allowOrigins',
    'allowMethods',
    'maxAge',
    'Statement',
    'DEFAULT_4XX',
  ],
];
const scalars = [
  ...[
    'aws_proxy',
    'AWS',
    'http',
    'http_proxy',
    'mock',
    'object',
    'string',
    'array',
    'custom',
    'request',
    'token',
    'jwt',
  ],
  ...['#/components/schemas/A', '#/definitions/A', '#/components/x-amazon-apigateway-integrations/A', '#/', '#', ''],
  ...['{"statusCode":200}', '$input.json("$")', "'*'", 'method.request.body', 'context.authorizer.a', '(a+)+$', '200'],
  ...['header', 'path', 'query', 'POST', 'http://b.example/{b}', 'arn:aws:lambda:eu-west-1:123456789012:function:f'],
  ...[
    'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:f/invocations',
  ],
  ...['$request.header.Authorization', 'method.request.header.A', '${stageVariables.x}', 'Deny', '*', 'WHEN_NO_MATCH'],
];
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 7, depthSize: 'medium' },
    {
      weight: 3,
      arbitrary: fc.constantFrom<unknown>(...scalars, { toString: 1 }, 0, -1, 1e308, 200, true, false, null),
    },
    { weight: 6, arbitrary: fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
  ),
}));

/** A body whose paths at least look like paths, so that there is something to ask. */
const operation = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 5 });
const integration = fc.record({
  type: fc.constantFrom('aws_proxy', 'aws', 'http', 'http_proxy', 'mock', 'AWS_PROXY', 'nonsense', 7),
  uri: fc.constantFrom(...scalars, undefined),
  httpMethod: fc.constantFrom('POST', 'ANY', '', undefined),
  requestTemplates: fc.oneof(value, fc.constant({ 'application/json': '{"statusCode":200}' })),
  requestParameters: value,
  responses: fc.oneof(
    value,
    fc.record({ default: fc.record({ statusCode: fc.constantFrom('200', 'x', 999), a: value }) }),
  ),
});
const asked = fc
  .tuple(operation, integration)
  .map(([fields, made]) => ({ ...fields, 'x-amazon-apigateway-integration': made }));
const body = fc
  .tuple(
    fc.dictionary(fc.constantFrom('/', '/a', '/a/{b}', '/{p+}'), fc.record({ get: asked, post: asked })),
    operation,
  )
  .map(([paths, rest]): unknown => ({ ...rest, paths }));

const nested = (depth: number, inner: unknown, wrap: (inner: unknown) => unknown) => {
  let made = inner;
  for (let at = 0; at < depth; at++) made = wrap(made);
  return made;
};
const withOperation = (fields: object, rest: object = {}) => ({ paths: { '/a': { post: fields } }, ...rest });
const mock = { 'x-amazon-apigateway-integration': { type: 'mock', responses: { default: { statusCode: '200' } } } };

const corpus: readonly unknown[] = [
  undefined,
  null,
  [],
  'paths',
  { paths: [] },
  { paths: { '/a': null, '/b': { get: 7 }, __proto__: { get: {} } } },
  JSON.parse('{"paths":{"__proto__":{"get":{"responses":{}}},"/a":{"__proto__":{"x":1},"get":{}}}}'),
  withOperation(
    { ...mock, security: [{ A: [] }] },
    { components: { securitySchemes: { A: { $ref: '#/components/securitySchemes/A' } } } },
  ),
  withOperation(
    {
      ...mock,
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } },
      'x-amazon-apigateway-request-validator': 'all',
    },
    {
      'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
      components: { schemas: { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } } },
    },
  ),
  withOperation({
    ...mock,
    requestBody: {
      content: {
        'application/json': { schema: nested(2_000, { type: 'string' }, (items) => ({ type: 'array', items })) },
      },
    },
  }),
  withOperation({ 'x-amazon-apigateway-integration': nested(5_000, {}, (inner) => ({ responses: inner })) }),
  withOperation({ 'x-amazon-apigateway-integration': { type: 'http_proxy', uri: 'http://[::1', httpMethod: 'GET' } }),
  { paths: Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`/a${at}/{b}`, { get: mock }])) },
];

/** What the two kinds of engines answer to requests that might reach the body's operations. */
async function askAll(engine: Engine): Promise<void> {
  const json: readonly (readonly [string, string])[] = [
    ['Content-Type', 'application/json'],
    ['Origin', 'https://a.example'],
    ['Authorization', 'Bearer x'],
  ];
  for (const target of ['/', '/a', '/a/b?c=d']) {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const request = requestTo(target, { method, headers: json, body: Buffer.from('{"a":[1]}') });
      assert.deepEqual(faultsOf(await engine(request)), []);
    }
  }
}

function imported<Definition>(importer: (document: unknown) => Definition, document: unknown): Definition | undefined {
  try {
    return importer(document);
  } catch (error) {
    assert.ok(error instanceof TypeError && /^The body of the /.test(error.message), error as Error);
    return undefined;
  }
}

export const bodies = [
  hostileProperty('a REST body is refused as one, or served', {
    corpus,
    inputs: fc.oneof({ weight: 1, arbitrary: value }, { weight: 5, arbitrary: body }),
    holds: async (document) => {
      const definition = imported(importRestBody, document);
      const api = definition && { ...restApi('Api', []), ...definition };
      if (api) await askAll(createRestEngine(api, 'prod', servicesWith()));
    },
    limitMs: 4_000,
    runsPerBatch: 100,
  }),
  hostileProperty('an HTTP body is refused as one, or served', {
    corpus,
    inputs: fc.oneof({ weight: 1, arbitrary: value }, { weight: 5, arbitrary: body }),
    holds: async (document) => {
      const definition = imported(importHttpBody, document);
      const api = definition && { ...httpApi('Api', []), ...definition };
      if (api) await askAll(createHttpApiEngine(api, '$default', servicesWith()));
    },
    limitMs: 4_000,
    runsPerBatch: 200,
  }),
];
