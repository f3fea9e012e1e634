import velocity from 'velocityjs';
import { describe, expect, it } from 'vitest';
import { restApiBody } from '../../lib/openapi/index.js';
import { planGateway } from '../../lib/plan/index.js';
import { apiKey, type Cors, type GatewaySpec, gateway, lambda, reply, route, usagePlan } from '../../lib/spec/index.js';

const partners = apiKey('partners', { plans: [usagePlan('free', { ratePerSecond: 2, burst: 5 })] });
const get = route('GET /a', { auth: partners, to: reply(200, 1) });
const put = route('PUT /a', { auth: partners, to: reply(200, 2) });
const any = route('ANY /b', { auth: partners, to: lambda('b.ts') });

// biome-ignore lint/suspicious/noExplicitAny: a body is whatever JSON the test looks into
function pathsOf(routes: GatewaySpec['routes'], cors?: Cors): any {
  const spec = gateway('shop', { routes, ...(cors && { cors }) } as never);
  return restApiBody(planGateway(spec), { invocationUris: { b: 'uri-of-b' }, backends: {} }).paths;
}

function preflightOf(cors: Cors) {
  return pathsOf([get, put], cors)['/a'].options['x-amazon-apigateway-integration'];
}

describe('preflight of a REST path', () => {
  it('is answered by the gateway itself, open to all', () => {
    const operation = pathsOf([get, put], { origins: ['https://a.example'], credentials: true })['/a'].options;
    expect(operation).not.toHaveProperty('security');
    expect(operation['x-amazon-apigateway-integration']).toEqual({
      type: 'mock',
      requestTemplates: { 'application/json': '{"statusCode":200}' },
      responses: {
        default: {
          statusCode: '204',
          responseParameters: {
            'method.response.header.Access-Control-Allow-Origin': "'https://a.example'",
            'method.response.header.Access-Control-Allow-Methods': "'GET,PUT'",
            'method.response.header.Access-Control-Allow-Headers': "'authorization,content-type,x-api-key'",
            'method.response.header.Access-Control-Max-Age': "'3600'",
            'method.response.header.Access-Control-Allow-Credentials': "'true'",
            'method.response.header.Vary': "'Origin'",
          },
        },
      },
    });
    const sent = Object.keys(operation['x-amazon-apigateway-integration'].responses.default.responseParameters);
    expect(Object.keys(operation.responses['204'].headers)).toEqual(
      sent.map((name) => name.replace('method.response.header.', '')),
    );
  });

  it('stands beside ANY, and allows all methods there', () => {
    const item = pathsOf([any], { origins: ['*'] })['/b'];
    expect(Object.keys(item)).toEqual(['x-amazon-apigateway-any-method', 'options']);
    expect(
      item.options['x-amazon-apigateway-integration'].responses.default.responseParameters[
        'method.response.header.Access-Control-Allow-Methods'
      ],
    ).toBe("'GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS'");
  });

  it('does not depend on the origin where all are allowed', () => {
    const { responseParameters } = preflightOf({ origins: ['*'] }).responses.default;
    expect(responseParameters).toMatchObject({ 'method.response.header.Access-Control-Allow-Origin': "'*'" });
    expect(responseParameters).not.toHaveProperty('method.response.header.Vary');
  });

  it('is not there without CORS', () => {
    expect(Object.keys(pathsOf([get, put])['/a'])).toEqual(['get', 'put']);
  });
});

describe('preflight for several origins', () => {
  const made = preflightOf({ origins: ['https://a.example', 'https://b.example'] }).responses.default;

  it('names no origin by itself', () => {
    expect(made.responseParameters).not.toHaveProperty('method.response.header.Access-Control-Allow-Origin');
    expect(made.responseParameters).toHaveProperty('method.response.header.Vary', "'Origin'");
  });

  it.each([
    [{ Origin: 'https://a.example' }, 'https://a.example'],
    [{ Origin: 'https://b.example' }, 'https://b.example'],
    [{ origin: 'https://b.example' }, 'https://b.example'],
    [{ Origin: 'https://evil.example' }, undefined],
    [{ Origin: 'https://a.example.evil.example' }, undefined],
    [{ Origin: 'null' }, undefined],
    [{}, undefined],
  ])('answers %o with %s', (headers: Record<string, string>, allowed) => {
    const header: Record<string, string> = {};
    const text = velocity.render(made.responseTemplates['application/json'], {
      input: { params: () => ({ header: { get: (name: string) => headers[name] } }) },
      context: { responseOverride: { header } },
    });
    expect(header['Access-Control-Allow-Origin']).toBe(allowed);
    expect(text.trim()).toBe('');
  });
});
