import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { http, lambda, type Route, reply, route } from '../../lib/spec/index.js';
import { ask, fakeServices, restEngine } from '../local/rest/support/rest-api.js';
import { bodiesOf } from './support.js';

const Order = z.object({ isbn: z.string().regex(/^[0-9]{4}$/), copies: z.int().min(1).max(99) });
const query = z.object({ shop: z.enum(['north', 'south']) });
const checked = route('POST /orders', {
  auth: 'public',
  api: 'rest',
  to: http('https://orders.example/'),
  body: Order,
  query,
});
const cors = { origins: ['https://shop.example'] };
const restBody = (...routes: Route[]) => bodiesOf(routes, { cors }).rest;

describe('the body of a REST API', () => {
  it('holds requests to models and parameters by the validator that does just that', () => {
    const to = lambda('a.ts');
    const { paths, 'x-amazon-apigateway-request-validators': validators } = restBody(
      route('POST /both', { auth: 'public', api: 'rest', to, body: Order, query }),
      route('POST /body', { auth: 'public', api: 'rest', to, body: Order }),
      route('GET /query', { auth: 'public', api: 'rest', to, query }),
      route('GET /none', { auth: 'public', api: 'rest', to }),
    );
    const named = Object.values(paths).map(
      (item) => Object.values(item as object)[0]['x-amazon-apigateway-request-validator'],
    );
    expect(named).toEqual(['body', 'all', undefined, 'parameters']);
    expect(Object.keys(validators)).toEqual(['body', 'parameters', 'all']);
  });

  it('has no word of it where nothing is checked', () => {
    const body = restBody(route('GET /none', { auth: 'public', to: reply(200, {}) }));
    expect(body).not.toHaveProperty('components');
    expect(body).not.toHaveProperty('x-amazon-apigateway-request-validators');
    expect(body['x-amazon-apigateway-gateway-responses']).not.toHaveProperty('BAD_REQUEST_BODY');
  });
});

describe('a request that the gateway checks', () => {
  const engine = restEngine(restBody(checked), fakeServices().services);
  const post = (body: string, more: { query?: string; type?: string } = {}) =>
    ask(engine, {
      method: 'POST',
      path: '/orders',
      query: more.query ?? 'shop=north',
      headers: [
        ['Content-Type', more.type ?? 'application/json'],
        ['Origin', 'https://shop.example'],
      ],
      body,
    });

  it.each([
    ['fits', '{"isbn":"1234","copies":2}', {}],
    ['fits as far as the gateway can say', '{"isbn":"1234","copies":2.5}', {}],
    ['brings another type of body', 'isbn=1234', { type: 'application/x-www-form-urlencoded' }],
    ['brings a value that the handler will refuse', '{"isbn":"1234","copies":2}', { query: 'shop=west' }],
    ['has members that nobody asked for', '{"isbn":"1234","copies":2,"gift":true}', {}],
  ])('passes where it %s', async (_what, body, more) => {
    expect((await post(body, more)).status).toBe(200);
  });

  it.each([
    ['lacks a member', '{"copies":2}', /missing required properties \(\["isbn"\]\)/],
    ['has a wrong one', '{"isbn":"12\\"34","copies":2}', /./],
    ['is no JSON', '{"isbn"', /./],
    ['is empty', '', /missing required/],
  ])('is refused with a problem where its body %s', async (_what, body, detail) => {
    const { status, text, headers } = await post(body);
    expect([status, headers['content-type']]).toEqual([400, 'application/problem+json']);
    expect(headers['access-control-allow-origin']).toBe('https://shop.example');
    expect(JSON.parse(text)).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'The request does not fit this route.',
      errors: [{ pointer: '', detail: expect.stringMatching(detail) }],
    });
  });

  it.each(['', 'shop=', 'shop=%20', 'shops=north'])(
    'is refused with a problem where its query is %j',
    async (asked) => {
      const { status, text, headers } = await post('{"isbn":"1234","copies":2}', { query: asked });
      expect([status, headers['content-type']]).toEqual([400, 'application/problem+json']);
      expect(JSON.parse(text).errors).toEqual([
        { pointer: '#/query', detail: 'Missing required request parameters: [shop]' },
      ]);
    },
  );
});
