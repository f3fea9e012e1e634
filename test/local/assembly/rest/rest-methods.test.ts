import { describe, expect, it } from 'vitest';
import { api, method, part, readMethod, readRest, root } from './rest-fixture.js';

describe('a REST API of single resources', () => {
  it('has a made-up id of ten characters, which is the same on each read', () => {
    const found = readRest({});

    expect(found).toMatchObject({
      kind: 'rest',
      stackName: 'Shop',
      logicalId: 'Api',
      name: 'pets',
      apiKeySource: 'HEADER',
    });
    expect(found.apiId).toMatch(/^[a-z0-9]{10}$/);
    expect(readRest({}).apiId).toBe(found.apiId);
  });

  it('joins path parts down from the root, in whatever order they stand', () => {
    const found = readRest({
      Pet: part('Resource', { ParentId: { Ref: 'Pets' }, PathPart: '{id}' }),
      Pets: part('Resource', { ParentId: root, PathPart: 'pets' }),
      M1: method({ ResourceId: { Ref: 'Pet' }, HttpMethod: 'get' }),
      M2: method({ HttpMethod: 'ANY' }),
    });

    expect(found.methods.map(({ path, httpMethod }) => `${httpMethod} ${path}`)).toEqual(['GET /pets/{id}', 'ANY /']);
  });

  it.each<[string, object]>([
    ['its own parent', { A: part('Resource', { ParentId: { Ref: 'A' }, PathPart: 'a' }) }],
    [
      'in a circle',
      {
        A: part('Resource', { ParentId: { Ref: 'B' }, PathPart: 'a' }),
        B: part('Resource', { ParentId: { Ref: 'A' }, PathPart: 'b' }),
      },
    ],
    ['without a parent in the API', { A: part('Resource', { ParentId: 'other', PathPart: 'a' }) }],
  ])('notices a resource that is %s, and leaves out its methods', (_, resources) => {
    const found = readRest({ ...resources, M: method({ ResourceId: { Ref: 'A' } }) });

    expect(found.methods).toEqual([]);
    expect(found.messages).toContain('unresolved A ParentId: leads to no root of this API');
    expect(found.messages).toContain('unresolved M ResourceId: is no resource of this API, so the method is left out');
  });

  it('reads a method whole', () => {
    const found = readMethod(
      {
        OperationName: 'listPets',
        ApiKeyRequired: 'true',
        RequestParameters: { 'method.request.querystring.q': true, 'method.request.header.H': 'false' },
        RequestModels: { 'application/json': { Ref: 'Pet' } },
        RequestValidatorId: { Ref: 'V' },
        MethodResponses: [
          {
            StatusCode: 200,
            ResponseParameters: { 'method.response.header.X': true },
            ResponseModels: { 'text/plain': 'Empty' },
          },
        ],
        Integration: {
          Type: 'HTTP',
          Uri: 'https://pets.example/${stageVariables.v}',
          IntegrationHttpMethod: 'POST',
          RequestParameters: { 'integration.request.header.A': "'b'" },
          RequestTemplates: { 'application/json': '{}' },
          PassthroughBehavior: 'when_no_templates',
          ContentHandling: 'CONVERT_TO_TEXT',
          TimeoutInMillis: '1500',
          Credentials: 'arn:aws:iam::1:role/r',
          ConnectionType: 'VPC_LINK',
          ConnectionId: 'link1',
          ResponseTransferMode: 'STREAM',
          TlsConfig: { InsecureSkipVerification: true },
          IntegrationResponses: [
            {
              StatusCode: '404',
              SelectionPattern: '4..',
              ResponseTemplates: { 'text/plain': 'no' },
              ContentHandling: 'CONVERT_TO_BINARY',
            },
            { StatusCode: '200', ResponseParameters: { 'method.response.header.X': "'y'" } },
          ],
        },
      },
      {
        Pet: part('Model', { Name: 'Pet', ContentType: 'application/json', Schema: { type: 'object' } }),
        V: part('RequestValidator', { ValidateRequestParameters: true }),
      },
    );

    expect(found.methods).toEqual([
      {
        path: '/',
        resourceId: expect.stringMatching(/^[a-z0-9]{10}$/),
        httpMethod: 'GET',
        operationName: 'listPets',
        authorization: { kind: 'NONE' },
        apiKeyRequired: true,
        requestParameters: { 'method.request.querystring.q': true, 'method.request.header.H': false },
        requestModels: { 'application/json': 'Pet' },
        validator: { body: false, parameters: true },
        responses: { 200: { parameters: { 'method.response.header.X': true }, models: { 'text/plain': 'Empty' } } },
        integration: {
          kind: 'HTTP',
          uri: 'https://pets.example/${stageVariables.v}',
          httpMethod: 'POST',
          requestParameters: { 'integration.request.header.A': "'b'" },
          requestTemplates: { 'application/json': '{}' },
          passthroughBehavior: 'WHEN_NO_TEMPLATES',
          contentHandling: 'CONVERT_TO_TEXT',
          timeoutMs: 1500,
          credentials: 'arn:aws:iam::1:role/r',
          connectionType: 'VPC_LINK',
          connectionId: 'link1',
          responseTransferMode: 'STREAM',
          tlsInsecureSkipVerification: true,
          responses: [
            {
              selectionPattern: '4..',
              statusCode: '404',
              responseParameters: {},
              responseTemplates: { 'text/plain': 'no' },
              contentHandling: 'CONVERT_TO_BINARY',
            },
            { statusCode: '200', responseParameters: { 'method.response.header.X': "'y'" }, responseTemplates: {} },
          ],
        },
      },
    ]);
    expect(found.models).toEqual({ Pet: { type: 'object' } });
    expect(found.messages).toEqual([]);
  });

  it('has the defaults of AWS', () => {
    const [found] = readMethod({}).methods;

    expect(found).toMatchObject({ apiKeyRequired: false, requestParameters: {}, requestModels: {}, responses: {} });
    expect(found?.integration).toEqual({
      kind: 'MOCK',
      requestParameters: {},
      requestTemplates: {},
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutMs: 29_000,
      connectionType: 'INTERNET',
      responseTransferMode: 'BUFFERED',
      tlsInsecureSkipVerification: false,
      responses: [],
    });
    expect(found).not.toHaveProperty('validator');
  });

  it('reads authorizers with their methods', () => {
    const uri = (name: string) =>
      `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:${name}/invocations`;
    const found = readRest({
      T: part('Authorizer', {
        Name: 'token',
        Type: 'TOKEN',
        AuthorizerUri: uri('t'),
        IdentityValidationExpression: '^Bearer',
        AuthorizerResultTtlInSeconds: 0,
      }),
      R: part('Authorizer', {
        Type: 'REQUEST',
        AuthorizerUri: uri('r:live'),
        IdentitySource: 'method.request.header.A, context.stage',
      }),
      N: part('Authorizer', { Type: 'REQUEST', AuthorizerUri: uri('n') }),
      C: part('Authorizer', {
        Type: 'COGNITO_USER_POOLS',
        ProviderARNs: ['arn:aws:cognito-idp:us-east-1:1:userpool/p'],
      }),
      M1: method({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'T' } }),
      M2: method({
        HttpMethod: 'PUT',
        AuthorizationType: 'COGNITO_USER_POOLS',
        AuthorizerId: { Ref: 'C' },
        AuthorizationScopes: ['a/b'],
      }),
      M3: method({ HttpMethod: 'POST', AuthorizationType: 'AWS_IAM' }),
    });
    const byName = Object.fromEntries(
      Object.values(found.authorizers).map((authorizer) => [authorizer.name, authorizer]),
    );

    expect(byName).toMatchObject({
      token: {
        kind: 'TOKEN',
        functionArn: 'arn:aws:lambda:us-east-1:1:function:t',
        identitySource: ['method.request.header.Authorization'],
        validationExpression: '^Bearer',
        ttlSeconds: 0,
      },
      R: {
        kind: 'REQUEST',
        functionArn: 'arn:aws:lambda:us-east-1:1:function:r:live',
        identitySource: ['method.request.header.A', 'context.stage'],
        ttlSeconds: 300,
      },
      N: { kind: 'REQUEST', identitySource: [], ttlSeconds: 0 },
      C: {
        kind: 'COGNITO_USER_POOLS',
        identitySource: ['method.request.header.Authorization'],
        ttlSeconds: 300,
        userPoolArns: ['arn:aws:cognito-idp:us-east-1:1:userpool/p'],
      },
    });
    expect(found.methods.map(({ authorization }) => authorization)).toEqual([
      { kind: 'CUSTOM', authorizerId: byName.token?.id },
      { kind: 'COGNITO_USER_POOLS', authorizerId: byName.C?.id, scopes: ['a/b'] },
      { kind: 'AWS_IAM' },
    ]);
  });

  it('reads gateway responses, and models that are text', () => {
    const found = readRest({
      G: part('GatewayResponse', {
        ResponseType: 'UNAUTHORIZED',
        StatusCode: 401,
        ResponseParameters: { 'gatewayresponse.header.X': "'y'" },
        ResponseTemplates: { 'application/json': '{}' },
      }),
      H: part('GatewayResponse', { ResponseType: 'DEFAULT_5XX' }),
      Text: part('Model', { Name: 'Text', Schema: '{"type":"string"}' }),
      Bad: part('Model', { Name: 'Bad', Schema: '{"type"' }),
      Unnamed: part('Model', { Schema: { type: 'array' } }),
    });

    expect(found.gatewayResponses).toEqual({
      UNAUTHORIZED: {
        statusCode: '401',
        parameters: { 'gatewayresponse.header.X': "'y'" },
        templates: { 'application/json': '{}' },
      },
      DEFAULT_5XX: { parameters: {}, templates: {} },
    });
    expect(found.models).toMatchObject({ Text: { type: 'string' }, Bad: { not: {} } });
    expect(Object.keys(found.models)[2]).toMatch(/^[A-Za-z0-9]+$/);
    expect(found.messages).toEqual(['unresolved Bad Schema: is no JSON, so that nothing is valid against it']);
  });

  it('reads the settings of the API itself', () => {
    const found = readRest({
      Api: api({
        Name: 'n',
        ApiKeySourceType: 'AUTHORIZER',
        BinaryMediaTypes: ['a/b'],
        MinimumCompressionSize: 10,
        Policy: { Statement: [] },
        DisableExecuteApiEndpoint: 'true',
      }),
    });

    expect(found).toMatchObject({
      apiKeySource: 'AUTHORIZER',
      binaryMediaTypes: ['a/b'],
      minimumCompressionSizeBytes: 10,
      policy: { Statement: [] },
      disableExecuteApiEndpoint: true,
    });
  });
});
