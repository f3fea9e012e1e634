import {
  backend,
  fromClaim,
  fromHeader,
  fromPath,
  fromQuery,
  http,
  jwt,
  lambda,
  middleware,
  type Transform,
} from 'gatewright';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { type AnyRouteProps, aRoute, faultsOf, specOf } from '../spec/specs.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const to = http('https://backend.example/orders/{id}');
const planOf = (props: object) => planGateway(specOf([aRoute('POST /orders/{id}', { to, ...props } as AnyRouteProps)]));
const placeOf = (props: object) => planOf(props).routes[0]?.transforms;
const headers = (changes: object): Transform => ({ request: { headers: changes } });
const query = (changes: object): Transform => ({ request: { query: changes } });

describe('on an HTTP API, parameter mapping', () => {
  it.each<[what: string, transform: Transform]>([
    [
      'removes, renames, sets and adds headers',
      headers({ remove: ['x-a'], rename: { 'x-b': 'x-c' }, set: { 'x-d': '1' }, add: { 'x-e': fromHeader('x-f') } }),
    ],
    ['makes queries of all parts', query({ set: { a: fromPath('id'), b: fromQuery('c'), d: fromHeader('x-a') } })],
    ['rewrites the path', { request: { path: '/v2/{id}' } }],
    ['changes the status and headers of one', { response: { 200: { status: 201, headers: { remove: ['server'] } } } }],
  ])('%s', (_what, transform) => {
    expect(placeOf({ transform })).toEqual({
      place: 'mapping',
      because: 'an HTTP API can do all of it with parameter mapping, at no cost',
    });
    expect(planOf({ transform }).functions).toEqual([]);
  });

  it.each<[what: string, transform: Transform, because: RegExp]>([
    ['fields of a request', { request: { body: { remove: ['/a'] } } }, /no fields of bodies/],
    ['fields of an answer', { response: { 200: { body: { remove: ['/a'] } } } }, /no fields of bodies/],
    ['a default', headers({ default: { 'x-a': '1' } }), /no condition/],
    ['a text with a $', query({ set: { price: '$request.header.x' } }), /takes a \$ in a text for a variable/],
    ['a header of a query', headers({ set: { 'x-a': fromQuery('q') } }), /cannot take a value from there/],
    ['a header of a claim', headers({ set: { 'x-a': fromClaim('sub') } }), /cannot take a value from there/],
    ['any status', { response: { any: { status: 200 } } }, /no mapping for any status/],
  ])('is not asked for %s', (_what, transform, because) => {
    const found = placeOf({ transform, auth: users });
    expect(planOf({ transform, auth: users }).routes[0]?.integrationBecause).toBe(found?.because);
    expect(found).toMatchObject({ place: 'function', because: expect.stringMatching(because) });
  });
});

describe('on a REST API, parameter mapping', () => {
  it('sets texts of headers and rewrites the path', () => {
    const transform: Transform = { request: { path: '/v2/{id}', headers: { set: { 'x-a': 'north' } } } };
    expect(placeOf({ api: 'rest', transform })?.place).toBe('mapping');
  });

  it.each<[what: string, transform: Transform]>([
    ['a removal', headers({ remove: ['x-a'] })],
    ['a renaming', headers({ rename: { 'x-a': 'x-b' } })],
    ["a text with a ' in it", headers({ set: { 'x-a': "it's" } })],
    ['a header of a header', headers({ set: { 'x-a': fromHeader('x-b') } })],
    ['a query', query({ set: { a: '1' } })],
    ['an answer', { response: { 200: { status: 201 } } }],
    ['a body', { request: { body: { remove: ['/a'] } } }],
  ])('is not asked for %s', (_what, transform) => {
    expect(placeOf({ api: 'rest', transform })?.place).toBe('function');
  });
});

describe('the plan', () => {
  it('runs everything around a handler in its own function', () => {
    const props = { to: lambda('handlers/a.ts'), transform: query({ default: { a: '1' } }), use: [middleware('m.ts')] };
    expect(placeOf(props)?.place).toBe('handler');
    expect(planOf(props).functions).toMatchObject([
      {
        kind: 'handler',
        around: {
          routes: { 'POST /orders/{id}': { transform: props.transform, use: [0] } },
          middleware: [{ entry: 'm.ts', exportName: 'middleware' }],
        },
      },
    ]);
  });

  it('has one function for all backends that need one, and guards it as it would a handler', () => {
    const transform: Transform = { request: { body: { remove: ['/a'] } } };
    const one = aRoute('POST /a/{id}', {
      to,
      transform,
      auth: users,
      callerHeaders: { 'x-user': 'sub' },
    } as AnyRouteProps);
    const other = aRoute('POST /b', {
      to: http('https://b.example:8443/x'),
      timeoutMs: 5_000,
      transform: { request: { path: '/y', body: { remove: ['/a'] } } },
    } as AnyRouteProps);
    const plan = planGateway(specOf([other, one]));
    expect(plan.functions.filter(({ kind }) => kind !== 'authorizer')).toMatchObject([
      {
        kind: 'transformer',
        id: 'transformer',
        config: {
          routes: {
            'POST /a/{id}': { kind: 'url', url: 'https://backend.example/orders/{id}', timeoutMs: 28_500 },
            'POST /b': { kind: 'origin', origin: 'https://b.example:8443', timeoutMs: 4_500 },
          },
        },
        guard: { removedHeaders: ['x-user'], routes: { 'POST /a/{id}': { callerHeaders: { 'x-user': 'sub' } } } },
      },
    ]);
    expect(plan.integrations).toEqual([
      { kind: 'lambda', id: 'lambda-transformer', function: 'transformer' },
      { kind: 'lambda', id: 'lambda-transformer_5000ms', function: 'transformer' },
    ]);
  });

  it('parts integrations that are mapped differently, and joins those that are not', () => {
    const mapped = (pattern: string, value: string) =>
      aRoute(pattern, {
        to: http('https://b.example/'),
        transform: headers({ set: { 'x-a': value } }),
      } as AnyRouteProps);
    const plan = planGateway(specOf([mapped('GET /a', '1'), mapped('GET /b', '1'), mapped('GET /c', '2')]));
    expect(plan.integrations).toHaveLength(2);
  });

  it('says nothing of a route that changes nothing', () => {
    expect(planOf({}).routes[0]).not.toHaveProperty('transforms');
    expect(planOf({ to: lambda('handlers/a.ts') }).functions[0]).not.toHaveProperty('around');
  });

  it('is JSON', () => {
    const plan = planOf({ transform: { request: { body: { set: { '/a': [null, 1.5] } } } } });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('leaves what is bound to parameter mapping alone, and says so', () => {
    expect(placeOf({ to: backend('orders'), transform: headers({ remove: ['x-a'] }) })?.place).toBe('mapping');
    const refused = aRoute('POST /orders', {
      to: backend('orders'),
      transform: { request: { body: { remove: ['/a'] } } },
    } as AnyRouteProps);
    expect(faultsOf(specOf([refused]))).toMatchObject([
      { code: 'TRANSFORM_BOUND', place: "routes['POST /orders'].transform", got: `"backend('orders') on an HTTP API"` },
    ]);
  });

  it('refuses a handler whose function would be called like the built-in one', () => {
    expect(faultsOf(specOf([aRoute('GET /a', { to: lambda('transformer.ts') })]))).toMatchObject([
      { code: 'LAMBDA_NAME_COLLISION' },
    ]);
  });
});

describe('a REST API', () => {
  const body = z.object({ isbn: z.string() });
  const to = lambda('handlers/a.ts');

  it.each<[what: string, props: object, models: number]>([
    ['holds requests to the schema of the route', {}, 1],
    ['holds none that are transformed first', { transform: { request: { body: { rename: { '/book': 'isbn' } } } } }, 0],
    ['holds none that a middleware sees first', { use: [middleware('m.ts')] }, 0],
    ['holds requests whose answers alone are changed', { transform: { response: { 200: { status: 201 } } } }, 1],
  ])('%s', (_what, props, models) => {
    const plan = planGateway(specOf([aRoute('POST /a', { api: 'rest', to, body, ...props } as AnyRouteProps)]));
    expect(plan.models).toHaveLength(models);
    expect(plan.routes[0]?.validation?.model === undefined).toBe(models === 0);
  });
});
