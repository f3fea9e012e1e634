import { createHash } from 'node:crypto';
import {
  decodeAnsiC,
  decodeCss,
  decodeHtmlEntities,
  decodeJavaScript,
  decodeUrl,
  decodeUrlUnicode,
} from './decode-escapes.js';
import { normalizePath } from './normalize-path.js';

type Transform = (text: string) => string;

const hash =
  (algorithm: 'md5' | 'sha256'): Transform =>
  (text) =>
    createHash(algorithm).update(text, 'latin1').digest().toString('latin1');

const fromBase64: Transform = (text) => Buffer.from(text, 'base64').toString('latin1');
const lowerCase: Transform = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const commandLine: Transform = (text) =>
  lowerCase(
    text
      .replace(/[\\"'^]/g, '')
      .replace(/[ ,;]+/g, ' ')
      .replace(/ ([/(])/g, '$1'),
  );

/** Comments of C become one blank each, one without an end too. */
function replaceComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('/*', from);
    if (start < 0) return parts.join('') + text.slice(from);
    parts.push(text.slice(from, start), ' ');
    const end = text.indexOf('*/', start + 2);
    if (end < 0) return parts.join('');
    from = end + 2;
  }
}

/** Blanks at the end, found from the end: a pattern would look for it from each run of blanks. */
function trimRight(text: string): string {
  let end = text.length;
  while (end > 0 && BLANKS.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}

const BLANKS = ' \f\t\n\r\v\xa0';
const trimLeft: Transform = (text) => text.replace(/^[ \f\t\n\r\v\xa0]+/, '');

/**
 * Over bytes, each a character of the same code. Those of AWS that no page describes are missing:
 * `CMD_LINE_WIN`, `CMD_LINE_UNIX`, `JS_DECODE_EXT`, `REMOVE_COMMENTS_CHAR` and `UTF8_TO_UNICODE`.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html
 */
const TRANSFORMS: ReadonlyMap<string, Transform> = new Map<string, Transform>([
  ['NONE', (text) => text],
  // What comes after the first character that is none of Base64 is lost; `EXT` passes over such characters.
  ['BASE64_DECODE', (text) => fromBase64(/^[A-Za-z0-9+/]*/.exec(text)?.[0] ?? '')],
  ['BASE64_DECODE_EXT', (text) => fromBase64(text.replace(/[^A-Za-z0-9+/]+/g, ''))],
  ['CMD_LINE', commandLine],
  ['COMPRESS_WHITE_SPACE', (text) => text.replace(/[ \f\t\n\r\v\xa0]+/g, ' ')],
  ['CSS_DECODE', decodeCss],
  ['ESCAPE_SEQ_DECODE', decodeAnsiC],
  ['HEX_DECODE', (text) => (/^(?:[0-9a-f]{2})*$/i.test(text) ? Buffer.from(text, 'hex').toString('latin1') : text)],
  ['HTML_ENTITY_DECODE', decodeHtmlEntities],
  ['JS_DECODE', decodeJavaScript],
  ['LOWERCASE', lowerCase],
  ['MD5', hash('md5')],
  ['NORMALIZE_PATH', normalizePath],
  ['NORMALIZE_PATH_WIN', (text) => normalizePath(text.replaceAll('\\', '/'))],
  ['REMOVE_NULLS', (text) => text.replaceAll('\0', '')],
  ['REMOVE_WHITESPACE', (text) => text.replace(/[ \f\t\n\r\v\xa0]+/g, '')],
  ['REPLACE_COMMENTS', replaceComments],
  ['REPLACE_NULLS', (text) => text.replaceAll('\0', ' ')],
  ['SHA256', hash('sha256')],
  [
    'SQL_HEX_DECODE',
    (text) => text.replace(/0x((?:[0-9a-f]{2})+)/gi, (_all, hex: string) => Buffer.from(hex, 'hex').toString('latin1')),
  ],
  ['TRIM', (text) => trimLeft(trimRight(text))],
  ['TRIM_LEFT', trimLeft],
  ['TRIM_RIGHT', trimRight],
  ['UPPERCASE', (text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())],
  ['URL_DECODE', decodeUrl],
  ['URL_DECODE_UNI', decodeUrlUnicode],
]);

/** Those of the names that are not done here. */
export const unknownTransformations = (names: readonly string[]): string[] =>
  names.filter((name) => !TRANSFORMS.has(name));

/** One after the other, in the order of the names; all of them have to be known. */
export function transform(text: string, names: readonly string[]): string {
  return names.reduce((result, name) => TRANSFORMS.get(name)?.(result) ?? result, text);
}
