import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frontTable } from '../../../lib/local/server/front-table.js';
import { httpApi, restApi } from './models.js';

const rest = restApi('Rest', [
  'GET /books',
  'GET /books/{isbn}',
  'OPTIONS /books/{isbn}',
  'ANY /orders',
  'GET /feeds/{path+}',
  'GET /both',
]);
const http = httpApi('Http', [
  'GET /books/new',
  'POST /books',
  'GET /orders',
  'DELETE /books/{isbn}',
  'GET /feeds/{day}/today',
  'GET /both',
  'ANY /files/{proxy+}',
]);
const table = frontTable({ apis: [http, rest] });

describe('frontTable', () => {
  const cases: readonly [method: string, path: string, expected: string, why: string][] = [
    ['GET', '/books', 'Rest', 'only the REST API has the route'],
    ['POST', '/books', 'Http', 'only the HTTP API has the method'],
    ['GET', '/books/42', 'Rest', 'a parameter matches'],
    ['GET', '/books/new', 'Http', 'a literal stands above a parameter'],
    ['GET', '/books/n%65w', 'Http', 'a literal is compared decoded too'],
    ['DELETE', '/books/42', 'Http', 'the method decides between equal paths'],
    ['GET', '/orders', 'Http', 'the method itself stands above ANY'],
    ['PUT', '/orders', 'Rest', 'ANY takes the other methods'],
    ['GET', '/feeds/a/b/c', 'Rest', 'a greedy parameter takes all that follows'],
    ['GET', '/feeds/mon/today', 'Http', 'a parameter stands above a greedy one'],
    ['GET', '/feeds/mon/later', 'Rest', 'the search goes back to the greedy one'],
    ['GET', '/both', 'Rest', 'REST stands above HTTP'],
    ['PATCH', '/files/x', 'Http', 'ANY on a greedy path'],
    ['GET', '/books/42/', 'Rest', 'a slash at the end does not count where nothing has it'],
    ['PATCH', '/books', 'Rest', 'no route has the method: who has the path answers'],
    ['PATCH', '/files', 'Http', 'no route at all: the HTTP API answers'],
    ['GET', '/', 'Http', 'no route at all: the HTTP API answers'],
    ['GET', '//books', 'Http', 'an empty segment is no parameter'],
    ['GET', '/books/%E0%A4%A', 'Rest', 'a broken escape is text'],
  ];
  it.each(cases)('gives %s %s to %s: %s', (method, path, expected) => {
    expect(table.choose(method, path)?.logicalId).toBe(expected);
  });

  it.each([
    ['an HTTP API, whichever comes first', [rest, http], 'Http'],
    ['the first of several REST APIs', [restApi('One', ['GET /a']), restApi('Two', ['GET /b'])], 'One'],
  ])('gives what no API has to %s', (_, apis, expected) => {
    expect(frontTable({ apis }).choose('GET', '/nowhere')?.logicalId).toBe(expected);
  });

  it.each([
    ['/books', 'GET', 'Rest'],
    ['/books', 'POST', 'Http'],
    ['/books/42', 'DELETE', 'Http'],
    ['/books/42', undefined, 'Rest'],
    ['/books/42', 'PATCH', 'Rest'],
    ['/files/x', 'PUT', 'Http'],
  ])('gives a preflight request for %s with %s to %s', (path, requestedMethod, expected) => {
    expect(table.choose('OPTIONS', path, requestedMethod)?.logicalId).toBe(expected);
  });

  it('gives what no route matches to $default, and only that', () => {
    const catchAll = httpApi('CatchAll', ['$default']);
    const both = frontTable({ apis: [rest, catchAll] });
    expect(both.choose('GET', '/books')?.logicalId).toBe('Rest');
    expect(both.choose('DELETE', '/books')?.logicalId).toBe('CatchAll');
    expect(both.choose('GET', '/elsewhere')?.logicalId).toBe('CatchAll');
  });

  it('gives everything to the only API that has a stage', () => {
    const bare = restApi('Bare', ['GET /books'], { stages: [] });
    expect(frontTable({ apis: [bare, http] }).choose('GET', '/books')?.logicalId).toBe('Http');
    expect(frontTable({ apis: [bare] }).choose('GET', '/books')).toBeUndefined();
  });

  it('always gives an answer, whatever the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('/', 'a', '{', '}', '+', '%', '2', 'books', '.') }), (text) => {
        expect(table.choose('GET', `/${text}`)).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });
});
