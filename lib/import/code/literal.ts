import type { Json } from '../document/json-node.js';
import { type Code, list, longText, sequence } from './code.js';

/** What ends a line, is no text, or turns text around where a person reads it. */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A string literal in the quotes that need fewer escapes, single ones where that is equal. */
export function quoted(text: string): string {
  const quote = count(text, "'") > count(text, '"') ? '"' : "'";
  return quote + escaped(text, quote) + quote;
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

function escaped(text: string, quote: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(UNSAFE, (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Pieces of a text whose literals are so wide at most, parted behind line ends and blanks where there are any. */
export function quotedPieces(text: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const word of words(text, width)) {
    if (piece !== '' && quoted(piece + word).length > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += word;
    if (piece.endsWith('\n')) {
      pieces.push(piece);
      piece = '';
    }
  }
  if (piece !== '' || pieces.length === 0) pieces.push(piece);
  return pieces.map(quoted);
}

/** Long runs without blanks are cut too; an escape makes six characters of one. */
function words(text: string, width: number): readonly string[] {
  const longest = Math.max(10, Math.floor(width / 2));
  return (text.match(/\n|\S+[^\S\n]*\n?|[^\S\n]+\n?/g) ?? []).flatMap((word) =>
    quoted(word).length <= width ? [word] : (word.match(new RegExp(`[^]{1,${Math.ceil(longest / 3)}}`, 'gu')) ?? []),
  );
}

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

/** `__proto__: x` would set the prototype: computed, it is a member like others. */
export function keyCode(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return PLAIN_KEY.test(key) || /^(0|[1-9]\d{0,8})$/.test(key) ? key : quoted(key);
}

export function property(key: string, value: Code): Code {
  return sequence(`${keyCode(key)}: `, value);
}

/** Plain data as a literal. */
export function literal(value: Json): Code {
  if (typeof value === 'string') return longText(value);
  if (typeof value !== 'object' || value === null) return numberOrWord(value);
  if (Array.isArray(value)) return list('[', value.map(literal));
  return list(
    '{',
    Object.entries(value).map(([key, member]) => property(key, literal(member))),
  );
}

/** `1e+21` is written `1e21`. */
function numberOrWord(value: null | boolean | number): string {
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}
