import { describe, expect, it } from 'vitest';
import { importRestBody } from '../../../../lib/local/rest/import/import-rest-body.js';

const uri =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:guard/invocations';

describe('an OpenAPI 3.0 body', () => {
  const imported = importRestBody({
    openapi: '3.0.1',
    info: { title: 'shop' },
    security: [{ guard: [] }],
    'x-amazon-apigateway-binary-media-types': ['image/png'],
    'x-amazon-apigateway-minimum-compression-size': 1024,
    'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
    'x-amazon-apigateway-request-validators': { body: { validateRequestBody: true, validateRequestParameters: false } },
    'x-amazon-apigateway-gateway-responses': {
      DEFAULT_4XX: { statusCode: 418, responseParameters: { 'gatewayresponse.header.A': "'b'" } },
    },
    paths: {
      '/books/{isbn}': {
        parameters: [{ $ref: '#/components/parameters/isbn' }],
        'x-amazon-apigateway-any-method': {
          operationId: 'books',
          security: [{ guard: [], key: [] }],
          parameters: [{ name: 'q', in: 'query', required: false }],
          requestBody: { $ref: '#/components/requestBodies/book' },
          responses: {
            200: {
              description: '',
              headers: { ETag: {} },
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } },
            },
          },
          'x-amazon-apigateway-request-validator': 'body',
          'x-amazon-apigateway-integration': {
            type: 'HTTP',
            httpMethod: 'POST',
            uri: 'https://x.example/{isbn}',
            passthroughBehavior: 'never',
            contentHandling: 'CONVERT_TO_TEXT',
            timeoutInMillis: 5000,
            connectionType: 'VPC_LINK',
            connectionId: 'link',
            requestTemplates: { 'application/json': 'x' },
            responses: {
              default: { statusCode: 200 },
              '4..': { statusCode: '404', contentHandling: 'CONVERT_TO_BINARY' },
            },
            tlsConfig: { insecureSkipVerification: true },
          },
        },
        get: { security: [{ pool: ['a/read'] }], responses: {} },
        put: { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } },
        delete: { security: [{ sigv4: [] }] },
        post: { requestBody: { content: { 'application/json': { schema: { type: 'object', minProperties: 1 } } } } },
      },
    },
    components: {
      parameters: { isbn: { name: 'isbn', in: 'path', required: true } },
      requestBodies: { book: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } } } },
      schemas: {
        Book: { type: 'object', properties: { tags: { type: 'array', minItems: 2 }, minItems: { type: 'number' } } },
      },
      securitySchemes: {
        guard: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Token',
          'x-amazon-apigateway-authorizer': {
            type: 'token',
            authorizerUri: uri,
            identityValidationExpression: '.+',
            authorizerResultTtlInSeconds: 30,
          },
        },
        wide: {
          type: 'apiKey',
          in: 'header',
          name: 'Unused',
          'x-amazon-apigateway-authorizer': {
            type: 'request',
            authorizerUri: uri,
            identitySource: 'method.request.header.A, context.stage',
          },
        },
        pool: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: ['arn:pool'] },
        },
        key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        sigv4: { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' },
      },
    },
  });
  const method = (httpMethod: string) => imported.methods.find((each) => each.httpMethod === httpMethod);

  it('gives the API and its methods', () => {
    expect(imported).toMatchObject({
      name: 'shop',
      apiKeySource: 'AUTHORIZER',
      binaryMediaTypes: ['image/png'],
      minimumCompressionSizeBytes: 1024,
      gatewayResponses: {
        DEFAULT_4XX: { statusCode: '418', parameters: { 'gatewayresponse.header.A': "'b'" }, templates: {} },
      },
    });
    expect(imported.methods.map((each) => each.httpMethod)).toEqual(['ANY', 'GET', 'PUT', 'DELETE', 'POST']);
    expect(method('ANY')).toEqual({
      path: '/books/{isbn}',
      resourceId: expect.stringMatching(/^[a-z0-9]{10}$/),
      httpMethod: 'ANY',
      operationName: 'books',
      authorization: { kind: 'CUSTOM', authorizerId: 'guard' },
      apiKeyRequired: true,
      requestParameters: { 'method.request.path.isbn': true, 'method.request.querystring.q': false },
      requestModels: { 'application/json': 'Book' },
      validator: { body: true, parameters: false },
      integration: {
        kind: 'HTTP',
        httpMethod: 'POST',
        uri: 'https://x.example/{isbn}',
        requestParameters: {},
        requestTemplates: { 'application/json': 'x' },
        passthroughBehavior: 'NEVER',
        contentHandling: 'CONVERT_TO_TEXT',
        timeoutMs: 5000,
        connectionType: 'VPC_LINK',
        connectionId: 'link',
        responseTransferMode: 'BUFFERED',
        tlsInsecureSkipVerification: true,
        responses: [
          { statusCode: '200', responseParameters: {}, responseTemplates: {} },
          {
            selectionPattern: '4..',
            statusCode: '404',
            responseParameters: {},
            responseTemplates: {},
            contentHandling: 'CONVERT_TO_BINARY',
          },
        ],
      },
      responses: {
        200: { parameters: { 'method.response.header.ETag': false }, models: { 'application/json': 'Book' } },
      },
    });
  });

  it('tells who may call, and leaves the security of the document aside', () => {
    expect(method('GET')).toMatchObject({
      authorization: { kind: 'COGNITO_USER_POOLS', authorizerId: 'pool', scopes: ['a/read'] },
      apiKeyRequired: false,
    });
    expect(method('PUT')?.authorization).toEqual({ kind: 'AWS_IAM' });
    expect(method('DELETE')?.authorization).toEqual({ kind: 'AWS_IAM' });
    expect(method('POST')?.authorization).toEqual({ kind: 'NONE' });
    expect(imported.authorizers).toMatchObject({
      guard: {
        kind: 'TOKEN',
        functionArn: 'arn:aws:lambda:eu-west-1:1:function:guard',
        identitySource: ['method.request.header.X-Token'],
        validationExpression: '.+',
        ttlSeconds: 30,
      },
      wide: { kind: 'REQUEST', identitySource: ['method.request.header.A', 'context.stage'], ttlSeconds: 300 },
      pool: { kind: 'COGNITO_USER_POOLS', userPoolArns: ['arn:pool'] },
    });
    expect(Object.keys(imported.authorizers)).toEqual(['guard', 'wide', 'pool']);
  });

  it('keeps models, without the limits that AWS leaves out', () => {
    const inline = method('POST')?.requestModels['application/json'] ?? '';
    expect(imported.models).toEqual({
      Book: { type: 'object', properties: { tags: { type: 'array' }, minItems: { type: 'number' } } },
      [inline]: { type: 'object', minProperties: 1 },
    });
  });
});

describe('a Swagger 2.0 body', () => {
  it('is read as well', () => {
    const imported = importRestBody({
      swagger: '2.0',
      info: { title: 'old' },
      consumes: ['application/json', 'application/xml'],
      paths: {
        '/': {
          post: {
            security: [{ key: [] }],
            parameters: [
              { in: 'body', name: 'b', schema: { $ref: '#/definitions/Book' } },
              { in: 'header', name: 'H', required: true, type: 'string' },
            ],
          },
        },
      },
      definitions: { Book: { type: 'object' } },
      securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'x-api-key' } },
    });
    expect(imported.methods[0]).toMatchObject({
      apiKeyRequired: true,
      requestModels: { 'application/json': 'Book', 'application/xml': 'Book' },
      requestParameters: { 'method.request.header.H': true },
    });
    expect(imported.methods[0]).not.toHaveProperty('integration');
  });
});

describe('what is no body', () => {
  it.each([
    [undefined, 'The body of the REST API is not an object'],
    ['text', 'The body of the REST API is not an object'],
    [[], 'The body of the REST API is not an object'],
    [{}, 'The body of the REST API has no paths'],
    [{ paths: [] }, 'The body of the REST API has no paths'],
  ])('is refused: %j', (body, message) => {
    expect(() => importRestBody(body)).toThrow(new TypeError(message));
  });

  it('is passed over where it is a part', () => {
    const odd = {
      'no-slash': {},
      '/': {
        get: null,
        post: 'x',
        trace: {},
        put: { parameters: 'x', security: 1, 'x-amazon-apigateway-integration': { type: 'x' } },
      },
      '/loop': { $ref: '#/paths/~1loop' },
    };
    expect(importRestBody({ paths: odd }).methods.map(({ path, httpMethod }) => [path, httpMethod])).toEqual([
      ['/', 'PUT'],
    ]);
  });
});
