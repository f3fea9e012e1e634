import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curlLine, exampleRequest } from '../../../lib/cli/dev/curl-line.js';

const BASE = 'http://127.0.0.1:3000';

describe('curlLine', () => {
  it.each([
    ['a GET', { method: 'GET', url: `${BASE}/books`, headers: [] }, `curl ${BASE}/books`],
    ['a HEAD', { method: 'HEAD', url: `${BASE}/books`, headers: [] }, `curl --head ${BASE}/books`],
    ['a query', { method: 'GET', url: `${BASE}/search?q=a&r=b`, headers: [] }, `curl '${BASE}/search?q=a&r=b'`],
    [
      'headers and a body',
      { method: 'POST', url: `${BASE}/orders`, headers: [['x-api-key', 'k1']] as const, body: '{"a":1}' },
      `curl -X POST ${BASE}/orders -H 'x-api-key: k1' -d '{"a":1}'`,
    ],
    [
      'a quote in the body',
      { method: 'PUT', url: `${BASE}/a`, headers: [], body: "it's" },
      `curl -X PUT ${BASE}/a -d 'it'\\''s'`,
    ],
  ])('writes %s', (_, request, line) => {
    expect(curlLine(request)).toBe(line);
  });

  it('reaches a shell as the very same words', () => {
    const text = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
    const requests = fc.array(fc.record({ header: text, body: text }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(requests, (several) => {
        const urlOf = (header: string) => `${BASE}/a?b=${encodeURIComponent(header)}`;
        const lines = several.map(({ header, body }) =>
          curlLine({ method: 'POST', url: urlOf(header), headers: [['x-a', header]], body }),
        );
        const words = several.flatMap(({ header, body }) => [
          '-X',
          'POST',
          urlOf(header),
          '-H',
          `x-a: ${header}`,
          '-d',
          body,
        ]);
        expect(wordsInShell(lines)).toEqual(words);
      }),
      { numRuns: 4 },
    );
  });
});

/** What a program in curl's place is given by these lines, one after another. */
function wordsInShell(lines: readonly string[]): readonly string[] {
  const script = lines.map((line) => line.replace(/^curl/, "printf '%s\\0'")).join('\n');
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('exampleRequest', () => {
  it('fills parameters, query and body of the example', () => {
    const example = { params: { shelf: 'a b', path: 'x/y z' }, query: { q: 'ä&b' }, body: { copies: 2 } };
    expect(
      exampleRequest({ method: 'PUT', path: '/shelves/{shelf}/{path+}', example }, BASE, {
        headers: [['x-api-key', 'k']],
      }),
    ).toEqual({
      method: 'PUT',
      url: `${BASE}/shelves/a%20b/x/y%20z?q=%C3%A4%26b`,
      headers: [
        ['x-api-key', 'k'],
        ['content-type', 'application/json'],
      ],
      body: '{"copies":2}',
    });
  });

  it('lets a parameter without an example stand for itself, and asks ANY with GET', () => {
    expect(exampleRequest({ method: 'ANY', path: '/books/{isbn}' }, BASE, { headers: [] })).toEqual({
      method: 'GET',
      url: `${BASE}/books/isbn`,
      headers: [],
    });
  });
});
