import { apiKey, jwt, lambda, route, usagePlan } from 'gatewright';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { ProxyEventV2 } from '../../lib/runtime/event.js';
import type { HandlerResult, ProxyResult } from '../../lib/runtime/result.js';
import { eventOf, type Sent, VERSIONS, type Version } from './events.js';

const Order = z.object({
  isbn: z.string(),
  copies: z.number().int().min(1),
  'a/b~c': z.object({ tags: z.array(z.string()) }).optional(),
});
const customers = jwt('customers', { issuer: 'https://id.example/', audience: 'shop' });
const partners = apiKey('partners', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const open = route('POST /shops/{shop}/{rest+}', { auth: 'public', to: lambda('open.ts') });
const order = route('POST /orders', { auth: 'public', body: Order, to: lambda('order.ts') });
const mine = route('POST /mine', { auth: customers, to: lambda('mine.ts') });
const feed = route('POST /feed', { auth: partners, to: lambda('feed.ts') });

afterEach(() => vi.restoreAllMocks());

type Input = Parameters<Parameters<typeof open.handle>[0]>[0];

async function inputOf(version: Version, sent: Sent): Promise<Input> {
  let seen: Input | undefined;
  const take = (input: Input) => {
    seen = input;
    return { status: 204 };
  };
  await open.handle(take)(eventOf(version, sent));
  if (!seen) throw new Error('the handler was not called');
  return seen;
}

function answer(version: Version, result: unknown): Promise<ProxyResult> {
  return open.handle(() => result as HandlerResult)(eventOf(version, {}));
}

function ordered(version: Version, sent: Sent): Promise<ProxyResult> {
  return order.handle(({ body }) => ({ status: 201, body }))(eventOf(version, sent));
}

describe.each(VERSIONS)('a request in payload format %s', (version) => {
  it.each([
    ['plain', { shop: 'main', rest: 'a/b' }, { shop: 'main', rest: 'a/b' }],
    ['encoded', { shop: 'm%C3%BCnchen%20ost', rest: 'a%2Fb' }, { shop: 'münchen ost', rest: 'a/b' }],
    ['badly encoded', { shop: '100%', rest: '%E0%A4%A' }, { shop: '100%', rest: '%E0%A4%A' }],
    ['named like a prototype', JSON.parse('{"__proto__":"x","constructor":"y"}'), { constructor: 'y' }],
  ])('has its parameters decoded once: %s', async (_name, params, expected) => {
    expect(await inputOf(version, { params })).toMatchObject({ params: expected });
  });

  it('has the last value of each query parameter, decoded', async () => {
    const { query } = await inputOf(version, { query: 'q=a%20b&tag=x&tag=y&empty=' });
    expect({ ...query }).toEqual({ q: 'a b', tag: 'y', empty: '' });
  });

  it('has neither parameters nor query where there are none', async () => {
    const { params, query, body } = await inputOf(version, {});
    expect([{ ...params }, { ...query }, body]).toEqual([{}, {}, undefined]);
  });

  it('has lower-cased header names, and several values in one', async () => {
    const { headers } = await inputOf(version, {
      headers: { 'X-Tag': ['a', 'b'], Accept: ['*/*'] },
      cookies: ['a=1', 'b=2'],
    });
    expect({ ...headers }).toEqual({ 'x-tag': 'a, b', accept: '*/*', cookie: 'a=1; b=2' });
  });

  it('takes prototype names in headers and query for names like any other', async () => {
    const { headers, query } = await inputOf(version, {
      headers: { constructor: ['h'] },
      query: '__proto__=q&toString=t',
    });
    expect([Object.hasOwn(headers, 'constructor'), headers.toString, query.toString]).toEqual([true, undefined, 't']);
    expect(({} as Record<string, unknown>).q).toBeUndefined();
  });

  it.each([
    ['JSON', 'application/json', '{"a":[1]}', { a: [1] }],
    ['JSON by its suffix', 'application/merge-patch+json; charset=utf-8', '{"a":null}', { a: null }],
    ['JSON without a content type', undefined, '7', 7],
    ['text', 'text/plain', '{"a":1}', '{"a":1}'],
    ['a form', 'application/x-www-form-urlencoded', 'a=1', 'a=1'],
    ['XML', 'application/xml', '<a/>', '<a/>'],
    ['what only begins like JSON', 'application/jsonp', 'x', Buffer.from('x')],
    ['broken JSON where no schema asks for it', 'application/json', '{"a":', '{"a":'],
    ['bytes', 'image/png', new Uint8Array([0, 255, 128]), Buffer.from([0, 255, 128])],
    ['JSON that came as base64', 'application/json', new TextEncoder().encode('{"ü":1}'), { ü: 1 }],
  ])('has its body: %s', async (_name, contentType, body, expected) => {
    expect((await inputOf(version, { body, ...(contentType && { contentType }) })).body).toEqual(expected);
  });
});

describe.each(VERSIONS)('the caller in payload format %s', (version) => {
  it('is nobody on a public route', async () => {
    expect((await inputOf(version, {})).caller).toBeUndefined();
  });

  it.each([
    ['a string of scopes', { scope: 'a:read b:write' }, ['a:read', 'b:write']],
    ['no scopes', {}, []],
    ['an empty scope', { scope: '' }, []],
  ])('is the subject of the token, with %s', async (_name, scopes, expected) => {
    const handler = mine.handle(({ caller }) => ({ status: 200, body: [caller.kind, caller.subject, caller.scopes] }));
    const { body } = await handler(eventOf(version, { claims: { sub: 'ada', ...scopes } }));
    expect(JSON.parse(body)).toEqual(['jwt', 'ada', expected]);
  });
});

it('names the key, not its value', async () => {
  const handler = feed.handle(({ caller }) => ({ status: 200, body: caller }));
  expect(JSON.parse((await handler(eventOf('1.0', { keyId: 'key-id-5' }))).body)).toEqual({
    kind: 'api-key',
    keyId: 'key-id-5',
  });
});

it('has the same caller of an HTTP API whose authorizer is a function', async () => {
  const handler = mine.handle(({ caller }) => ({ status: 200, body: caller }));
  const claims = { sub: 'ada', scope: 'a b', groups: ['x', 'y'] };
  const event = eventOf('2.0', {}) as ProxyEventV2;
  const lambdaContext = { scheme: 'customers', claims: JSON.stringify(claims), sub: 'ada', scope: 'a b' };
  const requestContext = { ...event.requestContext, authorizer: { lambda: lambdaContext } };
  const { body } = await handler({ ...event, requestContext });
  expect(JSON.parse(body ?? '')).toEqual({
    kind: 'jwt',
    scheme: 'customers',
    subject: 'ada',
    scopes: ['a', 'b'],
    claims: { sub: 'ada', scope: 'a b', groups: '[x y]' },
  });
});

it('writes claims of a REST API as an HTTP API writes them', async () => {
  const handler = mine.handle(({ caller }) => ({ status: 200, body: caller.claims }));
  const claims = { sub: 'ada', aud: ['x', 'y'], exp: 17, admin: false, address: { city: 'Ulm' } };
  const { body } = await handler(eventOf('1.0', { claims }));
  expect(JSON.parse(body)).toEqual({ sub: 'ada', aud: '[x y]', exp: '17', admin: 'false', address: '{"city":"Ulm"}' });
});

describe.each(VERSIONS)('a body with a schema in payload format %s', (version) => {
  const good = JSON.stringify({ isbn: '978', copies: 2, stray: true });

  it('reaches the handler as the schema leaves it', async () => {
    const { statusCode, body } = await ordered(version, { body: good, contentType: 'application/json' });
    expect([statusCode, JSON.parse(body)]).toEqual([201, { isbn: '978', copies: 2 }]);
  });

  it('lists every fault with its JSON pointer', async () => {
    const sent = { body: JSON.stringify({ copies: 0, 'a/b~c': { tags: ['x', 7] } }), contentType: 'application/json' };
    const { statusCode, headers, body } = await ordered(version, sent);
    expect([statusCode, headers['content-type']]).toEqual([400, 'application/problem+json']);
    const { errors, ...problem } = JSON.parse(body);
    expect(problem).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'The request does not fit this route.',
    });
    expect(errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/a~1b~0c/tags/1',
      '/copies',
      '/isbn',
    ]);
  });

  it.each([
    ['no JSON', 'application/json', '{"isbn":', 400],
    ['invalid UTF-8', 'application/json', new Uint8Array([0x22, 0xff, 0x22]), 400],
    ['nothing', 'application/json', undefined, 400],
    ['an empty text', 'application/json', '', 400],
    ['null', 'application/json', 'null', 400],
    ['prototype keys in place of its own', 'application/json', '{"__proto__":{"isbn":"978","copies":2}}', 400],
    ['text', 'text/plain', good, 415],
    ['a form', 'application/x-www-form-urlencoded', 'isbn=978', 415],
  ])('is refused where it is %s', async (_name, contentType, body, status) => {
    const never = vi.fn();
    const handler = order.handle(never);
    const { statusCode, headers } = await handler(
      eventOf(version, { contentType, ...(body !== undefined && { body }) }),
    );
    expect([statusCode, headers['content-type']]).toEqual([status, 'application/problem+json']);
    expect(never).not.toHaveBeenCalled();
  });
});

describe.each(VERSIONS)('an answer in payload format %s', (version) => {
  it.each([
    ['an object', { a: 1 }, 'application/json', '{"a":1}', false],
    ['null', null, 'application/json', 'null', false],
    ['text', 'hällo', 'text/plain; charset=utf-8', 'hällo', false],
    ['bytes', new Uint8Array([0, 255]), 'application/octet-stream', 'AP8=', true],
    ['a part of a buffer', Buffer.from('xxabyy').subarray(2, 4), 'application/octet-stream', 'YWI=', true],
    ['nothing', undefined, undefined, '', false],
  ])('of %s', async (_name, body, contentType, content, isBase64Encoded) => {
    const headers = contentType ? { 'content-type': contentType } : {};
    expect(await answer(version, { status: 203, body })).toEqual({
      statusCode: 203,
      headers,
      body: content,
      isBase64Encoded,
    });
  });

  it('keeps the content type that the handler says, in any case of letters', async () => {
    const { headers } = await answer(version, {
      status: 200,
      body: '<a/>',
      headers: { 'Content-Type': 'text/xml', ETag: '"1"' },
    });
    expect(headers).toEqual({ 'content-type': 'text/xml', etag: '"1"' });
  });

  it('sends each cookie as a header of its own', async () => {
    const cookies = ['a=1; Path=/', 'b=2'];
    const { multiValueHeaders, cookies: sent } = await answer(version, { status: 200, cookies });
    expect([multiValueHeaders, sent]).toEqual(
      version === '1.0' ? [{ 'set-cookie': cookies }, undefined] : [undefined, cookies],
    );
  });
});

describe.each(VERSIONS)('a handler that fails in payload format %s', (version) => {
  const secret = 'token-of-ada';
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const failures: readonly (readonly [string, () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error(secret);
      },
    ],
    ['rejects', () => Promise.reject(new Error(secret))],
    [
      'throws what is no error',
      () => {
        throw secret;
      },
    ],
    ['answers nothing', () => undefined],
    ['answers null', () => null],
    ['answers what is no JSON', () => ({ status: 200, body: circular })],
    ['answers a bigint', () => ({ status: 200, body: { n: 1n } })],
  ];
  it.each(failures)('is a 500 with the request id and nothing else when it %s', async (_name, fail) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { statusCode, headers, body } = await open.handle(fail as () => HandlerResult)(eventOf(version, {}));
    expect([statusCode, headers]).toEqual([500, { 'content-type': 'application/problem+json' }]);
    expect(JSON.parse(body)).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      requestId: 'req-17',
    });
    expect(log).toHaveBeenCalledTimes(1);
  });
});
