import { list, map, type VtlValue } from './value.js';

const MAX_DEPTH = 200;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const SPACE = /[\t\n\r ]*/y;

/**
 * Reads a JSON document into template values, telling integers from doubles.
 * @returns undefined where the text is not JSON
 */
export function parseJson(text: string): VtlValue | undefined {
  const reader = { text, at: 0 };
  try {
    const value = readValue(reader, 0);
    skipSpace(reader);
    return reader.at === text.length ? value : undefined;
  } catch (error) {
    if (error instanceof NotJson || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

interface Reader {
  readonly text: string;
  at: number;
}

class NotJson extends Error {}

function readValue(reader: Reader, depth: number): VtlValue {
  if (depth > MAX_DEPTH) throw new NotJson();
  skipSpace(reader);
  switch (reader.text[reader.at]) {
    case '{':
      return readMap(reader, depth);
    case '[':
      return readList(reader, depth);
    case '"':
      return readString(reader);
    case 't':
      return readWord(reader, 'true', true);
    case 'f':
      return readWord(reader, 'false', false);
    case 'n':
      return readWord(reader, 'null', null);
    default:
      return readNumber(reader);
  }
}

function readMap(reader: Reader, depth: number): VtlValue {
  const entries: [string, VtlValue][] = [];
  reader.at += 1;
  if (next(reader, '}')) return map(entries);
  do {
    skipSpace(reader);
    const key = readString(reader);
    if (!next(reader, ':')) throw new NotJson();
    entries.push([key, readValue(reader, depth + 1)]);
  } while (next(reader, ','));
  if (!next(reader, '}')) throw new NotJson();
  return map(entries);
}

function readList(reader: Reader, depth: number): VtlValue {
  const items: VtlValue[] = [];
  reader.at += 1;
  if (next(reader, ']')) return list(items, true);
  do items.push(readValue(reader, depth + 1));
  while (next(reader, ','));
  if (!next(reader, ']')) throw new NotJson();
  return list(items, true);
}

function readString(reader: Reader): string {
  const start = reader.at;
  if (reader.text[start] !== '"') throw new NotJson();
  let end = start + 1;
  while (end < reader.text.length && reader.text[end] !== '"') end += reader.text[end] === '\\' ? 2 : 1;
  reader.at = end + 1;
  return JSON.parse(reader.text.slice(start, reader.at));
}

function readNumber(reader: Reader): VtlValue {
  const [text, fraction, exponent] = match(reader, NUMBER);
  return fraction === undefined && exponent === undefined ? BigInt(text) : Number(text);
}

function readWord<Value extends VtlValue>(reader: Reader, word: string, value: Value): Value {
  if (!reader.text.startsWith(word, reader.at)) throw new NotJson();
  reader.at += word.length;
  return value;
}

function next(reader: Reader, character: string): boolean {
  skipSpace(reader);
  if (reader.text[reader.at] !== character) return false;
  reader.at += 1;
  return true;
}

function skipSpace(reader: Reader): void {
  SPACE.lastIndex = reader.at;
  reader.at += SPACE.exec(reader.text)?.[0].length ?? 0;
}

function match(reader: Reader, pattern: RegExp): RegExpExecArray {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found === null) throw new NotJson();
  reader.at += found[0].length;
  return found;
}
