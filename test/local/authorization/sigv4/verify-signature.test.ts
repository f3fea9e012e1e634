import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignedRequest } from '../../../../lib/local/authorization/sigv4/signed-request.js';
import { verifySignature } from '../../../../lib/local/authorization/sigv4/verify-signature.js';
import { ACCESS_KEYS, type Signing, signed } from '../signed-request.js';

const NOW = Date.UTC(2026, 2, 12, 19, 4, 4);
const RULES = { service: 'execute-api', region: 'eu-north-1', accessKeys: ACCESS_KEYS, nowMs: NOW };
const URL = 'https://api.example/prod/books?isbn=7&a=1';
const sign = (more: Partial<Signing> = {}, url = URL) => signed(url, { datetime: '20260312T190401Z', ...more });
const verify = (request: SignedRequest) => verifySignature(request, RULES);

/** https://docs.aws.amazon.com/general/latest/gr/signature-v4-test-suite.html */
describe("AWS's own examples", () => {
  const rules = {
    service: 'service',
    region: 'us-east-1',
    accessKeys: new Map([['AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY']]),
    nowMs: Date.UTC(2015, 7, 30, 12, 36),
  };

  it.each([
    ['GET', '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['GET', 'Param2=value2&Param1=value1', 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500'],
    ['POST', '', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  ])('%s /?%s verifies', (method, rawQuery, signature) => {
    const credential = 'AKIDEXAMPLE/20150830/us-east-1/service/aws4_request';
    const request = {
      method,
      path: '/',
      rawQuery,
      headers: [
        ['Host', 'example.amazonaws.com'],
        ['X-Amz-Date', '20150830T123600Z'],
        [
          'Authorization',
          `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
        ],
      ] as const,
      body: Buffer.alloc(0),
    };
    expect(verifySignature(request, rules)).toEqual({ kind: 'verified', accessKeyId: 'AKIDEXAMPLE' });
    expect(verifySignature({ ...request, path: '/x' }, rules).kind).toBe('refused');
  });
});

describe('a request that another signer signed', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 8 });

  it.each(['%20=', 'a%20b=c%20d', 'a=%2B'])(
    'verifies as an address with the query %s, however its blanks are written',
    async (query) => {
      const request = await sign({ signQuery: true }, `https://api.example/?${query}`);
      expect(verify(request)).toEqual({ kind: 'verified', accessKeyId: 'local' });
      expect(verify({ ...request, rawQuery: `${request.rawQuery}&more=+` }).kind).toBe('refused');
    },
  );

  it('verifies, whatever path, query, header and body it has, in the header and in the address', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 3 }),
        fc.array(
          fc.tuple(
            text.filter((name) => name !== '' && !name.startsWith('X-Amz')),
            text,
          ),
          { maxLength: 3 },
        ),
        text,
        fc.boolean(),
        async (segments, query, body, signQuery) => {
          const path = segments.map(encodeURIComponent).filter((each) => !/^\.{0,2}$/.test(each));
          const search = new Map(query.map((pair) => pair.map(encodeURIComponent) as [string, string]));
          const url = `https://api.example/${path.join('/')}?${[...search].map((pair) => pair.join('=')).join('&')}`;
          const request = await sign({ method: 'POST', body, signQuery, headers: { 'x-shop': 'a  b' } }, url);
          expect(verify(request)).toEqual({ kind: 'verified', accessKeyId: 'local' });
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['the method', (request: SignedRequest) => ({ ...request, method: 'PUT' })],
    ['the path', (request: SignedRequest) => ({ ...request, path: '/prod/book' })],
    [
      'a parameter',
      (request: SignedRequest) => ({ ...request, rawQuery: request.rawQuery.replace('isbn=7', 'isbn=8') }),
    ],
    ['a parameter more', (request: SignedRequest) => ({ ...request, rawQuery: `${request.rawQuery}&b=2` })],
    ['the body', (request: SignedRequest) => ({ ...request, body: Buffer.from('{"copies":99}') })],
    ['the host', (request: SignedRequest) => withHeader(request, 'host', 'other.example')],
    ['a signed header', (request: SignedRequest) => withHeader(request, 'x-shop', 'other')],
    ['a second value of a signed header', (request: SignedRequest) => withMore(request, 'X-Shop', 'other')],
  ])('is refused once somebody changes %s', async (_, change) => {
    for (const signQuery of [false, true]) {
      const request = await sign({ method: 'POST', body: '{"copies":1}', headers: { 'x-shop': 'mine' }, signQuery });
      expect(verify(request).kind).toBe('verified');
      expect(verify(change(request))).toMatchObject({
        kind: 'refused',
        code: 'InvalidSignatureException',
        message: expect.stringContaining('The request signature we calculated does not match'),
      });
    }
  });
});

const withHeader = (request: SignedRequest, name: string, value: string): SignedRequest => ({
  ...request,
  headers: request.headers.map(([each, before]) => [each, each.toLowerCase() === name ? value : before] as const),
});

const withMore = (request: SignedRequest, name: string, value: string): SignedRequest => ({
  ...request,
  headers: [...request.headers, [name, value]],
});

const without = (request: SignedRequest, name: string): SignedRequest => ({
  ...request,
  headers: request.headers.filter(([each]) => each.toLowerCase() !== name),
});

const replaced = (request: SignedRequest, from: string, to: string): SignedRequest => ({
  ...request,
  headers: request.headers.map(([name, value]) => [name, value.replace(from, to)] as const),
});

describe('what AWS says', () => {
  it.each<[string, Partial<Signing>, string, RegExp]>([
    ['another secret', { secretAccessKey: 'guessed' }, 'InvalidSignatureException', /does not match the signature/],
    ['another access key', { accessKeyId: 'AKIDOTHER' }, 'UnrecognizedClientException', /^The security token included/],
    ['a session token', { sessionToken: 'x' }, 'UnrecognizedClientException', /^The security token included/],
    [
      'another region',
      { region: 'us-east-1' },
      'InvalidSignatureException',
      /scoped to a valid region, not 'us-east-1'/,
    ],
    ['another service', { service: 'lambda' }, 'InvalidSignatureException', /scoped to correct service: 'execute-api'/],
    [
      'an old signature',
      { datetime: '20260312T185903Z' },
      'InvalidSignatureException',
      /^Signature expired: 20260312T185903Z is now earlier than 20260312T185904Z \(20260312T190404Z - 5 min\.\)$/,
    ],
    [
      'a signature of the future',
      { datetime: '20260312T190905Z' },
      'InvalidSignatureException',
      /^Signature not yet current: 20260312T190905Z is still later than 20260312T190904Z/,
    ],
  ])('of %s', async (_, signing, code, message) => {
    expect(verify(await sign(signing))).toEqual({ kind: 'refused', code, message: expect.stringMatching(message) });
  });

  it.each(['20260312T185904Z', '20260312T190904Z'])(
    'nothing of a signature at the end of its time, %s',
    async (datetime) => {
      expect(verify(await sign({ datetime })).kind).toBe('verified');
    },
  );

  it('of a header that misses its parts, without a word of what was sent', async () => {
    const request = withHeader(without(await sign(), 'x-amz-date'), 'authorization', 'Bearer secret-token');
    expect(verify(request)).toEqual({
      kind: 'refused',
      code: 'IncompleteSignatureException',
      message:
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    });
  });

  it.each([
    [
      'a host that is not signed',
      (one: SignedRequest) => replaced(one, 'SignedHeaders=host;', 'SignedHeaders='),
      /'Host'/,
    ],
    [
      'a scope of another day',
      (one: SignedRequest) => replaced(one, '/20260312/', '/20260311/'),
      /^Date in Credential scope/,
    ],
    ['a malformed date', (one: SignedRequest) => withHeader(one, 'x-amz-date', '20260312T1'), /ISO-8601/],
    ['a malformed credential', (one: SignedRequest) => replaced(one, 'local/', 'local'), /5 slash-delimited elements/],
    ['a short signature', (one: SignedRequest) => replaced(one, 'Signature=', 'Signature=0'), /does not match/],
  ])('of %s', async (_, change, message) => {
    expect(verify(change(await sign()))).toMatchObject({ kind: 'refused', message: expect.stringMatching(message) });
  });

  it('that a request without a signature has none', async () => {
    expect(verify(without(await sign(), 'authorization'))).toEqual({ kind: 'unsigned' });
  });
});

describe('a presigned address', () => {
  const presigned = (expires: string, datetime: string) =>
    sign({ signQuery: true, datetime }, `${URL}&X-Amz-Expires=${expires}`);

  it.each([
    ['3600', '20260312T180500Z', 'verified'],
    ['3600', '20260312T180403Z', 'refused'],
    ['604801', '20260312T190401Z', 'refused'],
    ['-1', '20260312T190401Z', 'refused'],
    ['soon', '20260312T190401Z', 'refused'],
  ])('that counts for %s s from %s is %s', async (expires, datetime, kind) => {
    expect(verify(await presigned(expires, datetime)).kind).toBe(kind);
  });

  it('cannot have its time made longer', async () => {
    const request = await presigned('60', '20260312T190000Z');
    const longer = { ...request, rawQuery: request.rawQuery.replace('X-Amz-Expires=60', 'X-Amz-Expires=600') };
    expect([verify(request), verify(longer)]).toMatchObject([{ kind: 'refused' }, { kind: 'refused' }]);
  });
});
