import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import bookshop from '../../examples/bookshop/gateway.js';
import { orderBook } from '../../examples/bookshop/order-book.js';
import { contractDocument } from '../../lib/contract/contract-document.js';
import { operationIdOf } from '../../lib/spec/operation-id.js';
import { type Call, send, validCalls } from './driven/call.js';
import { documentedBy } from './driven/documented.js';
import { type Operation, operationsIn } from './driven/operation.js';
import { type ServedExample, serveExample } from './driven/serve-example.js';
import { spoilt } from './driven/spoilt-calls.js';

const { document } = contractDocument(bookshop);
const documented = documentedBy(document);
const SAMPLES = { numRuns: 10, seed: 20_411 };

let example: ServedExample;
beforeAll(async () => {
  example = await serveExample();
}, 30_000);
afterAll(() => example.close());

function credentialsFor({ id }: Operation): Readonly<Record<string, string>> {
  const route = example.spec.routes.find((one) => operationIdOf(one) === id);
  if (!route) throw new Error(`the document has an operation ${id} of no route`);
  return Object.fromEntries(example.credentials(route).headers);
}

/** The status, once all of the answer stands in the document. */
async function answered(operation: Operation, call: Call, headers: Readonly<Record<string, string>>): Promise<number> {
  const answer = await send(example.url, operation, call, headers);
  const strays = documented.strays(operation, answer, await answer.text());
  expect({ status: answer.status, call, strays }).toMatchObject({ strays: [] });
  return answer.status;
}

const operations = operationsIn(document).map((one) => [`${one.method} ${one.path}`, one] as const);

describe.each(operations)('%s', (_, operation) => {
  const calls = fc.sample(validCalls(operation, document), SAMPLES);

  it('takes what the document takes, and answers as it says', async () => {
    const statuses = await Promise.all(calls.map((call) => answered(operation, call, credentialsFor(operation))));
    const refused = statuses.filter((status) => [400, 401, 403, 413, 415, 429].includes(status) || status >= 500);
    expect([...new Set(refused)]).toEqual([]);
    expect(statuses.some((status) => status < 300)).toBe(true);
  });

  it('refuses what the document refuses, in its words', async () => {
    const sent = calls.slice(0, 3).flatMap((call) => spoilt(operation, call, documented.fits));
    const outcomes = await Promise.all(
      sent.map(async ({ what, call, headers, refused }) => {
        const status = await answered(operation, call, headers ?? credentialsFor(operation));
        return { what, status, isRefused: refused.includes(status) };
      }),
    );
    expect(outcomes.filter(({ isRefused }) => !isRefused)).toEqual([]);
  });
});

it('drives every route of the example', () => {
  expect(operations).toHaveLength(bookshop.routes.length);
});

it.each<[string, () => Response, string, RegExp]>([
  ['a status', () => new Response('', { status: 418 }), '', /^status 418 is none of 200, /],
  [
    'a content type',
    () => new Response('', { headers: { 'content-type': 'text/html' } }),
    '<p>',
    /^text\/html is none of/,
  ],
  ['a body', () => Response.json({}), '{"isbn":1}', /must have required property 'title'/],
])('would find %s that the document does not have', (_, answer, body, stray) => {
  const [, getBook] = operations.find(([name]) => name === 'GET /books/{isbn}') ?? [];
  if (!getBook) throw new Error('GET /books/{isbn} is not in the document');
  expect(documented.strays(getBook, answer(), body).join('\n')).toMatch(stray);
});

it('answers 304 as documented to who has the catalogue still', async () => {
  const [, list] = operations.find(([name]) => name === 'GET /books') ?? [];
  if (!list) throw new Error('GET /books is not in the document');
  const call = { params: {}, query: {}, headers: {}, body: undefined };
  const etag = (await send(example.url, list, call, {})).headers.get('etag') ?? '';
  expect(await answered(list, { ...call, headers: { 'if-none-match': etag } }, {})).toBe(304);
});

it.each<[string, string, string, RegExp]>([
  ['orders a book', '9780141439518', 'good', /^2 of Pride and Prejudice: £15.98$/],
  ['is told that there is none', '1234', 'good', /^There is no 1234$/],
  ['is told that nobody knows the token', '9780141439518', 'a.b.c', /^Refused: 401$/],
])('has a typed client, which %s', async (_, isbn, credential, said) => {
  const order = operations.find(([name]) => name === 'POST /orders')?.[1];
  const header = order && credentialsFor(order).authorization;
  const token = credential === 'good' ? (header ?? '').replace('Bearer ', '') : credential;
  expect(await orderBook(example.url, token, isbn, 2)).toMatch(said);
});
