import { describe, expect, it } from 'vitest';
import { type BodyRefs, restApiBody } from '../../lib/openapi/index.js';
import { planGateway } from '../../lib/plan/index.js';
import { apiKey, type GatewaySpec, gateway, http, jwt, lambda, reply, route, usagePlan } from '../../lib/spec/index.js';

const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: 'shop' });
const partners = apiKey('partners', { plans: [usagePlan('free', { ratePerSecond: 2, burst: 5 })] });
const feed = route('GET /feeds/{shop}/{path+}', { auth: partners, to: http('https://f.example/{shop}/x/{path}') });
const any = route('ANY /any', { auth: partners, to: http('https://any.example/') });
const refund = route('POST /refunds', { auth: staff, api: 'rest', to: lambda('refunds.ts'), timeoutMs: 4_000 });
const teapot = route('POST /tea', {
  auth: 'public',
  to: reply(418, 'no $coffee #here', { 'content-type': 'application/problem+json', 'Cache-Control': 'no-store' }),
});

const refs: BodyRefs = {
  invocationUris: { refunds: 'uri-of-refunds', rows: 'uri-of-rows', authorizer: 'uri-of-the-authorizer' },
  backends: {},
};

// biome-ignore lint/suspicious/noExplicitAny: a body is whatever JSON the test looks into
function body(routes: GatewaySpec['routes'], more: Partial<GatewaySpec> = {}): any {
  return restApiBody(planGateway(gateway('shop', { ...more, routes } as never)), refs);
}

const integration = 'x-amazon-apigateway-integration';

describe('operations of a REST API', () => {
  it('hand a request to a function as it is', () => {
    expect(body([refund]).paths['/refunds'].post).toEqual({
      operationId: 'postRefunds',
      security: [{ 'staff-rest': [] }],
      responses: {},
      [integration]: { type: 'aws_proxy', httpMethod: 'POST', uri: 'uri-of-refunds', timeoutInMillis: 4_000 },
    });
  });

  it('take a stream from a function that streams, and only from that', () => {
    const rows = route('GET /rows', { auth: 'public', to: lambda('rows.ts', { streaming: true, timeoutMs: 900_000 }) });
    expect(body([rows, refund]).paths['/rows'].get[integration]).toEqual({
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: 'uri-of-rows',
      responseTransferMode: 'STREAM',
      timeoutInMillis: 900_000,
    });
  });

  it('map the path parameters that a URL names, and declare them', () => {
    const operation = body([feed]).paths['/feeds/{shop}/{path+}'].get;
    expect(operation[integration]).toEqual({
      type: 'http_proxy',
      httpMethod: 'GET',
      uri: 'https://f.example/{shop}/x/{path}',
      requestParameters: {
        'integration.request.path.shop': 'method.request.path.shop',
        'integration.request.path.path': 'method.request.path.path',
      },
    });
    expect(operation.parameters).toEqual([
      { name: 'shop', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'path', in: 'path', required: true, schema: { type: 'string' } },
    ]);
  });

  it('pass ANY on as the method that came', () => {
    const operation = body([any]).paths['/any']['x-amazon-apigateway-any-method'];
    expect(operation[integration]).toEqual({ type: 'http_proxy', httpMethod: 'ANY', uri: 'https://any.example/' });
  });

  it('answer by themselves with status, headers and content type of a reply', () => {
    const operation = body([teapot]).paths['/tea'].post;
    expect(operation.responses).toEqual({
      418: {
        description: '418 response',
        headers: { 'content-type': { schema: { type: 'string' } }, 'Cache-Control': { schema: { type: 'string' } } },
      },
    });
    expect(operation[integration]).toEqual({
      type: 'mock',
      requestTemplates: { 'application/json': '{"statusCode":200}' },
      passthroughBehavior: 'never',
      responses: {
        default: {
          statusCode: '418',
          responseParameters: {
            'method.response.header.content-type': "'application/problem+json'",
            'method.response.header.Cache-Control': "'no-store'",
          },
          responseTemplates: { 'application/problem+json': '"no \\u0024coffee \\u0023here"' },
        },
      },
    });
  });
});
