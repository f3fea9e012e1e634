import { describe, expect, it } from 'vitest';
import { createRouter } from '../../../lib/local/rest/routing/create-router.js';
import { ask, document, fakeServices, mock, restEngine } from './support/rest-api.js';

const router = createRouter(
  [
    ['GET', '/', 'root'],
    ['GET', '/books', 'books'],
    ['GET', '/books/new', 'new'],
    ['GET', '/books/{isbn}', 'one'],
    ['POST', '/books/{isbn}/copies', 'copies'],
    ['ANY', '/books/{rest+}', 'rest'],
    ['OPTIONS', '/{all+}', 'preflight'],
    ['ANY', '/any', 'any'],
    ['DELETE', '/any', 'delete'],
  ].map(([httpMethod = '', path = '', target = '']) => ({ httpMethod, path, target })),
);

describe('a route of a REST API', () => {
  it.each([
    ['/', 'GET', 'root', {}],
    ['', 'GET', 'root', {}],
    ['/books', 'GET', 'books', {}],
    ['/books/', 'GET', 'books', {}],
    ['//books', 'GET', 'books', {}],
    ['/books/new', 'GET', 'new', {}],
    ['/books/978-3', 'GET', 'one', { isbn: '978-3' }],
    ['/books/a%2Fb', 'GET', 'one', { isbn: 'a%2Fb' }],
    ['/books/978-3', 'PUT', 'rest', { rest: '978-3' }],
    ['/books/new', 'PATCH', 'rest', { rest: 'new' }],
    ['/books/1/copies', 'POST', 'copies', { isbn: '1' }],
    ['/books/1/copies', 'GET', 'rest', { rest: '1/copies' }],
    ['/books/1//2/', 'GET', 'rest', { rest: '1//2' }],
    ['/books/new', 'OPTIONS', 'rest', { rest: 'new' }],
    ['/books', 'OPTIONS', 'preflight', { all: 'books' }],
    ['/any', 'DELETE', 'delete', {}],
    ['/any', 'HEAD', 'any', {}],
  ])('leads %s %s to %s', (path, method, target, pathParameters) => {
    expect(router(path, method)).toEqual({ target, pathParameters });
  });

  it.each([
    ['/magazines', 'GET'],
    ['/books', 'POST'],
    ['/', 'OPTIONS'],
    ['/any', 'TRACE'],
    ['/__proto__', 'GET'],
  ])('is not there for %s %s', (path, method) => {
    expect(router(path, method)).toBeUndefined();
  });

  it('answers what nobody routes with 403 and the words of AWS', async () => {
    const engine = restEngine(document({ '/books': { get: mock() } }), fakeServices().services);
    for (const [method, path] of [
      ['GET', '/other'],
      ['POST', '/books'],
    ] as const) {
      const { status, text, headers } = await ask(engine, { method, path });
      expect([status, text]).toEqual([403, '{"message":"Missing Authentication Token"}']);
      expect(headers).toMatchObject({
        'x-amzn-errortype': 'MissingAuthenticationTokenException',
        'content-type': 'application/json',
        'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
        'x-amz-apigw-id': expect.stringMatching(/^.{15}=$/),
      });
    }
  });
});
