import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiOutput } from '../../../lib/constructs/outputs.js';
import { partName } from '../../../lib/plan/split/part-name.js';
import { inOrder, lastStart, partOfPaths } from '../../../lib/plan/split/part-of.js';
import { GREEDY, normalBeginning, PARAMETER, pathTokens } from '../../../lib/spec/path-tokens.js';
import type { Split } from '../../../lib/spec/split.js';

describe('the part of a path', () => {
  it.each<[Split, string, string | undefined]>([
    [{ from: ['/n', '/r'] }, '/books', undefined],
    [{ from: ['/n', '/r'] }, '/orders', 'n'],
    [{ from: ['/n', '/r'] }, '/repos/{owner}', 'r'],
    [{ from: ['/r', '/n'] }, '/zoo', 'r'],
    [{ from: ['/n', '/r'] }, '/n', 'n'],
    [{ from: ['/n'] }, '/mzz/z', undefined],
    [{ from: ['/'] }, '/', 'below'],
    [{ from: ['/n'] }, '/', undefined],
    [{ from: ['/n'] }, '/Zoo', undefined],
    [{ from: ['/N'] }, '/Orders', 'n-x8ce86a'],
    [{ from: ['/5'] }, '/1', undefined],
    [{ from: ['/5'] }, '/books', '5-xef2d12'],
    [{ from: ['/n', '/{}'] }, '/{shop}/a', 'any'],
    [{ from: ['/n'] }, '/{shop}/a', 'n'],
    [{ from: ['/{}'] }, '/{path+}', 'any'],
    [{ from: ['/{shop}/'] }, '/{id}', undefined],
    [{ from: ['/{shop}/'] }, '/{path+}', 'any_below'],
    [{ from: ['/orders/'] }, '/orders', undefined],
    [{ from: ['/orders/'] }, '/orders/{id}', 'orders_below'],
    [{ from: ['/orders-old'] }, '/orders/{id}', undefined],
    [{ from: ['/orders-old'] }, '/orders.txt', 'orders-old-xf105f2'],
    [{ from: ['/repos/{1}/{2}/m'] }, '/repos/{owner}/{repo}/pulls', 'repos_any_any_m'],
    [{ from: ['/repos/{1}/{2}/m'] }, '/repos/{owner}/{repo}/issues', undefined],
    [{ from: ['/repos/{1}/{2}/m'] }, '/repos/{owner}/{repo}/{rest+}', 'repos_any_any_m'],
    [{ parts: { a: ['/books'], b: ['/books/{id}/pages'] } }, '/books/{isbn}', 'a'],
    [{ parts: { a: ['/books'], b: ['/books/{id}/pages'] } }, '/books/{isbn}/pages/{n}', 'b'],
    [{ parts: { a: ['/books'] } }, '/bookshops', undefined],
    [{ parts: { a: ['/books'], b: ['/'] } }, '/bookshops', 'b'],
    [{ parts: { a: ['/books'], b: ['/'] } }, '/', 'b'],
    [{ parts: { a: ['/books'] } }, '/books/{rest+}', 'a'],
  ])('in %j of %s is %s', (split, path, part) => {
    expect(partOfPaths(split)(path)).toBe(part);
  });

  const segment = fc.oneof(
    fc.constantFrom('{id}', 'any', 'below', 'a', 'a1', '1', 'A', 'a-1', 'a_1', 'a.b'),
    fc.stringMatching(/^[A-Za-z0-9._:-]{1,4}$/),
  );
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
  const beginning = fc.tuple(path, fc.nat(20)).map(([text, length]) =>
    pathTokens(text)
      .slice(0, length + 1)
      .join(''),
  );

  it('of one beginning has one name, and of another another, in outputs too', () => {
    fc.assert(
      fc.property(beginning, beginning, (one, other) => {
        const same = normalBeginning(one) === normalBeginning(other);
        const outputOf = (text: string) =>
          apiOutput({ id: 'http', type: 'http', stage: '$default', because: '', part: partName(text) }, 'Id');
        expect(partName(one) === partName(other)).toBe(same);
        expect(outputOf(one) === outputOf(other)).toBe(same);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the last start that no more than the path is, and grows with the paths', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(beginning, { maxLength: 5, selector: normalBeginning }),
        path,
        path,
        (from, one, other) => {
          const startOf = lastStart(from);
          const found = startOf(one);
          for (const start of from) {
            if (isBefore(one, start)) expect(start).not.toBe(found);
            else expect(found !== undefined && !isBefore(found, start)).toBe(true);
          }
          const [lower, upper] = isBefore(one, other) ? [one, other] : [other, one];
          const [low, high] = [lower, upper].map((text) => inOrder(from).indexOf(startOf(text) ?? ''));
          expect(low).toBeLessThanOrEqual(high ?? -1);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Token by token, and not by a key. */
function isBefore(one: string, other: string): boolean {
  const [left, right] = [pathTokens(one), pathTokens(other)];
  const parting = left.findIndex((token, index) => token !== right[index]);
  if (parting < 0) return left.length < right.length;
  const [token = '', against] = [left[parting], right[parting]];
  return against !== undefined && rank(token) < rank(against);
}

function rank(token: string): number {
  const kind = ['/', PARAMETER, GREEDY].indexOf(token);
  return kind < 0 ? token.charCodeAt(0) : ([0, 1_000, 1_001][kind] ?? 0);
}
