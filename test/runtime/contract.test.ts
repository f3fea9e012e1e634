import { lambda, route } from 'gatewright';
import { cookiesOf, problem } from 'gatewright/runtime';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ProxyResult } from '../../lib/runtime/result.js';
import { eventOf, type Sent, VERSIONS, type Version } from './events.js';

const Order = z.object({ isbn: z.string(), copies: z.number().int().min(1) });
const order = route('POST /shops/{shop}/orders', {
  auth: 'public',
  to: lambda('order.ts'),
  params: z.object({ shop: z.coerce.number() }),
  query: z.looseObject({
    tag: z.array(z.string()).min(1).optional(),
    either: z.union([z.string(), z.array(z.string())]).optional(),
    limit: z.coerce.number().max(100).optional(),
    dry: z.stringbool().optional(),
    since: z.coerce.date().optional(),
  }),
  headers: z.object({ 'x-ids': z.array(z.string()).optional(), 'x/a~b': z.string().optional() }),
  body: Order,
});
const VALID = { params: { shop: '7' }, body: '{"isbn":"a","copies":1}' } satisfies Sent;

async function seenBy(version: Version, sent: Sent): Promise<Record<string, unknown>> {
  let seen: Record<string, unknown> | undefined;
  const handler = order.handle(({ params, query, headers, body }) => {
    seen = { params, query, headers, body };
    return { status: 204 };
  });
  const { statusCode, body } = await handler(eventOf(version, { ...VALID, ...sent }));
  if (!seen) throw new Error(`${statusCode} ${body}`);
  return seen;
}

async function refusalOf(version: Version, sent: Sent): Promise<{ status: number; faults: unknown }> {
  const { statusCode, body } = await order.handle(() => ({ status: 204 }))(eventOf(version, { ...VALID, ...sent }));
  return { status: statusCode, faults: JSON.parse(body).errors?.map(({ pointer }: { pointer: string }) => pointer) };
}

describe.each(VERSIONS)('a request with schemas, in payload format %s', (version) => {
  it.each<[string, string, Record<string, unknown>]>([
    ['one value of a list', 'tag=a', { tag: ['a'] }],
    ['several values of a list', 'tag=a&tag=b%2Cc&tag=', { tag: ['a', 'b,c', ''] }],
    ['the last value of others', 'limit=1&limit=2', { limit: 2 }],
    ['what may be a list as one', 'either=a', { either: ['a'] }],
    [
      'booleans and dates as the schema makes them',
      'dry=no&since=2026-11-22',
      { dry: false, since: new Date('2026-11-22') },
    ],
    ['names like prototypes', 'constructor=x&toString=y', { constructor: 'x', toString: 'y' }],
    ['nothing', '', {}],
  ])('has of the query %s', async (_, query, expected) => {
    const { query: seen } = await seenBy(version, { query });
    expect({ ...(seen as object) }).toEqual(expected);
  });

  it('never sets a prototype from the query', async () => {
    const { query } = await seenBy(version, { query: '__proto__=x&__proto__=y' });
    expect(Object.getPrototypeOf(query)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['one line', ['a, b'], ['a', 'b']],
    ['several lines', ['a', 'b,c'], ['a', 'b', 'c']],
    ['quoted commas', ['"a,b", c'], ['"a,b"', 'c']],
    ['a quote that does not end', ['a, "b, c'], ['a', '"b, c']],
  ])('has a list in a header: %s', async (_, lines, expected) => {
    expect(await seenBy(version, { headers: { 'X-Ids': lines } })).toMatchObject({ headers: { 'x-ids': expected } });
  });

  it('leaves out members of the body that would set a prototype, however they are written', async () => {
    for (const name of ['__proto__', '\\u005f_proto__'])
      expect(await seenBy(version, { body: `{"isbn":"a","copies":1,"${name}":{"polluted":true}}` })).toMatchObject({
        body: { isbn: 'a', copies: 1 },
      });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each<[string, Sent, number, readonly string[] | undefined]>([
    ['a parameter', { params: { shop: 'north' } }, 400, ['#/params/shop']],
    ['a query value', { query: 'limit=1000' }, 400, ['#/query/limit']],
    ['a member of the body', { body: '{"isbn":"a","copies":0}' }, 400, ['/copies']],
    [
      'all parts at once',
      { params: { shop: 'x' }, query: 'limit=x&dry=perhaps', body: '{"isbn":7,"copies":1}' },
      400,
      ['#/params/shop', '#/query/limit', '#/query/dry', '/isbn'],
    ],
    ['no JSON, besides the query', { query: 'limit=x', body: '{' }, 400, ['#/query/limit', '']],
    ['invalid UTF-8', { body: new Uint8Array([0x22, 0xff, 0x22]) }, 400, ['']],
    ['another content type', { contentType: 'text/csv', query: 'limit=x' }, 415, undefined],
    ['a body that is only nested', { body: '['.repeat(100_000) + ']'.repeat(100_000) }, 400, ['']],
  ])('is refused for %s, by its pointers', async (_, sent, status, faults) => {
    expect(await refusalOf(version, sent)).toEqual({ status, faults });
  });

  it.each<[string, string, number]>([
    ['256 levels', `${'['.repeat(256)}${']'.repeat(256)}`, 204],
    ['257 levels', `${'['.repeat(257)}${']'.repeat(257)}`, 400],
    ['200,000 levels', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 400],
    ['brackets that are text', JSON.stringify(['\\"'.repeat(300) + '['.repeat(600)]), 204],
    ['as many brackets, side by side', JSON.stringify(Array(600).fill([])), 204],
  ])('is read to a depth that schemas in circles bear: %s', async (_, body, status) => {
    const any = route('POST /any', { auth: 'public', to: lambda('any.ts'), body: z.json() });
    const { statusCode } = await any.handle(() => ({ status: 204 }))(eventOf(version, { body }));
    expect(statusCode).toBe(status);
  });

  it('lists at most a hundred faults of a part, each cut where it is long', async () => {
    const many = route('POST /many', {
      auth: 'public',
      to: lambda('many.ts'),
      body: z.array(z.enum(['x'.repeat(9_000)])),
    });
    const handler = many.handle(() => ({ status: 204 }));
    const { body } = await handler(eventOf(version, { body: JSON.stringify(Array(5_000).fill(1)) }));
    expect(JSON.parse(body).errors).toHaveLength(100);
    expect(body.length).toBeLessThan(100_000);
  });
});

describe('an answer that the route declares', () => {
  const declared = route('GET /a', {
    auth: 'public',
    to: lambda('a.ts'),
    responses: {
      200: z.string(),
      201: { description: 'CSV', contentType: 'text/csv; charset=utf-8' },
      202: { description: 'Made', body: z.string(), contentType: 'application/vnd.shop+json' },
      203: { description: 'Zip', contentType: 'application/zip' },
      204: 'Nothing',
      default: { description: 'Other', body: z.object({ code: z.number() }) },
    },
  });
  const answerOf = (fn: Parameters<typeof declared.handle>[0]): Promise<ProxyResult> =>
    declared.handle(fn)(eventOf('2.0', {}));

  it.each<[string, Parameters<typeof declared.handle>[0], string | undefined, string]>([
    ['text as JSON', () => ({ status: 200, body: 'a' }), 'application/json', '"a"'],
    ['text as declared', () => ({ status: 201, body: 'a,b' }), 'text/csv; charset=utf-8', 'a,b'],
    ['JSON of another name', () => ({ status: 202, body: 'a' }), 'application/vnd.shop+json', '"a"'],
    ['bytes as declared', () => ({ status: 203, body: new Uint8Array([1]) }), 'application/zip', 'AQ=='],
    ['nothing', () => ({ status: 204 }), undefined, ''],
    ['any other', () => ({ status: 418, body: { code: 1 } }), 'application/json', '{"code":1}'],
    ['a type of its own', () => ({ status: 201, body: 'a', headers: { 'Content-Type': 'text/tab' } }), 'text/tab', 'a'],
  ])('is sent: %s', async (_, fn, type, body) => {
    const { headers, ...answer } = await answerOf(fn);
    expect([headers['content-type'], answer.body]).toEqual([type, body]);
  });

  it('is a problem where it is one, whatever is declared for the status', async () => {
    const { headers, body, statusCode } = await answerOf(() => problem(201, { detail: 'odd' }));
    expect([statusCode, headers['content-type'], JSON.parse(body)]).toEqual([
      201,
      'application/problem+json',
      { type: 'about:blank', detail: 'odd', status: 201 },
    ]);
  });

  it('has headers of numbers and booleans as text, and none that are undefined', async () => {
    const headers = { 'X-Total': 7, 'x-last': false, 'x-next': undefined };
    expect((await answerOf(() => ({ status: 204, headers }))).headers).toEqual({ 'x-total': '7', 'x-last': 'false' });
  });
});

it.each<[string | undefined, Record<string, string>]>([
  [undefined, {}],
  ['', {}],
  ['a=1; b=2', { a: '1', b: '2' }],
  ['a=1; a=2', { a: '1' }],
  ['a="x y"; b=a=b;c', { a: 'x y', b: 'a=b' }],
  ['__proto__=x; toString=y', { ['__proto__']: 'x', toString: 'y' }],
])('reads cookies: %s', (header, expected) => {
  expect(Object.entries(cookiesOf(header))).toEqual(Object.entries(expected));
});
