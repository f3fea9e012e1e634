import { describe, expect, it } from 'vitest';
import type { WafRequest } from '../../../lib/local/model/firewall.js';
import { byteMatch, isBlocked, request, withHeaders } from './waf-support.js';

const finds = (field: object, search: string, asked: WafRequest, position = 'EXACTLY') =>
  isBlocked(byteMatch(field, search, position), asked);

describe('a field', () => {
  it.each<[string, object, string, WafRequest]>([
    ['a header, whatever the case of its name', { SingleHeader: { Name: 'X-Key' } }, 'a', withHeaders(['x-kEY', 'a'])],
    ['each of several headers', { SingleHeader: { Name: 'x' } }, 'b', withHeaders(['x', 'a'], ['x', 'b'])],
    [
      'an argument, whatever the case of its name',
      { SingleQueryArgument: { Name: 'Q' } },
      'a%20b',
      request({ queryString: 'p=1&q=a%20b' }),
    ],
    ['each of several arguments', { SingleQueryArgument: { Name: 'q' } }, '2', request({ queryString: 'q=1&q=2' })],
    ['an argument without a value', { SingleQueryArgument: { Name: 'q' } }, '', request({ queryString: 'q' })],
    ['a value with an equals sign', { SingleQueryArgument: { Name: 'q' } }, 'a=b', request({ queryString: 'q=a=b' })],
    ['the values of all arguments', { AllQueryArguments: {} }, '2', request({ queryString: 'a=1&b=2' })],
    ['the path as it was sent', { UriPath: {} }, '/a/../%62', request({ uriPath: '/a/../%62' })],
    ['the query as it was sent', { QueryString: {} }, 'a=%31&&', request({ queryString: 'a=%31&&' })],
    ['the method', { Method: {} }, 'PUT', request({ method: 'PUT' })],
    ['the body', { Body: {} }, 'x=1', request({ body: Buffer.from('x=1') })],
    [
      'the order of headers',
      { HeaderOrder: { OversizeHandling: 'CONTINUE' } },
      'B:a',
      withHeaders(['B', '1'], ['a', '2']),
    ],
    ['the JA3 fingerprint', { JA3Fingerprint: { FallbackBehavior: 'NO_MATCH' } }, 'e7d7', request({ ja3: 'e7d7' })],
    ['the JA4 fingerprint', { JA4Fingerprint: { FallbackBehavior: 'NO_MATCH' } }, 't13d', request({ ja4: 't13d' })],
  ])('may be %s', (_what, field, search, asked) => {
    expect(finds(field, search, asked)).toBe(true);
    expect(finds(field, `${search}!`, asked)).toBe(false);
  });

  it.each<[string, object]>([
    ['header', { SingleHeader: { Name: 'x-none' } }],
    ['argument', { SingleQueryArgument: { Name: 'none' } }],
    ['argument at all', { AllQueryArguments: {} }],
    ['JSON', { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'ALL' } }],
  ])('that is no %s of the request matches nothing', (_what, field) => {
    expect(finds(field, '', request(), 'CONTAINS')).toBe(false);
  });

  it.each([
    ['JA3Fingerprint', 'MATCH', true],
    ['JA3Fingerprint', 'NO_MATCH', false],
    ['JA4Fingerprint', 'MATCH', true],
    ['UriFragment', 'MATCH', true],
    ['UriFragment', 'NO_MATCH', false],
  ])('%s that a request has not falls back to %s', (key, FallbackBehavior, matches) => {
    expect(finds({ [key]: { FallbackBehavior } }, 'x', request())).toBe(matches);
  });
});

describe('headers and cookies', () => {
  const headers = (MatchPattern: object, MatchScope: string) => ({
    Headers: { MatchPattern, MatchScope, OversizeHandling: 'CONTINUE' },
  });
  const cookies = (MatchPattern: object, MatchScope: string) => ({
    Cookies: { MatchPattern, MatchScope, OversizeHandling: 'CONTINUE' },
  });
  const asked = withHeaders(['X-One', 'first'], ['X-Two', 'second'], ['Cookie', 'sid=abc; Theme = dark;flag']);

  it.each<[object, string, boolean]>([
    [headers({ All: {} }, 'VALUE'), 'second', true],
    [headers({ All: {} }, 'KEY'), 'second', false],
    [headers({ All: {} }, 'KEY'), 'X-Two', true],
    [headers({ All: {} }, 'VALUE'), 'X-Two', false],
    [headers({ All: {} }, 'ALL'), 'X-Two', true],
    [headers({ IncludedHeaders: ['x-one'] }, 'VALUE'), 'first', true],
    [headers({ IncludedHeaders: ['x-one'] }, 'VALUE'), 'second', false],
    [headers({ ExcludedHeaders: ['x-one'] }, 'VALUE'), 'first', false],
    [headers({ ExcludedHeaders: ['x-one'] }, 'VALUE'), 'second', true],
    [cookies({ All: {} }, 'VALUE'), 'abc', true],
    [cookies({ All: {} }, 'KEY'), 'flag', true],
    [cookies({ All: {} }, 'VALUE'), 'dark', true],
    [cookies({ IncludedCookies: ['sid'] }, 'ALL'), 'abc', true],
    [cookies({ IncludedCookies: ['SID'] }, 'ALL'), 'abc', false],
    [cookies({ ExcludedCookies: ['sid'] }, 'ALL'), 'abc', false],
  ])('%j has %s: %s', (field, search, matches) => {
    expect(finds(field, search, asked)).toBe(matches);
  });

  const many = Array.from({ length: 201 }, (_, index) => [`x-${index}`, String(index)] as const);
  const crumbs: readonly (readonly [string, string])[] = [
    ['cookie', Array.from({ length: 201 }, (_, index) => `c${index}=${index}`).join('; ')],
  ];

  it.each([
    ['Headers', 'CONTINUE', many, false],
    ['Headers', 'MATCH', many, true],
    ['Headers', 'NO_MATCH', many, false],
    ['Headers', 'MATCH', many.slice(1), false],
    ['Headers', 'MATCH', [['x', 'a'.repeat(8192)]] as const, true],
    ['Headers', 'MATCH', [['x', 'a'.repeat(8191)]] as const, false],
    ['Cookies', 'CONTINUE', crumbs, false],
    ['Cookies', 'MATCH', crumbs, true],
    ['HeaderOrder', 'MATCH', many, true],
  ])('%s that are too many or too large: %s', (key, OversizeHandling, sent, matches) => {
    const field = { [key]: { MatchPattern: { All: {} }, MatchScope: 'VALUE', OversizeHandling } };
    expect(finds(field, 'never', withHeaders(...sent))).toBe(matches);
  });

  it('are looked at up to the limit where a rule goes on', () => {
    const field = headers({ All: {} }, 'VALUE');
    expect(finds(field, '199', withHeaders(...many))).toBe(true);
    expect(finds(field, '200', withHeaders(...many))).toBe(false);
  });
});

describe('a body', () => {
  const large = (bytes: number) => request({ body: Buffer.concat([Buffer.alloc(bytes - 3, 'a'), Buffer.from('end')]) });

  it.each([
    ['CONTINUE', 16_384, true],
    ['CONTINUE', 16_385, false],
    ['MATCH', 16_385, true],
    ['NO_MATCH', 16_385, false],
  ])('with %s of %d bytes is found to end so: %s', (OversizeHandling, bytes, matches) => {
    expect(finds({ Body: { OversizeHandling } }, 'end', large(bytes), 'ENDS_WITH')).toBe(matches);
  });

  it.each([
    ['API_GATEWAY', 'KB_64', true],
    ['API_GATEWAY', 'KB_32', false],
    ['CLOUDFRONT', 'KB_64', false],
  ])('is seen as far as the web ACL says for %s: %s', (resource, DefaultSizeInspectionLimit, matches) => {
    const acl = { AssociationConfig: { RequestBody: { [resource]: { DefaultSizeInspectionLimit } } } };
    expect(isBlocked(byteMatch({ Body: {} }, 'end', 'ENDS_WITH'), large(40_000), { acl })).toBe(matches);
  });
});

describe('a body of JSON', () => {
  const json = (given: object = {}) => ({
    JsonBody: { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE', ...given },
  });
  const sent = (body: string) => request({ body: Buffer.from(body) });
  const book = '{"title":"Dune","tags":["sf",7,true,null],"by":{"name":"F. H\\u00e9rbert"}}';

  it.each([
    [{}, 'Dune', true],
    [{}, 'title', true],
    [{}, '7', true],
    [{}, 'true', true],
    [{}, 'F. Hérbert', true],
    [{ MatchScope: 'VALUE' }, 'title', false],
    [{ MatchScope: 'VALUE' }, 'sf', true],
    [{ MatchScope: 'KEY' }, 'Dune', false],
    [{ MatchScope: 'KEY' }, 'name', true],
    [{ MatchPattern: { IncludedPaths: ['/by'] } }, 'name', true],
    [{ MatchPattern: { IncludedPaths: ['/by'] } }, 'by', false],
    [{ MatchPattern: { IncludedPaths: ['/by'] } }, 'Dune', false],
    [{ MatchPattern: { IncludedPaths: ['/tags/1', '/none'] } }, '7', true],
    [{ MatchPattern: { IncludedPaths: ['/tags/1'] } }, 'sf', false],
  ])('%j has %s: %s', (given, search, matches) => {
    expect(finds(json(given), search, sent(book))).toBe(matches);
  });

  it.each([
    ['a path with a slash', '/a~1b/c~0d', '{"a/b":{"c~d":"here"}}'],
    ['a name that every object has', '/constructor/__proto__', '{"constructor":{"__proto__":"here"}}'],
  ])('is led through by %s', (_what, path, body) => {
    expect(finds(json({ MatchPattern: { IncludedPaths: [path] } }), 'here', sent(body))).toBe(true);
  });

  it.each([
    ['{"a":"x","b":', undefined, true],
    ['{"a":"x","b":', 'MATCH', true],
    ['{"b":"y"', 'MATCH', true],
    ['{"a":"x","b":', 'NO_MATCH', false],
    ['x', 'EVALUATE_AS_STRING', true],
    ['{"a":"x"', 'EVALUATE_AS_STRING', false],
    ['{a:"x"}', undefined, false],
    ['"x"', undefined, false],
    ['"x"', 'MATCH', true],
    ['["x"]]', 'NO_MATCH', false],
    ['["x"]', 'NO_MATCH', true],
    ['{"k":"v""a":"x"}', 'NO_MATCH', true],
    ['{"k"::"v","a""x"}', 'NO_MATCH', true],
    ['', 'MATCH', true],
    ['\u0000', 'MATCH', true],
  ])('%j that may be no JSON, with %s: %s', (body, InvalidFallbackBehavior, matches) => {
    expect(finds(json(InvalidFallbackBehavior ? { InvalidFallbackBehavior } : {}), 'x', sent(body))).toBe(matches);
  });
});
