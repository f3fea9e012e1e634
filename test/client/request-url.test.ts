import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClientError } from '../../lib/client/index.js';
import { requestUrl } from '../../lib/client/request-url.js';

const BASE = 'https://api.example/live';
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const segment = text.filter((value) => value !== '' && value !== '.' && value !== '..' && !value.includes('/'));

/** What a server reads in a URL after a URL parser had it. */
const segmentsOf = (url: string) => new URL(url).pathname.split('/').slice(1).map(decodeURIComponent);

describe('the URL of a request', () => {
  it('brings any parameter to the server as it is, in its one segment', () => {
    fc.assert(
      fc.property(segment, segment, (id, name) => {
        const url = requestUrl('GET /a/{id}/b/{name}', BASE, { id, name });
        expect(segmentsOf(url)).toEqual(['live', 'a', id, 'b', name]);
        expect(new URL(url)).toMatchObject({ origin: 'https://api.example', search: '', hash: '' });
      }),
      { numRuns: 300 },
    );
  });

  it('brings a rest of a path to the server segment by segment', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
        const url = requestUrl('GET /files/{path+}', BASE, { path: segments.join('/') });
        expect(segmentsOf(url)).toEqual(['live', 'files', ...segments]);
      }),
      { numRuns: 300 },
    );
  });

  it('never leaves the path of the route, whatever a parameter holds', () => {
    const hostile = fc.array(fc.constantFrom('.', '..', '/', '\\', '%2e', '?', '#', '@', 'a', ' ', '\n'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(hostile, (parts) => {
        const path = parts.join('');
        const url = urlOrRefusal(() => requestUrl('GET /files/{path+}', BASE, { path }));
        if (url) expect(new URL(url).pathname.startsWith('/live/files/')).toBe(true);
        else expect(path === '' || path.split('/').some((one) => one === '.' || one === '..')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('brings any query to the server as it is, in its order', () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 3 }))), (query) => {
        const url = requestUrl('GET /', BASE, {}, query);
        const expected = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
        expect([...new URL(url).searchParams]).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

function urlOrRefusal(make: () => string): string | undefined {
  try {
    return make();
  } catch (error) {
    expect(error).toBeInstanceOf(ClientError);
    return undefined;
  }
}
