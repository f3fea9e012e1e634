import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRouter } from '../../../lib/local/http-api/routing/create-router.js';
import { anyCharacter } from '../../fixtures/any-character.js';
import { createGateway, headersOf, route } from './support/gateway.js';

const ROUTES = [
  'GET /pets',
  'ANY /pets',
  'GET /pets/{id}',
  'DELETE /pets/{name}',
  'GET /pets/dog',
  'ANY /pets/dog/{toy}',
  'GET /pets/{proxy+}',
  'ANY /pets/cats/{rest+}',
  'GET /pets/{id}/toys/{toyId}',
  'GET /slash/',
  'GET /',
  'GET /a b/ü',
];

const routerOf = (keys: readonly string[]) => createRouter(keys.map((key) => [key, key] as const));

describe('route selection', () => {
  const router = routerOf(ROUTES);

  it.each([
    ['GET', '/pets', 'GET /pets', undefined],
    ['PATCH', '/pets', 'ANY /pets', undefined],
    ['GET', '/pets/7', 'GET /pets/{id}', { id: '7' }],
    ['DELETE', '/pets/7', 'DELETE /pets/{name}', { name: '7' }],
    ['GET', '/pets/dog', 'GET /pets/dog', undefined],
    ['DELETE', '/pets/dog', 'DELETE /pets/{name}', { name: 'dog' }],
    ['GET', '/pets/dog/ball', 'ANY /pets/dog/{toy}', { toy: 'ball' }],
    ['GET', '/pets/dog/ball/red', 'GET /pets/{proxy+}', { proxy: 'dog/ball/red' }],
    ['GET', '/pets/7/toys/8', 'GET /pets/{id}/toys/{toyId}', { id: '7', toyId: '8' }],
    ['GET', '/pets/cats/a/b', 'ANY /pets/cats/{rest+}', { rest: 'a/b' }],
    ['GET', '/slash/', 'GET /slash/', undefined],
    ['GET', '/', 'GET /', undefined],
    ['GET', '/a%20b/%C3%BC', 'GET /a b/ü', undefined],
    ['GET', '/pets/a%2Fb%20c', 'GET /pets/{id}', { id: 'a/b c' }],
    ['GET', '/pets/100%', 'GET /pets/{id}', { id: '100%' }],
    ['GET', '/pets/x%FFy', 'GET /pets/{id}', { id: 'x%FFy' }],
    ['GET', '/pets/__proto__', 'GET /pets/{id}', { id: '__proto__' }],
    ['GET', '/pets/constructor/toys/1', 'GET /pets/{id}/toys/{toyId}', { id: 'constructor', toyId: '1' }],
  ])('sends %s %s to %s', (method, path, routeKey, parameters) => {
    const match = router(method, path);
    expect(match?.value).toBe(routeKey);
    expect(match?.pathParameters && { ...match.pathParameters }).toEqual(parameters);
  });

  it.each([
    ['POST', '/pets/7', 'no route has the method'],
    ['GET', '/slash', 'the route ends with a slash'],
    ['GET', '/pets/', 'neither a variable nor a greedy one takes nothing'],
    ['POST', '/', 'the root has another method'],
    ['get', '/pets/7', 'methods are case-sensitive'],
    ['GET', '/Pets', 'paths are case-sensitive'],
    ['GET', '/unknown', 'there is no such path'],
  ])('finds nothing for %s %s: %s', (method, path) => {
    expect(router(method, path)).toBeUndefined();
  });

  it('tries a full match of a variable before a greedy match below a literal', () => {
    expect(routerOf(['GET /a/{rest+}', 'GET /{x}/b'])('GET', '/a/b')?.value).toBe('GET /{x}/b');
  });

  it('prefers the greedy route with the longest literal path, and the method of its own before ANY', () => {
    const greedy = routerOf(['ANY /{all+}', 'POST /{all+}', 'ANY /a/{all+}']);
    expect(greedy('POST', '/a/b')?.value).toBe('ANY /a/{all+}');
    expect(greedy('POST', '/b/b')?.value).toBe('POST /{all+}');
    expect(greedy('GET', '/b/b')?.value).toBe('ANY /{all+}');
  });

  it('falls back to $default only where nothing else matches', () => {
    const withDefault = routerOf(['$default', 'GET /{all+}']);
    expect(withDefault('GET', '/x')?.value).toBe('GET /{all+}');
    expect(withDefault('POST', '/x')?.value).toBe('$default');
    expect(withDefault('GET', '/')?.value).toBe('$default');
  });

  it('finds any path of literals and encoded values again', () => {
    const segment = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(segment, segment, (first, second) => {
        const match = routerOf(['GET /v/{one}/{two}'])(
          'GET',
          `/v/${encodeURIComponent(first)}/${encodeURIComponent(second)}`,
        );
        expect({ ...match?.pathParameters }).toEqual({ one: first, two: second });
      }),
      { numRuns: 60 },
    );
  });

  it('answers any path without throwing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (path) => {
        router('GET', `/${path}`);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a request without a route', () => {
  it('is answered 404 with the gateway’s own body and a request id', async () => {
    const response = await createGateway({ definition: { routes: [route('GET /books')] } }).send('/book');
    expect(response).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    expect(headersOf(response)).toEqual({ 'content-type': 'application/json', 'apigw-requestid': 'request-1' });
  });

  it('treats an empty path as the root', async () => {
    const gateway = createGateway({ definition: { routes: [route('GET /')] } });
    expect((await gateway.send('')).status).toBe(200);
  });
});
