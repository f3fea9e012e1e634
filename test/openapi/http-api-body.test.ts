import { describe, expect, it } from 'vitest';
import { type BodyRefs, httpApiBody } from '../../lib/openapi/index.js';
import { planGateway } from '../../lib/plan/index.js';
import { backend, type GatewaySpec, gateway, http, jwt, lambda, route } from '../../lib/spec/index.js';

const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: ['shop', 'admin'] });
const listBooks = route('GET /books', { auth: 'public', to: lambda('books.ts') });
const getBook = route('GET /books/{isbn}', { auth: 'public', to: lambda('books.ts') });
const slow = route('GET /slow', { auth: 'public', to: lambda('books.ts'), timeoutMs: 30_000 });
const quick = route('GET /quick', { auth: 'public', to: lambda('books.ts'), timeoutMs: 1_500 });
const order = route('POST /orders', { auth: staff.require({ scopes: { anyOf: ['a:w', 'b:w'] } }), to: lambda('o.ts') });
const files = route('GET /files/{path+}', { auth: 'public', to: http('https://files.example/{path}') });
const admin = route('ANY /admin', { auth: staff, to: lambda('o.ts') });
const open = route('ANY /open', { auth: 'public', to: lambda('o.ts') });

const refs: BodyRefs = { invocationUris: { books: 'uri-of-books', o: 'uri-of-orders' }, backends: {} };

// biome-ignore lint/suspicious/noExplicitAny: a body is whatever JSON the test looks into
function body(routes: GatewaySpec['routes'], more: Partial<GatewaySpec> = {}, more2: Partial<BodyRefs> = {}): any {
  return httpApiBody(planGateway(gateway('shop', { ...more, routes } as never)), { ...refs, ...more2 });
}

const integrations = 'x-amazon-apigateway-integrations';
const integration = 'x-amazon-apigateway-integration';

describe('the body of an HTTP API', () => {
  it('is OpenAPI 3.0.1 with one path for each path, in order of their names', () => {
    const made = body([getBook, order, listBooks]);
    expect(made.openapi).toBe('3.0.1');
    expect(made['x-amazon-apigateway-importexport-version']).toBe('1.0');
    expect(Object.keys(made.paths)).toEqual(['/books', '/books/{isbn}', '/orders']);
  });

  it('shares an integration between the routes of a function', () => {
    const made = body([listBooks, getBook]);
    expect(made.components[integrations]).toEqual({
      'lambda-books': {
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: 'uri-of-books',
        payloadFormatVersion: '2.0',
        timeoutInMillis: 29_000,
      },
    });
    const ref = { $ref: '#/components/x-amazon-apigateway-integrations/lambda-books' };
    expect(made.paths['/books'].get[integration]).toEqual(ref);
    expect(made.paths['/books/{isbn}'].get[integration]).toEqual(ref);
  });

  it('has an integration of its own for another timeout, and leaves out the 30 s that AWS waits anyway', () => {
    const made = Object.values<{ timeoutInMillis?: number }>(body([listBooks, slow, quick]).components[integrations]);
    expect(made.map((each) => each.timeoutInMillis).sort()).toEqual([1_500, 29_000, undefined]);
  });

  it('passes on to a URL with its placeholders, greedy ones without their plus', () => {
    const made = body([files]);
    expect(Object.keys(made.paths)).toEqual(['/files/{path+}']);
    expect(Object.values(made.components[integrations])).toEqual([
      {
        type: 'http_proxy',
        httpMethod: 'ANY',
        uri: 'https://files.example/{path}',
        payloadFormatVersion: '1.0',
        timeoutInMillis: 29_000,
      },
    ]);
  });

  it('declares the parameters of a path once for all of its methods, a greedy one with its plus', () => {
    const removeBook = route('DELETE /books/{isbn}', { auth: 'public', to: lambda('books.ts') });
    const copy = route('GET /files/{shelf}/copies/{path+}', { auth: 'public', to: lambda('books.ts') });
    const { paths } = body([getBook, removeBook, listBooks, copy]);
    const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
    expect(Object.keys(paths['/books/{isbn}'])).toEqual(['delete', 'get', 'parameters']);
    expect(paths['/books/{isbn}'].parameters).toEqual([parameter('isbn')]);
    expect(paths['/files/{shelf}/copies/{path+}'].parameters).toEqual([parameter('shelf'), parameter('path+')]);
    expect(paths['/books']).not.toHaveProperty('parameters');
    expect(JSON.stringify(paths).match(/"parameters"/g)).toHaveLength(2);
  });

  it('gives each path below a bound URL an integration of its own', () => {
    const legacy = (pattern: 'GET /a/{x}' | 'GET /b/{rest+}') => route(pattern, { auth: 'public', to: backend('old') });
    const made = body(
      [legacy('GET /a/{x}'), legacy('GET /b/{rest+}')],
      {},
      {
        backends: { old: { kind: 'url', url: 'https://old.example/v1' } },
      },
    );
    const uris = Object.values<{ uri: string }>(made.components[integrations]).map(({ uri }) => uri);
    expect(uris).toEqual(['https://old.example/v1/a/{x}', 'https://old.example/v1/b/{rest}']);
    for (const key of Object.keys(made.components[integrations])) expect(key).toMatch(/^[A-Za-z0-9._-]+$/);
  });

  it('says nothing of security and CORS where there is none', () => {
    const made = body([listBooks]);
    expect(made.components).not.toHaveProperty('securitySchemes');
    expect(made).not.toHaveProperty('x-amazon-apigateway-cors');
  });

  it('names its operations', () => {
    expect(body([getBook]).paths['/books/{isbn}'].get.operationId).toBe('getBooksByIsbn');
  });

  it('fails where the plan names a function that was not made', () => {
    expect(() => body([listBooks], {}, { invocationUris: {} })).toThrow('"books", which was not synthesized');
  });
});

describe('CORS of an HTTP API', () => {
  const cors = { origins: ['https://a.example'], exposeHeaders: ['etag'], credentials: true, maxAgeSeconds: 60 };

  it('is native, and allows the methods that there are', () => {
    expect(body([listBooks, order], { cors })['x-amazon-apigateway-cors']).toEqual({
      allowOrigins: ['https://a.example'],
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['authorization', 'content-type', 'x-api-key'],
      exposeHeaders: ['etag'],
      allowCredentials: true,
      maxAge: 60,
    });
  });

  it('allows every method where one route takes ANY', () => {
    expect(body([open], { cors })['x-amazon-apigateway-cors'].allowMethods).toEqual([
      'GET',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'HEAD',
      'OPTIONS',
    ]);
  });

  it('leaves OPTIONS of a protected ANY to the gateway, so that preflight needs no token', () => {
    const item = body([admin], { cors }).paths['/admin'];
    expect(Object.keys(item).sort()).toEqual(['delete', 'get', 'head', 'patch', 'post', 'put']);
    for (const operation of Object.values<{ security: unknown }>(item)) {
      expect(operation.security).toEqual([{ 'staff-http': [] }]);
    }
    const ids = Object.values<{ operationId: string }>(item).map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(6);
  });

  it.each([
    ['public', open, { cors }],
    ['protected, but without CORS', admin, {}],
  ] as const)('keeps ANY as it is where it is %s', (_case, one, more) => {
    expect(Object.keys(body([one], more).paths[one.path])).toEqual(['x-amazon-apigateway-any-method']);
  });
});
