import type { Transform } from 'gatewright';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { around } from '../../../lib/runtime/transform/around.js';
import type { MiddlewareFunction } from '../../../lib/runtime/transform/middleware.js';
import { eventOf } from '../guard/guarded.js';

let log: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => log.mockRestore());

const VERSIONS = ['1.0', '2.0'] as const;
const ROUTE = 'POST /orders/{id}';

interface Call {
  readonly version?: '1.0' | '2.0';
  readonly transform?: Transform;
  readonly use?: readonly MiddlewareFunction[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly event?: object;
  readonly answer?: unknown;
  readonly authorizer?: Readonly<Record<string, unknown>>;
}

/** What a handler behind it sees, and what comes out; a problem's body is parsed. */
async function call({
  version = '2.0',
  transform = {},
  use = [],
  headers = {},
  body,
  event = {},
  answer,
  authorizer,
}: Call) {
  let seen: Record<string, unknown> | undefined;
  const config = { routes: { [ROUTE]: { transform, use: use.map((_, index) => index) } }, middleware: [] };
  const handler = around(
    config,
    use,
  )(async (given: never) => {
    seen = given;
    return answer ?? { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{"ok":true}' };
  });
  const sent = { ...eventOf(version, headers, authorizer), ...(body !== undefined && { body }), ...event };
  const result = (await handler(sent, {})) as { statusCode: number; headers: Record<string, string>; body: string };
  const isProblem = result.headers?.['content-type'] === 'application/problem+json';
  return { seen, result, problem: isProblem ? JSON.parse(result.body) : undefined };
}

const RENAME: Transform = { request: { body: { rename: { '/book': 'isbn' } } } };

describe.each(VERSIONS)('around a handler, payload %s', (version) => {
  it('changes the body that the handler sees, and its length', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': '99' };
    const { seen } = await call({ version, transform: RENAME, headers, body: '{ "book": "é", "n": 1.0 }' });
    expect(seen).toMatchObject({
      body: '{"isbn":"é","n":1.0}',
      isBase64Encoded: false,
      headers: { 'content-length': '21' },
    });
  });

  it('reads a body that came as base64', async () => {
    const body = Buffer.from('{"book":"x"}').toString('base64');
    const { seen } = await call({ version, transform: RENAME, body, event: { isBase64Encoded: true } });
    expect(seen).toMatchObject({ body: '{"isbn":"x"}', isBase64Encoded: false });
  });

  it.each<[what: string, status: number, headers: Readonly<Record<string, string>>, body: string]>([
    ['another content type', 415, { 'content-type': 'text/plain' }, '{"book":"x"}'],
    ['a compressed body', 415, { 'content-type': 'application/json', 'content-encoding': 'gzip' }, '{"book":"x"}'],
    ['no JSON', 400, { 'content-type': 'application/json' }, '{"book":'],
    ['JSON with a comma too many', 400, {}, '{"book":"x",}'],
  ])('refuses %s where a body is to be changed', async (_what, status, headers, body) => {
    const { seen, result, problem } = await call({ version, transform: RENAME, headers, body });
    expect(seen).toBeUndefined();
    expect(result.statusCode).toBe(status);
    expect(problem).toMatchObject({ status });
  });

  it('refuses bytes that are no UTF-8', async () => {
    const event = { isBase64Encoded: true, body: Buffer.from([0x7b, 0xff, 0x7d]).toString('base64') };
    expect((await call({ version, transform: RENAME, event })).problem).toMatchObject({ status: 400 });
  });

  it('lets a request without a body through', async () => {
    const { seen } = await call({ version, transform: RENAME, headers: { 'content-type': 'text/plain' } });
    expect(seen).toBeDefined();
  });

  it('leaves bodies alone that no change is declared for', async () => {
    const { seen } = await call({ version, transform: { request: { path: '/x' } }, body: '{ "a": 01 }' });
    expect(seen?.body).toBe('{ "a": 01 }');
  });

  it('sets a claim, and takes away what a client sent where there is none', async () => {
    const transform: Transform = { request: { headers: { set: { 'x-user': { kind: 'claim', name: 'sub' } } } } };
    const headers = { 'X-User': 'mallory' };
    const authorizer = { scheme: 'users', claims: JSON.stringify({ sub: 'ada' }) };
    const known = (await call({ version, transform, headers, authorizer })).seen?.headers;
    expect(Object.values(known as object)).toEqual(['ada']);
    expect((await call({ version, transform, headers })).seen?.headers).toEqual({});
  });

  it('encodes what a query holds and a header cannot', async () => {
    const transform: Transform = { request: { headers: { set: { 'x-q': { kind: 'query', name: 'q' } } } } };
    const event = { rawQueryString: 'q=a%0D%0Ab%C3%A9', queryStringParameters: { q: 'a\r\nbé' } };
    expect((await call({ version, transform, event })).seen?.headers).toEqual({ 'x-q': 'a%0D%0Ab%C3%A9' });
  });

  it('refuses a path whose parameter would leave it', async () => {
    const event = { pathParameters: { id: version === '2.0' ? '../admin' : '..%2Fadmin' } };
    const { seen, problem } = await call({ version, transform: { request: { path: '/v2/{id}' } }, event });
    expect(seen).toBeUndefined();
    expect(problem).toMatchObject({ status: 400 });
  });

  it('changes answers by their status, and no others', async () => {
    const transform: Transform = {
      response: { 200: { status: 202, body: { remove: ['/ok'] } }, any: { status: 500 } },
    };
    expect((await call({ version, transform })).result).toMatchObject({ statusCode: 202, body: '{}' });
    const answer = { statusCode: 404, body: 'gone' };
    expect((await call({ version, transform, answer })).result).toMatchObject({ statusCode: 500, body: 'gone' });
  });

  it('keeps each cookie on its own, and bytes as they are', async () => {
    const cookies = ['a=1; Path=/', 'b=2, 3'];
    const listed = version === '2.0' ? { cookies } : { multiValueHeaders: { 'Set-Cookie': cookies } };
    const bytes = Buffer.from([0, 255, 254]).toString('base64');
    const answer = { statusCode: 200, ...listed, body: bytes, isBase64Encoded: true };
    const { result } = await call({
      version,
      transform: { response: { any: { headers: { set: { 'x-a': 'b' } } } } },
      answer,
    });
    const expected = version === '2.0' ? { cookies } : { multiValueHeaders: { 'set-cookie': cookies } };
    expect(result).toMatchObject({ ...expected, headers: { 'x-a': 'b' }, body: bytes, isBase64Encoded: true });
  });

  it('is a 500 where an answer that is to be changed cannot be read', async () => {
    const transform: Transform = { response: { 200: { body: { remove: ['/secret'] } } } };
    const answer = { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{"secret":"s3cr3t"' };
    const { result } = await call({ version, transform, answer });
    expect(result.statusCode).toBe(500);
    expect(result.body).not.toContain('s3cr3t');
  });

  it('lets answers of other types through', async () => {
    const transform: Transform = { response: { 200: { body: { remove: ['/a'] } } } };
    const answer = { statusCode: 200, headers: { 'content-type': 'text/html' }, body: '<p>{"a":1}' };
    expect((await call({ version, transform, answer })).result.body).toBe('<p>{"a":1}');
  });

  it('says nothing of what is thrown', async () => {
    const use: MiddlewareFunction[] = [
      () => {
        throw new Error('password=hunter2');
      },
    ];
    const { result, problem } = await call({ version, use });
    expect(problem).toEqual({ type: 'about:blank', title: 'Internal Server Error', requestId: 'req-1', status: 500 });
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(log).toHaveBeenCalledOnce();
  });

  it.each([
    ['a text', 'done'],
    ['a status that is none', { statusCode: 99 }],
    ['a list', []],
  ])('is a 500 where the handler answers %s in payload 1.0', async (_what, answer) => {
    const { result } = await call({ version: '1.0', use: [(_request, next) => next()], answer });
    expect(result.statusCode).toBe(500);
  });
});

describe('an answer of payload 2.0 without a status', () => {
  it('is the JSON of a 200', async () => {
    const { result } = await call({ transform: { response: { 200: { status: 201 } } }, answer: { ok: 1 } });
    expect(result).toMatchObject({
      statusCode: 201,
      body: '{"ok":1}',
      headers: { 'content-type': 'application/json' },
    });
  });

  it('is none where it is an error', async () => {
    const { result } = await call({ transform: { response: { 200: { status: 201 } } }, answer: { errorMessage: 'x' } });
    expect(result.statusCode).toBe(500);
  });
});

describe('what is left alone', () => {
  const handler = around({ routes: { [ROUTE]: { transform: RENAME } }, middleware: [] })(
    async (event: unknown) => event,
  );

  it.each([
    ['an event of another source', { source: 'aws.events' }],
    ['nothing', null],
    ['an event of another route', eventOf('2.0', {}, undefined, 'POST /other')],
  ])('%s', async (_what, event) => {
    expect(await handler(event, {})).toBe(event);
  });

  it('does not take a member of every object for a route', async () => {
    const event = eventOf('2.0', {}, undefined, 'constructor');
    expect(await handler(event, {})).toBe(event);
  });
});

describe('middleware', () => {
  it('runs in order, inside of the transformation', async () => {
    const steps: string[] = [];
    const step =
      (name: string): MiddlewareFunction =>
      async (request, next) => {
        steps.push(`${name} in ${request.headers['x-new']}`);
        const response = await next();
        steps.push(`${name} out ${response.status}`);
        return response;
      };
    const transform: Transform = {
      request: { headers: { rename: { 'x-old': 'x-new' } } },
      response: { 200: { status: 201 } },
    };
    const { result } = await call({ transform, use: [step('a'), step('b')], headers: { 'x-old': 'v' } });
    expect(steps).toEqual(['a in v', 'b in v', 'b out 200', 'a out 200']);
    expect(result.statusCode).toBe(201);
  });

  it('sees the request, and changes it for those behind it', async () => {
    let seen: unknown;
    const use: MiddlewareFunction[] = [
      (request, next) =>
        next({
          ...request,
          path: '/changed',
          headers: { ...request.headers, 'x-b': '2' },
          query: { q: ['1', '2'] },
          body: Buffer.from('new'),
        }),
      (request, next) => {
        seen = { ...request, headers: { ...request.headers }, body: Buffer.from(request.body ?? '').toString() };
        return next();
      },
    ];
    const event = { rawQueryString: '__proto__=1', pathParameters: { id: '7' } };
    const handled = await call({ use, headers: { 'X-A': '1' }, body: 'old', event });
    expect(seen).toMatchObject({
      route: ROUTE,
      path: '/changed',
      params: { id: '7' },
      query: { q: ['1', '2'] },
      body: 'new',
      requestId: 'req-1',
    });
    expect(handled.seen).toMatchObject({
      rawPath: '/changed',
      rawQueryString: 'q=1&q=2',
      headers: { 'x-a': '1', 'x-b': '2' },
      body: 'new',
    });
  });

  it('may answer itself, with JSON', async () => {
    const { seen, result } = await call({ use: [() => ({ status: 403, body: { why: 'no' }, cookies: ['a=1'] })] });
    expect(seen).toBeUndefined();
    expect(result).toMatchObject({ statusCode: 403, body: '{"why":"no"}', cookies: ['a=1'] });
  });

  it('may change the answer', async () => {
    const use: MiddlewareFunction[] = [
      async (_request, next) => ({ ...(await next()), status: 299, headers: { 'x-a': '1' } }),
    ];
    const { result } = await call({ use });
    expect(result).toMatchObject({ statusCode: 299, headers: { 'x-a': '1' }, body: '{"ok":true}' });
  });

  it.each([
    ['nothing', () => undefined as never],
    ['an answer without a status', () => ({ body: 'x' }) as never],
    ['a rejection', () => Promise.reject(new Error('no'))],
  ])('is a 500 where it gives %s', async (_what, middleware) => {
    expect((await call({ use: [middleware] })).result.statusCode).toBe(500);
  });

  it('has to be a function', () => {
    expect(() => around({ routes: {}, middleware: [] }, ['text' as never])).toThrow('a middleware is no function');
  });
});
