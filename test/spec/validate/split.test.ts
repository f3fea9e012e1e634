import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Split } from '../../../lib/spec/split.js';
import { aRoute, faultsOf, issuesOf, type SpecSettings, specOf } from '../specs.js';

const routes = ['/', '/orders', '/books/{isbn}', '/repos/{owner}/{repo}/issues'].map((path) => aRoute(`GET ${path}`));
const withSplit = (split: unknown, more: SpecSettings = {}) => specOf(routes, { split: split as Split, ...more });
const codesAndPlaces = (split: unknown) => issuesOf(withSplit(split)).map(({ code, place }) => [code, place]);

describe('a split by beginnings', () => {
  it.each<[string, readonly string[]]>([
    ['the first letter', ['/']],
    ['letters of one word, whatever order they stand in', ['/re', '/', '/r']],
    ['what stands behind a slash', ['/repos/']],
    ['what stands behind parameters of any name', ['/repos/{1}/{2}/', '/repos/{}/']],
    ['what stands behind a parameter as such', ['/repos/{owner}']],
    ['a beginning whose own beginnings are not divided', ['/repos/{owner}/{repo}/is']],
    ['a beginning that no path has, so that its last route can go', ['/', '/x']],
    ['all that a literal may have in it', ['/v1.2_a:b-c']],
  ])('may divide %s', (_title, at) => {
    expect(issuesOf(withSplit({ at }))).toEqual([]);
  });

  it.each([
    ['no slash before it', 'orders'],
    ['nothing in it', ''],
    ['an empty segment', '/a//b'],
    ['a greedy parameter', '/a/{rest+}'],
    ['half a parameter', '/a/{own'],
    ['letters around a parameter', '/a/x{own}'],
    ['a letter that no literal has', '/ä'],
    ['a blank', '/a b'],
    ['a query', '/a?b'],
  ])('divides nothing that has %s', (_title, beginning) => {
    expect(codesAndPlaces({ at: ['/', beginning] })).toEqual([['SPLIT_AT', 'split.at[1]']]);
  });

  it('names each beginning once, whatever its parameters are called', () => {
    expect(faultsOf(withSplit({ at: ['/', '/repos/{a}/', '/repos/{b}/', '/'] }))).toMatchObject([
      { code: 'SPLIT_TWICE', place: 'split.at[2]', got: '"/repos/{b}/"' },
      { code: 'SPLIT_TWICE', place: 'split.at[3]', got: '"/"' },
    ]);
  });
});

describe('a split by names', () => {
  it('may have prefixes of whole segments, and one for all else', () => {
    const parts = { catalogue: ['/books'], 'back-office-2': ['/repos/{owner}', '/orders'], rest: ['/'] };
    expect(issuesOf(withSplit({ parts }))).toEqual([]);
  });

  it.each<[string, object, readonly string[]]>([
    ['a name with capitals', { Books: ['/books'] }, ['SPLIT_PART_NAME', "split.parts['Books']"]],
    ['a name with a dash at its end', { 'books-': ['/books'] }, ['SPLIT_PART_NAME', "split.parts['books-']"]],
    ['a name with two dashes', { 'a--b': ['/books'] }, ['SPLIT_PART_NAME', "split.parts['a--b']"]],
    ['no name', { '': ['/books'] }, ['SPLIT_PART_NAME', "split.parts['']"]],
    ['a name of 41 letters', { ['a'.repeat(41)]: ['/books'] }, ['SPLIT_PART_NAME', `split.parts['${'a'.repeat(41)}']`]],
    ['names of the same outputs', { 'a-1': ['/books'], a1: ['/orders'] }, ['SPLIT_PART_NAME', "split.parts['a1']"]],
    ['a prefix with a slash at its end', { a: ['/books/'] }, ['SPLIT_PREFIX', "split.parts['a'][0]"]],
    ['a prefix without a slash', { a: ['/orders', 'books'] }, ['SPLIT_PREFIX', "split.parts['a'][1]"]],
    ['a greedy prefix', { a: ['/books/{x+}'] }, ['SPLIT_PREFIX', "split.parts['a'][0]"]],
    ['a prefix twice in one part', { a: ['/books', '/books'] }, ['SPLIT_TWICE', "split.parts['a'][1]"]],
    ['a prefix in two parts', { a: ['/orders'], b: ['/books', '/orders'] }, ['SPLIT_TWICE', "split.parts['b'][1]"]],
    ['no prefix', { a: [] }, ['SPLIT_EMPTY', "split.parts['a']"]],
    ['no part', {}, ['SPLIT_EMPTY', 'split.parts']],
    ['a part that no route is in', { a: ['/books'], b: ['/boo'] }, ['SPLIT_PART_EMPTY', "split.parts['b']"]],
    [
      'a part whose routes have longer prefixes of others',
      { a: ['/books'], b: ['/books/{isbn}'] },
      ['SPLIT_PART_EMPTY', "split.parts['a']"],
    ],
  ])('has not %s', (_title, parts, issue) => {
    expect(codesAndPlaces({ parts })).toEqual([issue]);
  });

  it('has all of its issues told at once, with those of the routes', () => {
    const split: Split = { parts: { Books: ['/books/', '/orders', '/orders'] } };
    const codes = issuesOf(specOf([...routes, aRoute('GET orders')], { split })).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['SPLIT_PART_NAME', 'SPLIT_PREFIX', 'SPLIT_TWICE', 'ROUTE_PATH']));
  });
});

describe('what is no split', () => {
  it.each<[string, unknown, string]>([
    ['true', true, 'split'],
    ['a number of parts', 8, 'split'],
    ['a list', ['/'], 'split'],
    ['null', null, 'split'],
    ['nothing in it', {}, 'split'],
    ['both ways', { at: ['/'], parts: { a: ['/books'] } }, 'split'],
    ['a beginning that is no list', { at: '/' }, 'split.at'],
    ['a beginning that is no text', { at: ['/', 1] }, 'split.at[1]'],
    ['parts that are a list', { parts: ['/books'] }, 'split.parts'],
    ['a part that is a text', { parts: { a: '/books' } }, "split.parts['a']"],
    ['a prefix that is no text', { parts: { a: ['/books', null] } }, "split.parts['a'][1]"],
  ])('is an issue: %s', (_title, split, place) => {
    expect(codesAndPlaces(split)).toEqual([['SPLIT', place]]);
  });

  it('is an issue where it is garbage, and never an exception of another kind', () => {
    fc.assert(
      fc.property(fc.anything(), (split) => {
        if (split === undefined || split === false) return;
        expect(issuesOf(withSplit(split)).length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a pin beside a split', () => {
  const pinning = (splitAt: readonly string[]) => ({
    pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: false, splitAt } },
  });

  it.each<[string, Split | false, readonly string[]]>([
    ['other beginnings', { at: ['/', '/r'] }, ['/']],
    ['parts by names', { parts: { all: ['/'] } }, ['/']],
    ['no split', false, ['/']],
  ])('may not hold another: %s', (_title, split, splitAt) => {
    const [issue, ...more] = issuesOf(withSplit(split, pinning(splitAt)));
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'PIN_SPLIT', place: 'pin.arrangement.splitAt', got: '["/"]' });
  });

  it('may hold the same, whatever the order, and the names of parameters', () => {
    const split = { at: ['/repos/{owner}/', '/'] };
    expect(issuesOf(withSplit(split, pinning(['/', '/repos/{}/'])))).toEqual([]);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['no list', '/', ['PIN', 'pin.arrangement.splitAt']],
    ['no texts', [1], ['PIN', 'pin.arrangement.splitAt[0]']],
    ['no beginning', ['/', 'orders'], ['SPLIT_AT', 'pin.arrangement.splitAt[1]']],
    ['a beginning twice', ['/', '/'], ['SPLIT_TWICE', 'pin.arrangement.splitAt[1]']],
    ['nothing in it', [], ['SPLIT_EMPTY', 'pin.arrangement.splitAt']],
  ])('is an issue where its beginnings are %s', (_title, splitAt, issue) => {
    const issues = issuesOf(specOf(routes, pinning(splitAt as readonly string[])));
    expect(issues.map(({ code, place }) => [code, place])).toEqual([issue]);
  });
});
