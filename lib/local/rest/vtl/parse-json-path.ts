import type { VtlValue } from './value.js';

export type JsonPathStep =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined; readonly by: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'deep'; readonly step: JsonPathStep }
  | { readonly kind: 'filter'; readonly filter: Filter };

export type FilterOperand =
  | { readonly kind: 'literal'; readonly value: VtlValue }
  | { readonly kind: 'path'; readonly from: '@' | '$'; readonly steps: readonly JsonPathStep[] };

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'exists'; readonly operand: FilterOperand }
  | {
      readonly kind: 'compare';
      readonly operator: string;
      readonly left: FilterOperand;
      readonly right: FilterOperand;
    };

export interface JsonPath {
  readonly steps: readonly JsonPathStep[];
  readonly definite: boolean;
  /** The path ends in `.length()`. */
  readonly length: boolean;
}

/** Longer ones are none. */
export const MAX_PATH_LENGTH = 4096;

/** @returns undefined where the text is no JSONPath */
export function parseJsonPath(expression: string): JsonPath | undefined {
  const reader: Reader = { text: expression.trim(), at: 0, depth: 0 };
  if (reader.text.length > MAX_PATH_LENGTH) return undefined;
  if (reader.text.startsWith('$')) reader.at = 1;
  else reader.text = `.${reader.text}`;
  const steps = readSteps(reader);
  const length = read(reader, /\.(?:length|size)\(\)/y) !== undefined;
  if (steps === undefined || reader.at < reader.text.length) return undefined;
  return { steps, definite: steps.every(isDefinite), length };
}

interface Reader {
  text: string;
  at: number;
  depth: number;
}

function isDefinite(step: JsonPathStep): boolean {
  if (step.kind === 'names') return step.names.length === 1;
  return step.kind === 'indexes' && step.indexes.length === 1;
}

function read(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found === null) return undefined;
  reader.at += found[0].length;
  return found;
}

function readSteps(reader: Reader): JsonPathStep[] | undefined {
  const steps: JsonPathStep[] = [];
  for (;;) {
    const deep = read(reader, /\.\.(?=[[\w*$-])/y) !== undefined;
    const step = readStep(reader, deep);
    if (step === 'wrong' || (deep && step === undefined)) return undefined;
    if (step === undefined) return steps;
    steps.push(deep ? { kind: 'deep', step } : step);
  }
}

function readStep(reader: Reader, deep: boolean): JsonPathStep | 'wrong' | undefined {
  if (read(reader, deep ? /\*/y : /\.\*/y)) return { kind: 'all' };
  const name = read(reader, deep ? /([^.[\]()\s,]+)(?!\()/y : /\.([^.[\]()\s,]+)(?![\w]*\()/y)?.[1];
  if (name !== undefined) return { kind: 'names', names: [name] };
  if (reader.text[reader.at] !== '[') return undefined;
  return readBracket(reader) ?? 'wrong';
}

function readBracket(reader: Reader): JsonPathStep | undefined {
  if (read(reader, /\[\s*\*\s*\]/y)) return { kind: 'all' };
  const names = read(
    reader,
    /\[\s*((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))*)\s*\]/y,
  );
  if (names) return { kind: 'names', names: readQuoted(names[1] ?? '') };
  const indexes = read(reader, /\[\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*\]/y)?.[1];
  if (indexes !== undefined) return { kind: 'indexes', indexes: indexes.split(',').map(Number) };
  const slice = read(reader, /\[\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(\d+))?\s*\]/y);
  if (slice) {
    const [, from, to, by] = slice;
    return { kind: 'slice', from: numberOf(from), to: numberOf(to), by: Math.max(1, numberOf(by) ?? 1) };
  }
  return readFilterStep(reader);
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

const readQuoted = (text: string): string[] =>
  [...text.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(([, single, double]) =>
    (single ?? double ?? '').replace(/\\(.)/g, '$1'),
  );

function readFilterStep(reader: Reader): JsonPathStep | undefined {
  if (!read(reader, /\[\s*\?\s*\(/y)) return undefined;
  const filter = readOr(reader);
  return filter && read(reader, /\s*\)\s*\]/y) ? { kind: 'filter', filter } : undefined;
}

function readOr(reader: Reader): Filter | undefined {
  return readChain(reader, 'or', /\s*\|\|\s*/y, () => readChain(reader, 'and', /\s*&&\s*/y, () => readTerm(reader)));
}

function readChain(
  reader: Reader,
  kind: 'and' | 'or',
  separator: RegExp,
  readPart: () => Filter | undefined,
): Filter | undefined {
  const parts: Filter[] = [];
  do {
    const part = readPart();
    if (part === undefined) return undefined;
    parts.push(part);
  } while (read(reader, separator));
  return parts.length === 1 ? parts[0] : { kind, parts };
}

function readTerm(reader: Reader): Filter | undefined {
  reader.depth += 1;
  if (reader.depth > 50) return undefined;
  if (read(reader, /\s*!\s*/y)) {
    const part = readTerm(reader);
    return part && { kind: 'not', part };
  }
  if (read(reader, /\s*\(/y)) {
    const inner = readOr(reader);
    return inner && read(reader, /\s*\)/y) ? inner : undefined;
  }
  const left = readOperand(reader);
  if (left === undefined) return undefined;
  const operator = read(reader, /\s*(==|!=|<=|>=|<|>)/y)?.[1];
  if (operator === undefined) return { kind: 'exists', operand: left };
  const right = readOperand(reader);
  return right && { kind: 'compare', operator, left, right };
}

function readOperand(reader: Reader): FilterOperand | undefined {
  const from = read(reader, /\s*([@$])/y)?.[1];
  if (from === '@' || from === '$') {
    const steps = readSteps(reader);
    return steps && { kind: 'path', from, steps };
  }
  const literal = read(reader, /\s*(?:('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)|(true|false|null)\b)/y);
  if (literal === undefined) return undefined;
  const [, quoted, number, word] = literal;
  if (quoted !== undefined) return { kind: 'literal', value: readQuoted(quoted)[0] ?? '' };
  if (number !== undefined) return { kind: 'literal', value: number.includes('.') ? Number(number) : BigInt(number) };
  return { kind: 'literal', value: word === 'null' ? null : word === 'true' };
}
