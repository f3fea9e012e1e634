import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine } from '../../lib/errors/one-line.js';
import { shown } from '../../lib/errors/shown.js';

describe('a value as an issue shows it', () => {
  it.each<[unknown, string]>([
    [undefined, 'nothing'],
    [null, 'null'],
    ['text', '"text"'],
    [['a', 1], '["a",1]'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [{ a: Number.NaN }, '{"a":"NaN"}'],
    [5n, '"5"'],
    [() => 1, 'function'],
    ['a\nb\u001b', '"a\\nb\\u001b"'],
    ['\u009b\u202e', '"\\u009b\\u202e"'],
    ['https://h.example/a@b', '"https://…@b"'],
    ['https://u:p@h.example/a', '"https://…@h.example/a"'],
    [['https://a.example/?k=1', 'b?c'], '["https://a.example/?…","b?c"]'],
    [{ url: 'https://h.example', plain: 'x' }, '{"url":"https://h.example","plain":"x"}'],
  ])('shows %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it('cuts what is longer than 120 characters', () => {
    expect(shown('x'.repeat(118))).toBe(`"${'x'.repeat(118)}"`);
    expect(shown('x'.repeat(119))).toBe(`"${'x'.repeat(119)}…`);
  });

  it('never shows what stands before an @ behind a scheme, whatever is in it', () => {
    const secret = fc.string({ minLength: 4, maxLength: 20 }).map((text) => `Zq7${text}`);
    fc.assert(
      fc.property(secret, fc.constantFrom('https://', 'http://', '//', 'x://'), (password, scheme) => {
        expect(shown(`${scheme}user:${password}@h.example/a`)).not.toContain('Zq7');
        expect(shown([{ deep: `${scheme}${password}@h` }])).not.toContain('Zq7');
      }),
      { numRuns: 300 },
    );
  });

  it('answers one short line for any value, without changing it', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), (value) => {
        const text = shown(value);
        expect(text.length).toBeLessThanOrEqual(121 * 6);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not reach a terminal
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
      { numRuns: 300 },
    );
  });

  it('takes linear time for what looks like many URLs', () => {
    const start = performance.now();
    shown('//'.repeat(2_000_000));
    shown(`"@${'//"'.repeat(1_000_000)}`);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('text on one line', () => {
  it('escapes what a terminal obeys and leaves other scripts alone', () => {
    expect(oneLine('a\tb\r\n\u2028é漢🙂')).toBe('a\\u0009b\\u000d\\u000a\\u2028é漢🙂');
  });

  it('cuts where it is told', () => {
    expect(oneLine('abcdef', 3)).toBe('abc…');
    expect(oneLine('abc', 3)).toBe('abc');
  });
});
