import { backend, fromClaim, fromHeader, fromPath, fromQuery, http, jwt, middleware, reply } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { type AnyRouteProps, aRoute, faultsOf, specOf } from '../specs.js';

const to = http('https://backend.example/orders/{id}');
const faults = (props: object, pattern = 'POST /orders/{id}') =>
  faultsOf(specOf([aRoute(pattern, { to, ...props } as AnyRouteProps)]));
const request = (changes: object) => ({ transform: { request: changes } });
const response = (changes: object) => ({ transform: { response: changes } });
const AT = "routes['POST /orders/{id}'].transform";
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });

describe('a transformation is refused', () => {
  it.each<[what: string, props: object, code: string, place: string, got: string]>([
    [
      'that sets authorization',
      request({ headers: { set: { Authorization: 'x' } } }),
      'TRANSFORM_RESERVED_HEADER',
      `${AT}.request.headers`,
      '["Authorization"]',
    ],
    [
      'that renames to host',
      request({ headers: { rename: { 'x-a': 'host' } } }),
      'TRANSFORM_RESERVED_HEADER',
      `${AT}.request.headers`,
      '["host"]',
    ],
    [
      'that removes a trace header',
      request({ headers: { remove: ['X-Amzn-Trace-Id'] } }),
      'TRANSFORM_RESERVED_HEADER',
      `${AT}.request.headers`,
      '["X-Amzn-Trace-Id"]',
    ],
    [
      'that sets the content type of a request',
      request({ headers: { set: { 'content-type': 'text/plain' } } }),
      'TRANSFORM_RESERVED_HEADER',
      `${AT}.request.headers`,
      '["content-type"]',
    ],
    [
      'that removes cookies of an answer',
      response({ any: { headers: { remove: ['set-cookie'] } } }),
      'TRANSFORM_RESERVED_HEADER',
      `${AT}.response[any].headers`,
      '["set-cookie"]',
    ],
    [
      'that opens CORS',
      response({ 200: { headers: { set: { 'access-control-allow-origin': '*' } } } }),
      'TRANSFORM_RESERVED_HEADER',
      `${AT}.response[200].headers`,
      '["access-control-allow-origin"]',
    ],
    [
      'of a header that is none',
      request({ headers: { remove: ['x a'] } }),
      'TRANSFORM_RESERVED_HEADER',
      `${AT}.request.headers`,
      '["x a"]',
    ],
    [
      'of a query name with a blank',
      request({ query: { remove: ['a b'] } }),
      'TRANSFORM_QUERY_NAME',
      `${AT}.request.query`,
      '["a b"]',
    ],
    [
      'that sets what it removes',
      request({ headers: { remove: ['x-a'], set: { 'X-A': '1' } } }),
      'TRANSFORM_CONFLICT',
      `${AT}.request.headers`,
      '["x-a"]',
    ],
    [
      'of what many servers take for one header',
      request({ headers: { remove: ['x-a'], set: { x_a: '1' } } }),
      'TRANSFORM_CONFLICT',
      `${AT}.request.headers`,
      '["x-a"]',
    ],
    [
      'that renames two to one',
      request({ query: { rename: { a: 'c', b: 'c' } } }),
      'TRANSFORM_CONFLICT',
      `${AT}.request.query`,
      '["c"]',
    ],
    [
      'that renames in a ring',
      request({ query: { rename: { a: 'b', b: 'a' } } }),
      'TRANSFORM_CONFLICT',
      `${AT}.request.query`,
      '["b","a"]',
    ],
    [
      'with a line break in a header',
      request({ headers: { set: { 'x-a': 'a\r\nb' } } }),
      'TRANSFORM_TEXT',
      `${AT}.request.headers.set['x-a']`,
      '"a\\r\\nb"',
    ],
    [
      'with an empty header',
      request({ headers: { add: { 'x-a': '' } } }),
      'TRANSFORM_TEXT',
      `${AT}.request.headers.add['x-a']`,
      '""',
    ],
    [
      'with a control character in a query',
      request({ query: { default: { a: '\u0000' } } }),
      'TRANSFORM_TEXT',
      `${AT}.request.query.default['a']`,
      '"\\u0000"',
    ],
    [
      'of a parameter that the path has not',
      request({ headers: { set: { 'x-a': fromPath('isbn') } } }),
      'TRANSFORM_SOURCE',
      `${AT}.request.headers.set['x-a']`,
      '{"kind":"path","name":"isbn"}',
    ],
    [
      'of a claim of a public route',
      request({ headers: { set: { 'x-a': fromClaim('sub') } } }),
      'TRANSFORM_SOURCE',
      `${AT}.request.headers.set['x-a']`,
      '{"kind":"claim","name":"sub"}',
    ],
    [
      'of a claim beside what clients send',
      { auth: users, ...request({ headers: { add: { 'x-a': fromClaim('sub') } } }) },
      'TRANSFORM_SOURCE',
      `${AT}.request.headers.add['x-a']`,
      '{"kind":"claim","name":"sub"}',
    ],
    [
      'of an answer by the request',
      response({ 200: { headers: { set: { 'x-a': fromQuery('q') } } } }),
      'TRANSFORM_SOURCE',
      `${AT}.response[200].headers.set['x-a']`,
      '{"kind":"query","name":"q"}',
    ],
    [
      'to a path with an unknown parameter',
      request({ path: '/v2/{isbn}' }),
      'TRANSFORM_PATH',
      `${AT}.request.path`,
      '"/v2/{isbn}"',
    ],
    ['to a path without a slash', request({ path: 'v2' }), 'TRANSFORM_PATH', `${AT}.request.path`, '"v2"'],
    [
      'to a path of a bound backend',
      { to: backend('orders'), ...request({ path: '/v2' }) },
      'TRANSFORM_BOUND_PATH',
      `${AT}.request.path`,
      '"/v2"',
    ],
    ['of the whole body', request({ body: { remove: [''] } }), 'TRANSFORM_POINTER', `${AT}.request.body`, '[""]'],
    [
      'at a pointer with a bad escape',
      request({ body: { set: { '/a~2': 1 } } }),
      'TRANSFORM_POINTER',
      `${AT}.request.body`,
      '["/a~2"]',
    ],
    [
      'of items themselves',
      request({ body: { remove: ['/list/*'] } }),
      'TRANSFORM_POINTER',
      `${AT}.request.body`,
      '["/list/*"]',
    ],
    [
      'of a place within another',
      request({ body: { remove: ['/a'], set: { '/a/b': 1 } } }),
      'TRANSFORM_CONFLICT',
      `${AT}.request.body`,
      '["/a/b"]',
    ],
    [
      'that renames to what it sets',
      request({ body: { rename: { '/a/x': 'y' }, set: { '/a/y': 1 } } }),
      'TRANSFORM_CONFLICT',
      `${AT}.request.body`,
      '["/a/y"]',
    ],
    [
      'that moves out of many',
      request({ body: { move: { '/l/*/a': '/b' } } }),
      'TRANSFORM_MOVE',
      `${AT}.request.body.move`,
      '{"/l/*/a":"/b"}',
    ],
    [
      'that renames to nothing',
      request({ body: { rename: { '/a': '' } } }),
      'TRANSFORM_POINTER',
      `${AT}.request.body`,
      '["/"]',
    ],
    ['of a status that is none', response({ 99: { status: 200 } }), 'TRANSFORM_STATUS', `${AT}.response`, '"99"'],
    [
      'to a status that is none',
      response({ 200: { status: 600 } }),
      'TRANSFORM_STATUS',
      `${AT}.response[200].status`,
      '600',
    ],
    [
      'of a fixed reply',
      { to: reply(200, {}), ...response({ 200: { status: 201 } }) },
      'TRANSFORM_REPLY',
      AT,
      '"transform with reply(…)"',
    ],
    [
      'with a word that nothing reads',
      request({ header: {} }),
      'TRANSFORM',
      `${AT}.request.header`,
      '{"request":{"header":{}}}',
    ],
    [
      'with a value that is none',
      request({ headers: { set: { 'x-a': 1 } } }),
      'TRANSFORM',
      `${AT}.request.headers.set['x-a']`,
      '{"request":{"headers":{"set":{"x-a":1}}}}',
    ],
  ])('%s', (_what, props, code, place, got) => {
    expect(faults(props)).toMatchObject([{ code, place, got }]);
  });

  it.each(['GET', 'HEAD'])('that changes the body of a %s', (method) => {
    const found = faults(request({ body: { remove: ['/a'] } }), `${method} /orders/{id}`);
    expect(found).toMatchObject([{ code: 'TRANSFORM_NO_BODY', got: '["remove"]' }]);
  });

  it('of a header that the gateway makes of a claim', () => {
    const transformed = aRoute('GET /a', {
      to: http('https://a.example/'),
      ...request({ headers: { set: { 'X-User': 'me' }, remove: ['X_Tenant'] } }),
    });
    const claimed = aRoute('GET /b', { auth: users, callerHeaders: { 'x-user': 'sub', 'x-tenant': 'org' } });
    expect(faultsOf(specOf([transformed, claimed]))).toMatchObject([
      {
        code: 'TRANSFORM_RESERVED_HEADER',
        place: "routes['GET /a'].transform.request.headers",
        got: '["X_Tenant","X-User"]',
      },
    ]);
  });
});

it('takes all that a transformation can say at once', () => {
  const changes = {
    headers: {
      remove: ['x-a'],
      rename: { 'x-b': 'x-c' },
      set: { 'x-d': fromHeader('x-a'), 'x-u': fromClaim('sub') },
      add: { 'x-e': fromPath('id') },
      default: { 'x-f': fromQuery('q') },
    },
    query: { remove: ['a'], rename: { b: 'c' }, set: { d: 'ü' }, add: { 'e[]': '1' }, default: { f: '$' } },
    path: '/v2/{id}',
    body: {
      remove: ['/a'],
      rename: { '/b/*/x': 'y' },
      move: { '/c': '/d/e' },
      set: { '/f': [1] },
      default: { '/g': null },
    },
  };
  const all = {
    request: changes,
    response: {
      200: { status: 201, headers: { set: { 'x-a': fromHeader('x-b') } } },
      any: { body: { remove: ['/a'] } },
    },
  };
  expect(
    faults({ auth: users, transform: all, use: [middleware('a.ts'), middleware('a.ts', { export: 'other' })] }),
  ).toEqual([]);
});
