import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transform, unknownTransformations } from '../../../lib/local/waf/transformations/transform.js';
import { byteMatch, isBlocked, request } from './waf-support.js';

const bytes = (text: string): string => Buffer.from(text).toString('latin1');

describe('a transformation', () => {
  it.each([
    ['NONE', ' A%41 ', ' A%41 '],
    ['LOWERCASE', 'AbÄ', 'abÄ'],
    ['UPPERCASE', 'aBz', 'ABZ'],
    ['URL_DECODE', '%41%2f+%zz%4', 'A/ %zz%4'],
    ['URL_DECODE', '%u0041', '%u0041'],
    ['URL_DECODE', '%2541', '%41'],
    ['URL_DECODE_UNI', '%u0041%42+%uFF1Cx%uZZZZ', 'AB <x%uZZZZ'],
    ['COMPRESS_WHITE_SPACE', 'a \t\r\n\f\v\xa0 b', 'a b'],
    ['REMOVE_WHITESPACE', ' a\tb\xa0c ', 'abc'],
    ['TRIM', ' \ta b\n ', 'a b'],
    ['TRIM_LEFT', '  a ', 'a '],
    ['TRIM_RIGHT', ' a  ', ' a'],
    ['HTML_ENTITY_DECODE', '&lt;b&gt;&quot;&nbsp;&#x41;&#66;&amp;&none;', '<b>"\xa0AB&amp;&none;'],
    ['HTML_ENTITY_DECODE', '&#xFC;&#8364;&#9999999;', `\xfc${bytes('€')}&#9999999;`],
    ['NORMALIZE_PATH', '/a//b/./c/../d', '/a/b/d'],
    ['NORMALIZE_PATH', '/../a/..', '/'],
    ['NORMALIZE_PATH', '../a/./', '../a/'],
    ['NORMALIZE_PATH', '/a/b/', '/a/b/'],
    ['NORMALIZE_PATH', '', ''],
    ['NORMALIZE_PATH_WIN', '\\a\\..\\b', '/b'],
    ['REMOVE_NULLS', 'a\0b\0', 'ab'],
    ['REPLACE_NULLS', 'a\0b', 'a b'],
    ['BASE64_DECODE', 'QUJD', 'ABC'],
    ['BASE64_DECODE', 'QUJD*REVG', 'ABC'],
    ['BASE64_DECODE_EXT', 'QU*JD RE=VG', 'ABCDEF'],
    ['CMD_LINE', 'C^M\'D "/c ,  DIR;(x)', 'cmd/c dir(x)'],
    ['HEX_DECODE', '414243', 'ABC'],
    ['HEX_DECODE', '41424', '41424'],
    ['HEX_DECODE', 'no hex', 'no hex'],
    ['SQL_HEX_DECODE', 'id=0x414243;0xZ', 'id=ABC;0xZ'],
    ['JS_DECODE', "\\u0041\\x42\\103\\n\\'\\uFF1c\\", "ABC\n'<\\"],
    ['CSS_DECODE', 'ja\\vascript\\41 b\\000041c\\', 'javascriptAbAc\\'],
    ['ESCAPE_SEQ_DECODE', '\\x41\\0102\\t\\q\\\\', 'AB\t\\q\\'],
    ['REPLACE_COMMENTS', 'a/* x */b/**/c*/d/* e', 'a b c*/d '],
    ['MD5', 'abc', createHash('md5').update('abc').digest().toString('latin1')],
    ['SHA256', 'abc', createHash('sha256').update('abc').digest().toString('latin1')],
  ])('%s of %j', (name, text, expected) => {
    expect(transform(text, [name])).toBe(expected);
  });

  it('comes after those of a lower priority, whatever the order they are written in', () => {
    const statement = (priorities: readonly [number, number]) => ({
      ByteMatchStatement: {
        FieldToMatch: { QueryString: {} },
        SearchString: 'a',
        PositionalConstraint: 'EXACTLY',
        TextTransformations: [
          { Priority: priorities[0], Type: 'LOWERCASE' },
          { Priority: priorities[1], Type: 'BASE64_DECODE' },
        ],
      },
    });
    const asked = request({ queryString: 'QQ' });
    expect(isBlocked(statement([2, 1]), asked)).toBe(true);
    expect(isBlocked(statement([1, 2]), asked)).toBe(false);
  });

  it.each(['UTF8_TO_UNICODE', 'CMD_LINE_WIN', 'JS_DECODE_EXT', 'constructor'])(
    '%s that is not done here leaves the statement open',
    (name) => {
      expect(unknownTransformations([name, 'NONE'])).toEqual([name]);
      const statement = byteMatch({ UriPath: {} }, '/prod/books', 'EXACTLY', name);
      expect(isBlocked(statement, request())).toBe(false);
      expect(isBlocked({ NotStatement: { Statement: statement } }, request())).toBe(false);
    },
  );

  it('makes bytes of bytes, whatever they are', () => {
    const names = [
      'URL_DECODE_UNI',
      'JS_DECODE',
      'CSS_DECODE',
      'HTML_ENTITY_DECODE',
      'ESCAPE_SEQ_DECODE',
      'BASE64_DECODE_EXT',
      'NORMALIZE_PATH_WIN',
    ];
    const text = fc.uint8Array({ maxLength: 60 }).map((each) => Buffer.from(each).toString('latin1'));
    fc.assert(
      fc.property(text, fc.constantFrom(...names), (each, name) => {
        const result = transform(each, [name]);
        return Buffer.from(result, 'latin1').toString('latin1') === result;
      }),
      { numRuns: 300 },
    );
  });

  it('undoes what encoders do', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (each) => {
        expect(transform(encodeURIComponent(each), ['URL_DECODE'])).toBe(bytes(each));
        expect(transform(Buffer.from(each).toString('base64'), ['BASE64_DECODE'])).toBe(bytes(each));
        expect(transform(Buffer.from(each).toString('hex'), ['HEX_DECODE'])).toBe(bytes(each));
      }),
      { numRuns: 200 },
    );
  });
});
