import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenStarts } from '../../../lib/plan/split/even-starts.js';
import { partOfPaths } from '../../../lib/plan/split/part-of.js';
import { splitIssues } from '../../../lib/spec/validate/split-issues.js';

describe('starts of parts of about as many paths each', () => {
  it.each<[readonly string[], number, readonly string[]]>([
    [['/a', '/b', '/c', '/d'], 2, ['/c']],
    [['/d', '/b', '/c', '/a'], 4, ['/b', '/c', '/d']],
    [['/orders/n1', '/orders/n20', '/orders/n21', '/orders/n3'], 2, ['/orders/n21']],
    [['/a', '/a/{x}', '/a/{x}/b'], 3, ['/a/', '/a/{}/']],
    [['/a/{one}', '/a/{two}', '/b'], 2, ['/b']],
    [['/a', '/b', '/{x}/{rest+}', '/{rest+}'], 2, ['/{}']],
    [['/{x}/{rest+}', '/{rest+}'], 2, []],
    [['/a'], 2, []],
    [[], 2, []],
  ])('of %j in %i are %j', (paths, parts, starts) => {
    expect(evenStarts(paths, parts)).toEqual(starts);
  });

  const segment = fc.constantFrom('a', 'ab', 'b', 'n1', 'n10', '{id}');
  const path = fc
    .tuple(fc.array(segment, { maxLength: 3 }), fc.constantFrom('', '/{rest+}'))
    .map(([segments, rest]) => `/${segments.join('/')}${rest}`.replace('//', '/'));

  it('are starts that a spec can say, and each has paths of its own', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(path, { minLength: 2, maxLength: 12 }),
        fc.integer({ min: 2, max: 5 }),
        (paths, parts) => {
          const from = evenStarts(paths, parts);
          fc.pre(from.length > 0);
          expect(splitIssues({ split: { from } })).toEqual([]);
          expect(new Set(paths.map(partOfPaths({ from }))).size).toBe(from.length + 1);
        },
      ),
      { numRuns: 300 },
    );
  });
});
