import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importHttpBody } from '../../../lib/local/http-api/import/import-http-body.js';
import { unsupportedHttpFeatures } from '../../../lib/local/http-api/unsupported-http-features.js';
import { createGateway, FUNCTION_ARN, integration, route } from './support/gateway.js';

const operation = (more: object = {}) => ({
  'x-amazon-apigateway-integration': { type: 'AWS_PROXY', uri: FUNCTION_ARN, payloadFormatVersion: '2.0' },
  ...more,
});

const bodyWith = (paths: object, more: object = {}) => ({ openapi: '3.0.1', info: { title: 'books' }, paths, ...more });

const SCHEMES = {
  readers: {
    type: 'oauth2',
    'x-amazon-apigateway-authorizer': {
      type: 'jwt',
      identitySource: '$request.header.Authorization',
      jwtConfiguration: { issuer: 'https://id.example/', audience: ['books', 'shelves'] },
    },
  },
  doorkeeper: {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: 'arn:of:doorkeeper',
      identitySource: '$request.header.Authorization, $context.routeKey',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerResultTtlInSeconds: 120,
    },
  },
  signed: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
  documented: { type: 'http', scheme: 'bearer' },
};

describe('an OpenAPI body', () => {
  it('gives routes with their integrations', () => {
    const imported = importHttpBody(
      bodyWith({
        '/books': { get: operation({ operationId: 'listBooks' }), parameters: [] },
        '/books/{isbn}': { 'x-amazon-apigateway-any-method': operation() },
      }),
    );
    expect(imported.name).toBe('books');
    expect(imported.routes).toEqual([
      {
        routeKey: 'GET /books',
        routeId: 'GET /books',
        operationName: 'listBooks',
        integrationId: 'GET /books',
        authorization: { kind: 'NONE' },
      },
      {
        routeKey: 'ANY /books/{isbn}',
        routeId: 'ANY /books/{isbn}',
        integrationId: 'ANY /books/{isbn}',
        authorization: { kind: 'NONE' },
      },
    ]);
    expect(imported.integrations['GET /books']).toEqual({
      id: 'GET /books',
      kind: 'AWS_PROXY',
      uri: FUNCTION_ARN,
      payloadFormatVersion: '2.0',
      requestParameters: {},
      responseParameters: {},
      timeoutMs: 30_000,
      connectionType: 'INTERNET',
    });
  });

  it.each(['/$default', '$default'])('has the $default route at the path %s', (path) => {
    const { routes } = importHttpBody(bodyWith({ [path]: { 'x-amazon-apigateway-any-method': operation() } }));
    expect(routes.map(({ routeKey }) => routeKey)).toEqual(['$default']);
  });

  it('reads every field of an integration', () => {
    const fields = {
      type: 'http_proxy',
      integrationSubtype: 'SQS-SendMessage',
      uri: 'https://b.example/{isbn}',
      httpMethod: 'any',
      payloadFormatVersion: 1.0,
      requestParameters: { 'append:header.a': '$context.requestId' },
      responseParameters: { 500: { 'overwrite:statuscode': 403 } },
      timeoutInMillis: '5000',
      connectionType: 'VPC_LINK',
      connectionId: 'link7',
      credentials: 'arn:of:role',
    };
    const { integrations } = importHttpBody(bodyWith({ '/x': { put: { 'x-amazon-apigateway-integration': fields } } }));
    expect(integrations['PUT /x']).toEqual({
      id: 'PUT /x',
      kind: 'HTTP_PROXY',
      subtype: 'SQS-SendMessage',
      uri: 'https://b.example/{isbn}',
      httpMethod: 'ANY',
      payloadFormatVersion: '1.0',
      requestParameters: { 'append:header.a': '$context.requestId' },
      responseParameters: { '500': { 'overwrite:statuscode': '403' } },
      timeoutMs: 5000,
      connectionType: 'VPC_LINK',
      connectionId: 'link7',
      credentials: 'arn:of:role',
    });
  });

  it('shares integrations of its components', () => {
    const reference = (name: string) => ({
      'x-amazon-apigateway-integration': { $ref: `#/components/x-amazon-apigateway-integrations/${name}` },
    });
    const { routes, integrations } = importHttpBody(
      bodyWith(
        { '/a': { get: reference('a~1b') }, '/b': { get: reference('a~1b') }, '/c': { get: reference('gone') } },
        {
          components: {
            'x-amazon-apigateway-integrations': { 'a/b': { type: 'HTTP_PROXY', uri: 'https://b.example' } },
          },
        },
      ),
    );
    expect(routes.map(({ integrationId }) => integrationId).slice(0, 2)).toEqual(['a/b', 'a/b']);
    expect(Object.keys(integrations)).toEqual(['a/b']);
    expect(integrations[routes[2]?.integrationId ?? '']).toBeUndefined();
  });

  it('gives authorizers by the name of their scheme', () => {
    const { authorizers } = importHttpBody(bodyWith({}, { components: { securitySchemes: SCHEMES } }));
    expect(authorizers).toEqual({
      readers: {
        id: 'readers',
        name: 'readers',
        kind: 'JWT',
        issuer: 'https://id.example/',
        audience: ['books', 'shelves'],
        identitySource: ['$request.header.Authorization'],
      },
      doorkeeper: {
        id: 'doorkeeper',
        name: 'doorkeeper',
        kind: 'REQUEST',
        functionArn: 'arn:of:doorkeeper',
        identitySource: ['$request.header.Authorization', '$context.routeKey'],
        payloadFormatVersion: '2.0',
        simpleResponses: true,
        ttlSeconds: 120,
      },
    });
  });

  it.each([
    [
      'a JWT with scopes',
      { security: [{ readers: ['orders:write'] }] },
      { kind: 'JWT', authorizerId: 'readers', scopes: ['orders:write'] },
    ],
    ['a Lambda authorizer', { security: [{ doorkeeper: [] }] }, { kind: 'CUSTOM', authorizerId: 'doorkeeper' }],
    ['a signature by scheme', { security: [{ signed: [] }] }, { kind: 'AWS_IAM' }],
    ['a signature by extension', { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }, { kind: 'AWS_IAM' }],
    ['nothing, said by extension', { 'x-amazon-apigateway-auth': { type: 'NONE' } }, { kind: 'NONE' }],
    ['nothing, by an empty list', { security: [] }, { kind: 'NONE' }],
    ['what the document asks for', {}, { kind: 'CUSTOM', authorizerId: 'doorkeeper' }],
    [
      'a scheme that only documents: closed',
      { security: [{ documented: [] }] },
      { kind: 'CUSTOM', authorizerId: 'documented' },
    ],
    ['a scheme that is not there: closed', { security: [{ gone: [] }] }, { kind: 'CUSTOM', authorizerId: 'gone' }],
  ])('asks for %s', (_, more, authorization) => {
    const { routes } = importHttpBody(
      bodyWith(
        { '/x': { get: operation(more) } },
        { security: [{ doorkeeper: [] }], components: { securitySchemes: SCHEMES } },
      ),
    );
    expect(routes[0]?.authorization).toEqual(authorization);
  });

  it('reads CORS', () => {
    const cors = { allowOrigins: ['*'], allowMethods: 'GET', allowCredentials: true, maxAge: '60' };
    expect(importHttpBody(bodyWith({}, { 'x-amazon-apigateway-cors': cors })).cors).toEqual({
      allowOrigins: ['*'],
      allowMethods: ['GET'],
      allowHeaders: [],
      exposeHeaders: [],
      allowCredentials: true,
      maxAgeSeconds: 60,
    });
    expect(importHttpBody(bodyWith({}))).not.toHaveProperty('cors');
  });

  it.each([[undefined], [null], ['text'], [[]], [{}], [{ paths: [] }]])('is refused where it is %j', (body) => {
    expect(() => importHttpBody(body)).toThrow(TypeError);
  });

  it('is never the cause of another error than that', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (item, value) => {
        importHttpBody({ paths: { '/x': { ...item, get: value } }, components: value, info: value, security: value });
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is not emulated', () => {
  it.each([
    ['a service integration', { subtype: 'EventBridge-PutEvents' }, 'EventBridge-PutEvents is not emulated'],
    ['a VPC link', { connectionType: 'VPC_LINK', uri: 'arn:listener' } as const, 'VPC link to arn:listener'],
    ['a reserved header', { requestParameters: { 'append:header.Via': 'x' } }, 'reserved header'],
    [
      'a reserved header of a response',
      { responseParameters: { '200': { 'remove:header.x-amz-id': '' } } },
      'reserved header',
    ],
    ['an unknown mapping', { requestParameters: { 'swap:header.a': 'x' } }, 'swap:header.a is not known'],
  ])('is named by route: %s', (_, changes, message) => {
    const found = unsupportedHttpFeatures({
      name: '',
      authorizers: {},
      routes: [route('GET /fine', { kind: 'NONE' }, 'fine'), route('GET /odd', { kind: 'NONE' }, 'odd')],
      integrations: { fine: integration(), odd: integration(changes) },
    });
    expect(found).toEqual([{ routeKey: 'GET /odd', message: expect.stringContaining(message) }]);
  });

  it.each([
    ['a missing integration', route('GET /x', { kind: 'NONE' }, 'gone'), 'no integration'],
    ['a missing authorizer', route('GET /x', { kind: 'CUSTOM', authorizerId: 'gone' }), 'no authorizer gone'],
    ['a signature', route('GET /x', { kind: 'AWS_IAM' }), 'AWS_IAM'],
  ])('includes %s', (_, odd, message) => {
    const found = unsupportedHttpFeatures({
      name: '',
      authorizers: {},
      routes: [odd],
      integrations: { lambda: integration() },
    });
    expect(found).toEqual([{ routeKey: 'GET /x', message: expect.stringContaining(message) }]);
  });

  it('answers 500, and says in the log what it was', async () => {
    const gateway = createGateway({
      definition: { integrations: { lambda: integration({ subtype: 'SQS-SendMessage' }) } },
    });
    const response = await gateway.send('/');
    expect(response.status).toBe(500);
    expect(response.logContext().integrationErrorMessage).toBe('SQS-SendMessage is not emulated');
  });
});
