import { fromHeader, fromPath, fromQuery, http, route, type Transform, version } from 'gatewright';
import { expect, it } from 'vitest';

const to = http('https://books.example/{isbn}');
const taken = (transform: Transform | undefined) => Object.keys(transform ?? {});

it('takes the parameters of its path and no others', () => {
  const known = route('GET /books/{isbn}', {
    auth: 'public',
    to,
    transform: { request: { headers: { set: { 'x-isbn': fromPath('isbn') } } } },
  });
  const unknown = route('GET /books/{isbn}', {
    auth: 'public',
    to,
    // @ts-expect-error: the path has no {id}
    transform: { request: { headers: { set: { 'x-id': fromPath('id') } } } },
  });
  const old = version('GET /v1/books/{isbn}', known, {
    transform: { request: { query: { set: { isbn: fromPath('isbn') } } } },
  });
  expect([known, unknown, old].map(({ transform }) => taken(transform))).toEqual([
    ['request'],
    ['request'],
    ['request'],
  ]);
});

it('makes answers of answers alone', () => {
  const transform: Transform = { response: { 200: { headers: { set: { 'x-a': fromHeader('x-b') } } } } };
  // @ts-expect-error: an answer has no query
  const wrong: Transform = { response: { 200: { headers: { set: { 'x-a': fromQuery('q') } } } } };
  expect([transform, wrong].map(taken)).toEqual([['response'], ['response']]);
});

it('knows its words', () => {
  // @ts-expect-error: headers, not header
  const wrong: Transform = { request: { header: {} } };
  expect(taken(wrong)).toEqual(['request']);
});
