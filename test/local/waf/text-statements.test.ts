import { describe, expect, it } from 'vitest';
import { byteMatch, isBlocked, none, request, withHeaders } from './waf-support.js';

const PATH = { UriPath: {} };

describe('a byte match', () => {
  it.each([
    ['EXACTLY', '/prod/books', true],
    ['EXACTLY', '/prod/book', false],
    ['STARTS_WITH', '/prod', true],
    ['STARTS_WITH', 'prod', false],
    ['ENDS_WITH', '/books', true],
    ['ENDS_WITH', '/prod', false],
    ['CONTAINS', 'd/b', true],
    ['CONTAINS', 'D/B', false],
    ['CONTAINS_WORD', 'prod', true],
    ['CONTAINS_WORD', 'books', true],
    ['CONTAINS_WORD', 'boo', false],
    ['CONTAINS_WORD', 'ooks', false],
  ])('%s %s of /prod/books: %s', (position, search, matches) => {
    expect(isBlocked(byteMatch(PATH, search, position), request())).toBe(matches);
  });

  it('finds a word after one that only begins like it', () => {
    const statement = byteMatch({ QueryString: {} }, 'drop', 'CONTAINS_WORD');
    expect(isBlocked(statement, request({ queryString: 'a=dropped;drop' }))).toBe(true);
    expect(isBlocked(statement, request({ queryString: 'a=dropped;_drop' }))).toBe(false);
  });

  it('compares bytes, not characters', () => {
    const utf8 = Buffer.from('Zürich').toString('latin1');
    expect(isBlocked(byteMatch({ SingleHeader: { Name: 'x-city' } }, 'Zürich'), withHeaders(['X-City', utf8]))).toBe(
      true,
    );
  });

  it('reads a search string in Base64', () => {
    const statement = {
      ByteMatchStatement: {
        FieldToMatch: PATH,
        SearchStringBase64: Buffer.from('/prod/books').toString('base64'),
        PositionalConstraint: 'EXACTLY',
        TextTransformations: none,
      },
    };
    expect(isBlocked(statement, request())).toBe(true);
    expect(isBlocked(statement, request({ uriPath: statement.ByteMatchStatement.SearchStringBase64 }))).toBe(false);
  });

  const secret = byteMatch({ SingleHeader: { Name: 'x-origin' } }, '{{resolve:secretsmanager:origin}}');
  const sent = withHeaders(['x-origin', 'swordfish']);

  it('asks at each evaluation what a reference to a secret stands for, and takes any of its values', () => {
    const values = [['old'], ['old', 'swordfish'], ['swordfish']];
    const asked: string[] = [];
    const resolve = (text: string) => {
      asked.push(text);
      return values[asked.length - 1];
    };
    expect(values.map(() => isBlocked(secret, sent, { options: { resolve } }))).toEqual([false, true, true]);
    expect(asked[0]).toBe('{{resolve:secretsmanager:origin}}');
  });

  it('stays closed, and says so, where secrets cannot be read', () => {
    const warnings: string[] = [];
    const resolve = (): never => {
      throw new Error('secrets.json has to be a JSON object');
    };
    const options = { resolve, warn: (line: string) => warnings.push(line) };
    expect(isBlocked({ NotStatement: { Statement: secret } }, sent, { options })).toBe(true);
    expect(warnings).toEqual(['shop: a secret cannot be read: secrets.json has to be a JSON object']);
  });

  it.each([
    ['nobody knows', undefined],
    ['nothing has', []],
    ['is empty', ['']],
  ])('finds nothing where the value is one that %s, so that what asks for it stays closed', (_what, values) => {
    const options = { resolve: () => values };
    expect(isBlocked({ NotStatement: { Statement: secret } }, sent, { options })).toBe(true);
    expect(isBlocked(secret, withHeaders(['x-origin', '']), { options })).toBe(false);
  });
});

const regex = (RegexString: string, FieldToMatch: object = PATH) => ({
  RegexMatchStatement: { RegexString, FieldToMatch, TextTransformations: none },
});

describe('a regex match', () => {
  it.each([
    ['^/prod/(books|orders)$', true],
    ['books', true],
    ['^books', false],
    ['(?i)BOOKS$', true],
    ['BOOKS$', false],
    ['/[[:alpha:]]+/[[:alpha:]]{5}$', true],
    ['/[[:digit:]]+', false],
    ['[]/]books', true],
    ['\\A/prod', true],
    ['\\Aprod', false],
    ['books\\z', true],
    ['(?P<kind>books)', true],
    ['\\x{2F}books', true],
    ['/(?:\\w+)/b[a-z]*?s$', true],
  ])('%s of /prod/books: %s', (pattern, matches) => {
    expect(isBlocked(regex(pattern), request())).toBe(matches);
  });

  it.each([
    ['a$', 'a\n', true],
    ['a\\z', 'a\n', false],
    ['a\\Z', 'a\n', true],
    ['a.b', 'a\rb', true],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['(?m)^b', 'a\nb', true],
    ['[$.]', 'x', false],
  ])('%j of the body %j: %s, as in PCRE', (pattern, body, matches) => {
    expect(isBlocked(regex(pattern, { Body: {} }), request({ body: Buffer.from(body) }))).toBe(matches);
  });

  it.each([
    '(a)\\1',
    '(?=x)',
    '(?<!x)y',
    '(?>a)b',
    'a++',
    '(?R)',
    '(?(1)a|b)',
    '\\K',
    '(',
    '(*FAIL)',
    '(?x) a',
    'a(?i)b',
  ])('does nothing with %s, neither as it is nor turned round', (pattern) => {
    expect(isBlocked(regex(pattern), request())).toBe(false);
    expect(isBlocked({ NotStatement: { Statement: regex(pattern) } }, request())).toBe(false);
  });

  const fromSet = {
    RegexPatternSetReferenceStatement: { Arn: 'arn:set', FieldToMatch: PATH, TextTransformations: none },
  };

  it.each([
    [['^/no', '/books$'], true],
    [['^/no', '/never$'], false],
    [[], false],
  ])('of the set %j: %s', (patterns, matches) => {
    const sets = { regexPatternSets: new Map([['arn:set', patterns]]) };
    expect(isBlocked(fromSet, request(), { sets })).toBe(matches);
  });

  it('of a set that is not there does nothing, turned round neither', () => {
    expect(isBlocked({ NotStatement: { Statement: fromSet } }, request())).toBe(false);
  });

  it('of a set in which one pattern cannot run still finds the others', () => {
    const sets = { regexPatternSets: new Map([['arn:set', ['(?=x)', 'books']]]) };
    expect(isBlocked(fromSet, request(), { sets })).toBe(true);
  });
});

describe('a size constraint', () => {
  const size = (ComparisonOperator: string, Size: number, FieldToMatch: object = PATH) => ({
    SizeConstraintStatement: { ComparisonOperator, Size, FieldToMatch, TextTransformations: none },
  });

  it.each([
    ['EQ', [false, true, false]],
    ['NE', [true, false, true]],
    ['LT', [true, false, false]],
    ['LE', [true, true, false]],
    ['GT', [false, false, true]],
    ['GE', [false, true, true]],
  ])('%s 11 of 10, 11 and 12 bytes: %j', (operator, expected) => {
    const paths = ['/prod/book', '/prod/books', '/prod/books/'];
    expect(paths.map((uriPath) => isBlocked(size(operator, 11), request({ uriPath })))).toEqual(expected);
  });

  it('of what is not there holds for no size', () => {
    const header = { SingleHeader: { Name: 'x-none' } };
    expect(isBlocked(size('LT', 1000, header), request())).toBe(false);
    expect(isBlocked(size('GE', 0, header), request())).toBe(false);
  });

  it('counts bytes of a body up to what WAF sees of it', () => {
    const body = Buffer.alloc(20_000, 'a');
    expect(isBlocked(size('EQ', 16_384, { Body: {} }), request({ body }))).toBe(true);
    expect(isBlocked(size('GT', 16_384, { Body: {} }), request({ body }))).toBe(false);
  });
});
