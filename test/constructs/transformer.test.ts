import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { gateway, http, lambda, middleware, route } from '../../lib/spec/index.js';
import { templateOf } from './support/synth.js';

const routes = [
  route('POST /orders/{id}', {
    auth: 'public',
    to: http('https://backend.example/orders/{id}'),
    transform: { request: { body: { remove: ['/debug'] } } },
  }),
  route('GET /books', {
    auth: 'public',
    to: http('https://backend.example/books'),
    transform: { request: { headers: { set: { 'x-shop': 'north' } } }, response: { 200: { status: 203 } } },
  }),
  route('GET /shelf', { auth: 'public', to: lambda('handlers/shelf.ts'), use: [middleware('middleware/audit.ts')] }),
] as const;
const template = templateOf(gateway('shop', { routes, cors: { origins: ['https://shop.example'] } }));

describe('the function before http backends', () => {
  it('is one more function, with a role of its own', () => {
    template.resourceCountIs('AWS::Lambda::Function', 2);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Changes requests and answers before http backends',
      Timeout: 30,
      Environment: { Variables: { GATEWRIGHT_CORS: Match.stringLikeRegexp('shop.example') } },
    });
  });

  it('may be called by the API, and so may the handler', () => {
    template.resourceCountIs('AWS::Lambda::Permission', 2);
  });

  it('answers the route whose body is changed, and parameter mapping the other', () => {
    const [api] = Object.values(template.findResources('AWS::ApiGatewayV2::Api'));
    const integrations = api?.Properties.Body.components['x-amazon-apigateway-integrations'];
    expect(integrations['lambda-transformer']).toMatchObject({ type: 'aws_proxy' });
    const mapped = Object.values(integrations).find((each) => (each as { type: string }).type === 'http_proxy');
    expect(mapped).toMatchObject({
      uri: 'https://backend.example/books',
      requestParameters: { 'overwrite:header.x-shop': 'north' },
      responseParameters: { 200: { 'overwrite:statuscode': '203' } },
    });
  });
});
