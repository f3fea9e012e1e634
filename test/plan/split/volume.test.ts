import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halved, type Volume, wholeVolume } from '../../../lib/plan/split/volume.js';
import { pathKey } from '../../../lib/spec/path-tokens.js';

const startsOf = (paths: readonly string[], times = 1): readonly string[] => {
  let volumes: readonly Volume[] = [wholeVolume(paths)];
  for (let time = 0; time < times; time += 1) volumes = volumes.flatMap(halved);
  return volumes.flatMap(({ start }) => start ?? []);
};

describe('halves of paths', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['words', ['/books', '/orders'], ['/o']],
    ['words of one half', ['/orders', '/users'], ['/s']],
    ['what begins alike', ['/api/v1/books', '/api/v1/orders'], ['/api/v1/o']],
    ['a path and what is below it', ['/books', '/books/{isbn}'], ['/books/']],
    ['numbers', ['/shelf1', '/shelf7'], ['/shelf7']],
    ['parameters behind words', ['/books', '/{shop}'], ['/o']],
    ['a parameter and what is below it', ['/{shop}', '/{shop}/books'], ['/{}/']],
    ['a parameter and a greedy one', ['/{shop}', '/{path+}'], ['/{}/']],
    ['the root and all else', ['/', '/{path+}'], ['/o']],
    ['capitals before small letters', ['/Books', '/books'], ['/b']],
    ['signs', ['/a-b', '/a.b'], ['/a.']],
    ['one path', ['/books'], []],
    ['one path with parameters of two names', ['/{a}', '/{b}'], []],
    ['greedy paths of two depths, which no start parts', ['/a/{x}/{rest+}', '/a/{rest+}'], []],
    ['greedy paths at the root', ['/{rest+}', '/{a}/{rest+}', '/{a}/{b}/{rest+}'], []],
    ['a path beside greedy ones', ['/a', '/{rest+}', '/{a}/{rest+}'], ['/o']],
    ['no path', [], []],
  ])('are made of %s', (_title, paths, starts) => {
    expect(startsOf(paths)).toEqual(starts);
  });

  it('are halved further, and the lower half keeps its start', () => {
    const paths = ['/books', '/carts', '/orders', '/users', '/votes'];
    expect(startsOf(paths, 2)).toEqual(['/c', '/o', '/v']);
    expect(startsOf(paths, 9)).toEqual(['/c', '/o', '/s', '/v']);
  });

  it('are found in a path of 20,000 signs', () => {
    const long = `/${'a'.repeat(20_000)}`;
    expect(startsOf([`${long}/b`, `${long}/x`])).toEqual([`${long}/o`]);
  });

  const segment = fc.oneof(
    fc.constantFrom('{id}', 'a', 'aa', 'b', 'A', '1', 'a-1', 'a_1', 'a.b', ':x'),
    fc.stringMatching(/^[A-Za-z0-9._:-]{1,3}$/),
  );
  const arbitraryPath = fc
    .tuple(fc.array(segment, { maxLength: 3 }), fc.constantFrom('', '/{rest+}'))
    .map(([segments, rest]) => `/${segments.join('/')}${rest}`.replace('//', '/'));
  const arbitraryPaths = fc.uniqueArray(arbitraryPath, { minLength: 2, maxLength: 12, selector: pathKey });

  it('have every path once, in order, from their starts on', () => {
    fc.assert(
      fc.property(arbitraryPaths, (paths) => {
        const [lower, upper, ...more] = halved(wholeVolume(paths));
        expect(more).toEqual([]);
        if (!upper) {
          expect(paths.filter((path) => !path.endsWith('+}')).length).toBeLessThan(2);
          return;
        }
        const sorted = paths.map(pathKey).sort();
        expect([...(lower?.paths ?? []), ...(upper?.paths ?? [])].map(pathKey)).toEqual(sorted);
        const key = pathKey(upper?.start ?? '');
        expect(lower?.paths.every((path) => pathKey(path) < key)).toBe(true);
        expect(upper?.paths.every((path) => pathKey(path) >= key)).toBe(true);
        expect(lower?.paths.length).toBeGreaterThan(0);
        expect(upper?.paths.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
