import type { Json } from '../document/json-node.js';
import { type Code, list, longText, sequence } from './code.js';

/** Controls, format characters that turn text around or hide in it, line separators, and halves of characters. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

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
  return withoutControls(text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`));
}

/** Escapes that strings and regular expressions share. */
export function withoutControls(text: string): string {
  return text.replace(
    UNSAFE,
    (char) => SHORT[char] ?? Array.from({ length: char.length }, (_, at) => unit(char, at)).join(''),
  );
}

function unit(char: string, at: number): string {
  return `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`;
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
  if (Array.isArray(value)) return list('[', value.map(literal), { forced: isTable(value) });
  return list(
    '{',
    Object.entries(value).map(([key, member]) => property(key, literal(member))),
  );
}

/** Formatters give each row a line. */
function isTable(rows: readonly Json[]): boolean {
  const isRow = (row: Json) => typeof row === 'object' && row !== null && Object.keys(row).length > 1;
  const [first] = rows;
  return rows.length > 1 && rows.every((row) => isRow(row) && Array.isArray(row) === Array.isArray(first));
}

/** `1e+21` is written `1e21`. */
function numberOrWord(value: null | boolean | number): string {
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}
