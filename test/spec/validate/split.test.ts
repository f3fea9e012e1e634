import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Split } from '../../../lib/spec/split.js';
import { aRoute, faultsOf, issuesOf, type SpecSettings, specOf } from '../specs.js';

const routes = ['/', '/orders', '/books/{isbn}', '/repos/{owner}/{repo}/issues'].map((path) => aRoute(`GET ${path}`));
const withSplit = (split: unknown, more: SpecSettings = {}) => specOf(routes, { split: split as Split, ...more });
const codesAndPlaces = (split: unknown) => issuesOf(withSplit(split)).map(({ code, place }) => [code, place]);

describe('a split by starts', () => {
  it.each<[string, readonly string[]]>([
    ['the whole', ['/']],
    ['letters of one word, whatever order they stand in', ['/re', '/n', '/r']],
    ['what stands behind a slash', ['/repos/']],
    ['what stands behind parameters of any name', ['/repos/{1}/{2}/', '/repos/{}/']],
    ['a parameter as such', ['/repos/{owner}']],
    ['letters deep in a path', ['/repos/{owner}/{repo}/is']],
    ['what no path begins with, so that its last route can go', ['/n', '/x']],
    ['all that a literal may have in it', ['/v1.2_a:b-c']],
  ])('may begin with %s', (_title, from) => {
    expect(issuesOf(withSplit({ from }))).toEqual([]);
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
  ])('starts at nothing that has %s', (_title, start) => {
    expect(codesAndPlaces({ from: ['/', start] })).toEqual([['SPLIT_FROM', 'split.from[1]']]);
  });

  it('names each start once, whatever its parameters are called', () => {
    expect(faultsOf(withSplit({ from: ['/', '/repos/{a}/', '/repos/{b}/', '/'] }))).toMatchObject([
      { code: 'SPLIT_TWICE', place: 'split.from[2]', got: '"/repos/{b}/"' },
      { code: 'SPLIT_TWICE', place: 'split.from[3]', got: '"/"' },
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
    ['both ways', { from: ['/'], parts: { a: ['/books'] } }, 'split'],
    ['a start that is no list', { from: '/' }, 'split.from'],
    ['a start that is no text', { from: ['/', 1] }, 'split.from[1]'],
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
  const pinning = (split: unknown) => ({
    pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: false, split: split as Split } },
  });
  const oneStack = { pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: false } } };
  const parts = (sales: readonly string[]): Split => ({ parts: { sales, rest: ['/'] } });

  it.each<[string, Split | false, Split, string]>([
    ['other starts', { from: ['/n', '/r'] }, { from: ['/n'] }, '{"from":["/n"]}'],
    ['parts by names', { parts: { all: ['/'] } }, { from: ['/n'] }, '{"from":["/n"]}'],
    ['a prefix more', parts(['/orders', '/books']), parts(['/orders']), JSON.stringify(parts(['/orders']))],
    ['the prefix of another', parts(['/books']), parts(['/orders']), JSON.stringify(parts(['/orders']))],
    ['no split', false, { from: ['/n'] }, '{"from":["/n"]}'],
  ])('may not hold another: %s', (_title, split, pinned, got) => {
    const [issue, ...more] = issuesOf(withSplit(split, pinning(pinned)));
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'PIN_SPLIT', place: 'pin.arrangement.split', got });
  });

  it('may not hold one stack', () => {
    const split: Split = { from: ['/n'] };
    expect(issuesOf(withSplit(split, oneStack))).toMatchObject([{ code: 'PIN_SPLIT', got: '"one stack"' }]);
    expect(issuesOf(withSplit(false, oneStack))).toEqual([]);
  });

  it.each<[string, Split, Split]>([
    ['the order, and the names of parameters', { from: ['/repos/{owner}/', '/n'] }, { from: ['/n', '/repos/{}/'] }],
    ['the order of prefixes', parts(['/orders', '/books']), { parts: { rest: ['/'], sales: ['/books', '/orders'] } }],
  ])('may hold the same, whatever %s', (_title, split, pinned) => {
    expect(issuesOf(withSplit(split, pinning(pinned)))).toEqual([]);
  });

  it('keeps named parts that the last route has left', () => {
    const pinned = { parts: { sales: ['/orders'], gone: ['/carts'], rest: ['/'] } };
    expect(issuesOf(specOf(routes, pinning(pinned)))).toEqual([]);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['false', false, ['PIN', 'pin.arrangement.split']],
    ['no list', { from: '/' }, ['PIN', 'pin.arrangement.split.from']],
    ['no texts', { from: [1] }, ['PIN', 'pin.arrangement.split.from[0]']],
    ['no beginning', { from: ['/', 'orders'] }, ['SPLIT_FROM', 'pin.arrangement.split.from[1]']],
    ['a start twice', { from: ['/', '/'] }, ['SPLIT_TWICE', 'pin.arrangement.split.from[1]']],
    ['nothing in it', { from: [] }, ['SPLIT_EMPTY', 'pin.arrangement.split.from']],
    ['no part', { parts: {} }, ['SPLIT_EMPTY', 'pin.arrangement.split.parts']],
    ['a bad name', { parts: { A: ['/'] } }, ['SPLIT_PART_NAME', "pin.arrangement.split.parts['A']"]],
    ['a bad prefix', { parts: { a: ['/b/'] } }, ['SPLIT_PREFIX', "pin.arrangement.split.parts['a'][0]"]],
  ])('is an issue where its split is %s', (_title, split, issue) => {
    const issues = issuesOf(specOf(routes, pinning(split)));
    expect(issues.map(({ code, place }) => [code, place])).toEqual([issue]);
  });
});
