import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WafRequest } from '../../../lib/local/model/firewall.js';
import { wafRequestOf } from '../../../lib/local/waf/waf-request.js';
import { blocking, byteMatch, firewallOf, none, request, webAcl } from './waf-support.js';

const TYPES = [
  'URL_DECODE_UNI',
  'HTML_ENTITY_DECODE',
  'CSS_DECODE',
  'JS_DECODE',
  'CMD_LINE',
  'REPLACE_COMMENTS',
  'TRIM',
];
const FIELDS = [
  { Body: { OversizeHandling: 'CONTINUE' } },
  { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'ALL' } },
  { JsonBody: { MatchPattern: { IncludedPaths: ['/a/b', ''] }, MatchScope: 'ALL' } },
  { Headers: { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE' } },
  { Cookies: { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE' } },
  { AllQueryArguments: {} },
  { UriPath: {} },
];

const all = firewallOf(
  webAcl({
    AssociationConfig: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_64' } } },
    Rules: FIELDS.map((field, Priority) => ({
      ...blocking(byteMatch(field, 'needle', 'CONTAINS', ...TYPES)),
      Name: `r${Priority}`,
      Priority,
    })),
  }),
);

const elapsedMs = (run: () => unknown): number => {
  const startMs = performance.now();
  run();
  return performance.now() - startMs;
};

const body = (text: string) => request({ body: Buffer.from(text, 'latin1') });

describe('a firewall before hostile requests', () => {
  it.each<[string, WafRequest]>([
    ['bytes that are no UTF-8', body('\xff\xfe\xc3\x28')],
    ['percent signs that encode nothing', request({ uriPath: '/%', queryString: '%&%=%&=%zz&&=' })],
    ['an entity that never ends', body(`&#x${'f'.repeat(60_000)}`)],
    ['many entities that are none', body('&#x'.repeat(20_000))],
    ['many backslashes', body('\\'.repeat(60_000))],
    ['many comments that never end', body('/*'.repeat(30_000))],
    ['many blanks', body(`${' '.repeat(60_000)}x${' '.repeat(4000)}`)],
    ['many slashes', request({ uriPath: `${'/..'.repeat(20_000)}` })],
    ['lists in lists', body('['.repeat(60_000))],
    ['objects in objects', body('{"a":'.repeat(12_000))],
    ['one long string of JSON', body(`["${'a'.repeat(60_000)}`)],
    ['a string of escapes', body(`["${'\\u0000'.repeat(10_000)}"]`)],
    ['ten thousand headers', request({ headers: Array.from({ length: 10_000 }, (_, at) => [`h${at}`, 'v'] as const) })],
    ['ten thousand arguments', request({ queryString: 'a=1&'.repeat(10_000) })],
    ['ten thousand cookies', request({ headers: [['cookie', 'a=1;'.repeat(10_000)]] })],
    ['ten megabytes', body('x'.repeat(10 * 1024 * 1024))],
    ['no address', request({ sourceIp: '' })],
    ['NUL everywhere', request({ uriPath: '/\0', queryString: '\0=\0', headers: [['\0', '\0']] })],
  ])('of %s decides soon, and lets it through', (_what, asked) => {
    let kind = '';
    const tookMs = elapsedMs(() => {
      kind = all.evaluate(asked).kind;
    });
    expect(kind).toBe('allow');
    expect(tookMs).toBeLessThan(1000);
  });

  it('never throws, whatever is in a request', () => {
    const bytes = fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each));
    const text = bytes.map((each) => each.toString('latin1'));
    const asked = fc.record({ body: bytes, uriPath: text, queryString: text, headers: fc.array(fc.tuple(text, text)) });
    fc.assert(
      fc.property(asked, (given) => ['allow', 'block'].includes(all.evaluate(request(given)).kind)),
      { numRuns: 200 },
    );
  });

  it('asks ten thousand rules about a large body in bounded time', () => {
    const Rules = Array.from({ length: 10_000 }, (_, at) => ({
      ...blocking(byteMatch({ Body: {} }, `needle ${at};`, 'CONTAINS', 'LOWERCASE', 'URL_DECODE')),
      Name: `r${at}`,
      Priority: at,
    }));
    const firewall = firewallOf(webAcl({ Rules }));
    const asked = body(`${'hay %41 '.repeat(2000)}needle 9999;`);
    let verdict = firewall.evaluate(request());
    expect(
      elapsedMs(() => {
        verdict = firewall.evaluate(asked);
      }),
    ).toBeLessThan(3000);
    expect(verdict).toMatchObject({ kind: 'block', rule: 'r9999' });
  });

  const slow = (RegexString: string, at: number) => ({
    ...blocking({ RegexMatchStatement: { RegexString, FieldToMatch: { Body: {} }, TextTransformations: none } }),
    Name: `r${at}`,
    Priority: at,
  });

  it('gives up patterns that backtrack without an end, says so, and goes on', () => {
    const warnings: string[] = [];
    const Rules = [
      ...Array.from({ length: 20 }, (_, at) => slow(`^(a+)+${at}$`, at)),
      { ...blocking(byteMatch({ Method: {} }, 'GET')), Priority: 50 },
    ];
    const firewall = firewallOf(webAcl({ Rules }), { warn: (line) => warnings.push(line) });
    const tookMs = elapsedMs(() => {
      expect(firewall.evaluate(body(`${'a'.repeat(40)}!`))).toMatchObject({ kind: 'block', rule: 'stop' });
    });
    expect(tookMs).toBeLessThan(2000);
    expect(warnings.slice(0, 1)).toEqual(['shop: a regular expression took too long, and its rule was not applied']);
    expect(warnings).toHaveLength(3);
  });
});

describe('what a firewall sees of a request', () => {
  const inbound = (...headers: (readonly [string, string])[]) =>
    wafRequestOf({
      method: 'GET',
      basePath: '/prod',
      rawPath: '/books',
      rawQuery: 'a=1',
      headers,
      body: Buffer.from('b'),
      sourceIp: '203.0.113.9',
      protocol: 'HTTP/1.1',
    });

  it('is the path with its stage, and the query', () => {
    expect(inbound()).toMatchObject({ uriPath: '/prod/books', queryString: 'a=1' });
    expect(inbound()).not.toHaveProperty('country');
  });

  it.each([
    [['CloudFront-Viewer-Country', 'ch'], { country: 'CH' }],
    [['X-Local-Country', ' at '], { country: 'AT' }],
    [['x-local-asn', '64496'], { asn: 64496 }],
    [['x-local-ja3', 'aa'], { ja3: 'aa' }],
    [['x-local-ja4', 'bb'], { ja4: 'bb' }],
  ] as const)('is told by %j for tests', (header, expected) => {
    expect(inbound(header)).toMatchObject(expected);
  });

  it.each(['', 'x', '-1', '1.5', 'Infinity'])('has no autonomous system %j', (value) => {
    expect(inbound(['x-local-asn', value])).not.toHaveProperty('asn');
  });

  it('takes the header for tests above the one of the edge', () => {
    expect(inbound(['cloudfront-viewer-country', 'CH'], ['x-local-country', 'AT'])).toMatchObject({ country: 'AT' });
  });
});
