import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiOutput } from '../../../lib/constructs/outputs.js';
import { partName } from '../../../lib/plan/split/part-name.js';
import { partBeginning, partOfPaths } from '../../../lib/plan/split/part-of.js';
import { normalBeginning, pathTokens } from '../../../lib/spec/path-tokens.js';
import type { Split } from '../../../lib/spec/split.js';

describe('the part of a path', () => {
  it.each<[Split, string, string | undefined]>([
    [{ at: ['/', '/r'] }, '/orders', 'o'],
    [{ at: ['/', '/r'] }, '/repos/{owner}', 're'],
    [{ at: ['/', '/r'] }, '/rates', 'ra'],
    [{ at: ['/', '/r'] }, '/r', 'r'],
    [{ at: ['/'] }, '/', undefined],
    [{ at: ['/'] }, '/{path+}', undefined],
    [{ at: ['/'] }, '/{shop}/a', 'any'],
    [{ at: ['/', '/o'] }, '/o', 'o'],
    [{ at: ['/', '/o', '/orders'] }, '/orders/{id}', 'orders_below'],
    [{ at: ['/', '/o/'] }, '/o/{rest+}', 'o'],
    [{ at: ['/repos/{1}/{2}/'] }, '/repos/{owner}/{repo}/issues', 'repos_any_any_i'],
    [{ at: ['/repos/{1}/{2}/'] }, '/repos/{owner}', undefined],
    [{ at: ['/'] }, '/Orders', 'o-xc4694f'],
    [{ at: ['/'] }, '/1', '1-x6b86b2'],
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
        fc.pre(one !== '/' && other !== '/');
        expect(partName(one) === partName(other)).toBe(same);
        expect(outputOf(one) === outputOf(other)).toBe(same);
      }),
      { numRuns: 1_000 },
    );
  });

  it('begins as its path does, behind a beginning that is divided', () => {
    fc.assert(
      fc.property(fc.array(beginning, { maxLength: 5 }), path, (at, text) => {
        const tokens = pathTokens(text);
        const found = partBeginning(at)(tokens);
        const divided = new Set(at.map(normalBeginning));
        const all = tokens.map((_, index) => tokens.slice(0, index + 1).join(''));
        const deepest = all.findLast((_, index) => divided.has(tokens.slice(0, index).join('')));
        expect(found).toBe(deepest);
      }),
      { numRuns: 500 },
    );
  });
});
