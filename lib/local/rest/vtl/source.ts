import type { Node } from './ast.js';
import { TemplateError } from './budget.js';

/** A text and how far it has been read. */
export interface Source {
  readonly text: string;
  at: number;
  depth: number;
  /** Strings in double quotes are templates again. */
  readonly parseTemplate: (text: string, depth: number) => readonly Node[];
}

const MAX_NESTING = 200;

/** Matches a sticky pattern here, and moves past it. */
export function take(source: Source, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = source.at;
  const found = pattern.exec(source.text);
  if (found === null) return undefined;
  source.at += found[0].length;
  return found;
}

export function takeText(source: Source, text: string): boolean {
  if (!source.text.startsWith(text, source.at)) return false;
  source.at += text.length;
  return true;
}

export function expect(source: Source, text: string): void {
  if (!takeText(source, text)) throw new TemplateError(`"${text}" is missing at ${source.at}`);
}

const BLANK = /[ \t\r\n]*/y;

export const skipBlank = (source: Source): void => void take(source, BLANK);

/** Reads something nested, with a bound on how deep that goes. */
export function nested<Result>(source: Source, read: () => Result): Result {
  source.depth += 1;
  if (source.depth > MAX_NESTING) throw new TemplateError('the template is nested too deeply');
  const result = read();
  source.depth -= 1;
  return result;
}

/** Tries a reading; where it fails, nothing has been read. */
export function attempt<Result>(source: Source, read: () => Result): Result | undefined {
  const { at, depth } = source;
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    source.at = at;
    source.depth = depth;
    return undefined;
  }
}
