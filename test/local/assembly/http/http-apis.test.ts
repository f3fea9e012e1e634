import { describe, expect, it } from 'vitest';
import type { HttpApiModel } from '../../../../lib/local/model/http-api.js';
import { messages, readResources } from '../assembly-fixture.js';

const api = (properties: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Api',
  Properties: { Name: 'pets', ProtocolType: 'HTTP', ...properties },
});
const part = (type: string, properties: object = {}) => ({
  Type: `AWS::ApiGatewayV2::${type}`,
  Properties: { ApiId: { Ref: 'Api' }, ...properties },
});
const unknown = { Ref: 'Asked' };
const functionArn = 'arn:aws:lambda:us-east-1:1:function:f';
const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;

function read(resources: object): HttpApiModel & { readonly messages: string[] } {
  const model = readResources({ Api: api(), ...resources }, { Parameters: { Asked: { Type: 'String' } } });
  const [found] = model.apis;
  return found?.kind === 'http' ? { ...found, messages: messages(model) } : expect.fail('no HTTP API');
}
const onlyIntegration = (properties: object) =>
  Object.values(read({ I: part('Integration', properties) }).integrations)[0];
const onlyAuthorizer = (properties: object) =>
  Object.values(read({ A: part('Authorizer', properties) }).authorizers)[0];

describe('an HTTP API of single resources', () => {
  it('joins routes, integrations and authorizers by their ids', () => {
    const found = read({
      R: part('Route', {
        RouteKey: 'GET /pets/{id}',
        Target: { 'Fn::Sub': 'integrations/${I}' },
        AuthorizationType: 'JWT',
        AuthorizerId: { Ref: 'A' },
        AuthorizationScopes: ['pets:read'],
        OperationName: 'getPet',
      }),
      D: part('Route', { RouteKey: '$default', Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'I' }]] } }),
      I: part('Integration', {
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: functionArn,
        PayloadFormatVersion: '2.0',
      }),
      A: part('Authorizer', {
        AuthorizerType: 'JWT',
        Name: 'a',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: 'https://i.example/', Audience: ['pets'] },
      }),
    });
    const [integrationId] = Object.keys(found.integrations);
    const [authorizerId] = Object.keys(found.authorizers);

    expect(found).toMatchObject({
      kind: 'http',
      stackName: 'Shop',
      logicalId: 'Api',
      name: 'pets',
      disableExecuteApiEndpoint: false,
    });
    expect(found.apiId).toMatch(/^[a-z0-9]{10}$/);
    expect(found.routes).toEqual([
      {
        routeKey: 'GET /pets/{id}',
        routeId: expect.any(String),
        operationName: 'getPet',
        integrationId,
        authorization: { kind: 'JWT', authorizerId, scopes: ['pets:read'] },
      },
      { routeKey: '$default', routeId: expect.any(String), integrationId, authorization: { kind: 'NONE' } },
    ]);
    expect(found.messages).toEqual([]);
  });

  it('has integrations with the defaults of AWS', () => {
    expect(onlyIntegration({ IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn })).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{7}$/),
      kind: 'AWS_PROXY',
      uri: functionArn,
      payloadFormatVersion: '1.0',
      requestParameters: {},
      responseParameters: {},
      timeoutMs: 30_000,
      connectionType: 'INTERNET',
    });
  });

  it('reads an integration whole, its response parameters in both forms', () => {
    const given = {
      IntegrationType: 'HTTP_PROXY',
      IntegrationUri: 'https://pets.example/{id}',
      IntegrationMethod: 'PUT',
      TimeoutInMillis: 2500,
      ConnectionType: 'VPC_LINK',
      ConnectionId: 'link2',
      CredentialsArn: 'arn:aws:iam::1:role/r',
      RequestParameters: { 'append:header.x': '$request.path' },
      ResponseParameters: {
        200: { ResponseParameters: [{ Destination: 'append:header.y', Source: 'z' }] },
        404: { 'overwrite:statuscode': 410 },
      },
    };

    expect(onlyIntegration(given)).toMatchObject({
      kind: 'HTTP_PROXY',
      uri: 'https://pets.example/{id}',
      httpMethod: 'PUT',
      timeoutMs: 2500,
      connectionType: 'VPC_LINK',
      connectionId: 'link2',
      credentials: 'arn:aws:iam::1:role/r',
      requestParameters: { 'append:header.x': '$request.path' },
      responseParameters: { 200: { 'append:header.y': 'z' }, 404: { 'overwrite:statuscode': '410' } },
    });
    expect(onlyIntegration({ IntegrationType: 'AWS_PROXY', IntegrationSubtype: 'SQS-SendMessage' })).toMatchObject({
      subtype: 'SQS-SendMessage',
    });
  });

  it('reads Lambda authorizers, which cache nothing unless told to', () => {
    const given = {
      AuthorizerType: 'REQUEST',
      Name: 'r',
      AuthorizerUri: uri,
      IdentitySource: ['$request.header.a', '$request.querystring.b'],
    };

    expect(onlyAuthorizer(given)).toEqual({
      id: expect.any(String),
      name: 'r',
      kind: 'REQUEST',
      functionArn,
      identitySource: ['$request.header.a', '$request.querystring.b'],
      payloadFormatVersion: '1.0',
      simpleResponses: false,
      ttlSeconds: 0,
    });
    const full = {
      ...given,
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 20,
    };
    expect(onlyAuthorizer(full)).toMatchObject({ payloadFormatVersion: '2.0', simpleResponses: true, ttlSeconds: 20 });
    expect(onlyAuthorizer({ ...full, IdentitySource: [] })).toMatchObject({ identitySource: [], ttlSeconds: 0 });
  });

  it('reads stages', () => {
    const { stages } = read({
      S: part('Stage', {
        StageName: '$default',
        StageVariables: { a: 'b' },
        DefaultRouteSettings: { ThrottlingRateLimit: 9, ThrottlingBurstLimit: 8 },
        RouteSettings: {
          'GET /a': { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 6 },
          'GET /b': { throttlingRateLimit: 5, throttlingBurstLimit: 4 },
          'GET /c': { DetailedMetricsEnabled: true },
        },
        AccessLogSettings: { DestinationArn: 'arn:aws:logs:l', Format: 'f' },
      }),
      T: part('Stage', { StageName: 'test' }),
    });

    expect(stages).toEqual([
      {
        stackName: 'Shop',
        logicalId: 'S',
        name: '$default',
        variables: { a: 'b' },
        defaultThrottle: { ratePerSecond: 9, burst: 8 },
        routeThrottles: { 'GET /a': { ratePerSecond: 7, burst: 6 }, 'GET /b': { ratePerSecond: 5, burst: 4 } },
        accessLog: { format: 'f', destinationArn: 'arn:aws:logs:l' },
      },
      { stackName: 'Shop', logicalId: 'T', name: 'test', variables: {}, routeThrottles: {} },
    ]);
  });

  it('reads CORS', () => {
    const cors = {
      AllowOrigins: ['https://a.example'],
      AllowMethods: ['GET'],
      AllowHeaders: ['x'],
      ExposeHeaders: ['y'],
      AllowCredentials: true,
      MaxAge: 60,
    };

    expect(read({ Api: api({ CorsConfiguration: cors }) }).cors).toEqual({
      allowOrigins: ['https://a.example'],
      allowMethods: ['GET'],
      allowHeaders: ['x'],
      exposeHeaders: ['y'],
      allowCredentials: true,
      maxAgeSeconds: 60,
    });
    expect(read({})).not.toHaveProperty('cors');
  });
});

describe('an HTTP API by quick create', () => {
  it.each([
    [
      'a function',
      functionArn,
      undefined,
      { kind: 'AWS_PROXY', uri: functionArn, payloadFormatVersion: '2.0' },
      '$default',
    ],
    [
      'an address',
      'https://pets.example',
      'GET /pets',
      { kind: 'HTTP_PROXY', uri: 'https://pets.example', httpMethod: 'ANY', payloadFormatVersion: '1.0' },
      'GET /pets',
    ],
  ])('sends everything to %s', (_, Target, RouteKey, integration, routeKey) => {
    const found = read({ Api: api({ Target, ...(RouteKey === undefined ? {} : { RouteKey }) }) });

    expect(Object.values(found.integrations)).toEqual([expect.objectContaining(integration)]);
    expect(found.routes).toMatchObject([
      { routeKey, integrationId: Object.keys(found.integrations)[0], authorization: { kind: 'NONE' } },
    ]);
    expect(found.stages).toMatchObject([{ name: '$default', logicalId: 'Api' }]);
  });
});

describe('an HTTP API that cannot be known whole', () => {
  it.each<[string, object, object]>([
    [
      'authorizer',
      { AuthorizationType: 'CUSTOM', AuthorizerId: unknown },
      { kind: 'CUSTOM', authorizerId: 'gatewright:unresolved' },
    ],
    [
      'scope',
      { AuthorizationType: 'JWT', AuthorizerId: 'a', AuthorizationScopes: unknown },
      { kind: 'JWT', authorizerId: 'a', scopes: ['gatewright:unresolved'] },
    ],
  ])('fails closed where a route does not know its %s', (_, properties, authorization) => {
    const found = read({ R: part('Route', { RouteKey: 'GET /', Target: 'integrations/i', ...properties }) });

    expect(found.routes).toMatchObject([{ authorization, integrationId: 'i' }]);
    expect(found.messages.join()).toContain('the parameter Asked has no default');
  });

  it.each([unknown, 'GUESS'])('leaves out a route with the authorization type %j', (AuthorizationType) => {
    const found = read({ R: part('Route', { RouteKey: 'GET /', AuthorizationType }) });

    expect(found.routes).toEqual([]);
    expect(found.messages).toContain('unresolved R AuthorizationType: is unknown, so the route is left out');
  });

  it('trusts no issuer and no audience in the place of unknown ones', () => {
    const model = readResources(
      {
        Api: api(),
        A: part('Authorizer', { AuthorizerType: 'JWT', JwtConfiguration: { Issuer: unknown, Audience: [unknown] } }),
      },
      { Parameters: { Asked: { Type: 'String' } } },
    );
    const [found] = model.apis;

    expect(model.issuers).toEqual([]);
    expect(Object.values(found?.authorizers ?? {})).toMatchObject([
      { issuer: 'gatewright:unresolved', audience: ['gatewright:unresolved'] },
    ]);
  });

  it('has no integration of a type that HTTP APIs do not have', () => {
    expect(onlyIntegration({ IntegrationType: 'MOCK' })).toBeUndefined();
  });
});

describe('an HTTP API with a body', () => {
  it('is imported with its intrinsics resolved, under its own name and CORS', () => {
    const body = { openapi: '3.0.1', info: { title: { Ref: 'AWS::StackName' } } };
    const found = read({ Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Body: body } } });

    expect(JSON.parse(found.name)).toEqual({ openapi: '3.0.1', info: { title: 'Shop' } });
    expect(Object.keys(found.authorizers)).toEqual(['bodyAuthorizer']);
  });
});

describe('a WebSocket API', () => {
  it('is not emulated, and says so once', () => {
    const model = readResources({
      Api: api({ ProtocolType: 'WEBSOCKET' }),
      R: part('Route', { RouteKey: '$connect' }),
      S: part('Stage', { StageName: 'live' }),
    });

    expect(model.apis).toEqual([]);
    expect(messages(model)).toEqual([
      'not-emulated Api its protocol WEBSOCKET is not served: only HTTP and REST APIs are',
    ]);
  });
});
