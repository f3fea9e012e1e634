import { bytesAsText } from '../inspection.js';
import { backtrackingSteps } from './backtracking-steps.js';
import type { Pattern } from './run-patterns.js';

export type TranslatedPattern =
  | (Pattern & { readonly kind: 'regex' })
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * What AWS WAF itself takes no pattern with, and JavaScript partly does.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-regex-pattern-support.html
 */
const REFUSED: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^\\[1-9]|^\\[gk][{<']?|^\(\?P=/, 'a backreference'],
  [/^\(\?<?[=!]/, 'a lookaround'],
  [/^\(\?(?:R|[+-]?\d|&|P>)|^\\g</, 'a subroutine'],
  [/^\(\?\(/, 'a conditional'],
  [/^\(\*/, 'a backtracking verb'],
  [/^\(\?>/, 'an atomic group'],
  [/^\(\?C/, 'a callout'],
  [/^\\[CRK]/, 'one of \\C, \\R and \\K'],
  [/^(?:[*+?]|\{\d+,?\d*\})\+/, 'a possessive quantifier'],
  // Patterns of JavaScript have none of these.
  [/^\\[GXNQEpPHVh]/, 'an escape that JavaScript has not'],
  [/^\(\?[imsxnUJ-]+[:)]/, 'a flag within a pattern'],
  [/^\(\?#/, 'a comment'],
];

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

/** Flags at its start hold for all of a pattern: `(?i)`. `x` is left out, since JavaScript has no such flag. */
const LEADING_FLAGS = /^\(\?([ims]+)\)/;

const ESCAPES: Readonly<Record<string, string>> = {
  A: '(?<![^])',
  z: '(?![^])',
  Z: '(?=\\n?(?![^]))',
  a: '\\x07',
  e: '\\x1b',
};

/** A pattern of PCRE, over bytes, as a regular expression of JavaScript: or why there is none. */
export function translatePattern(pattern: string): TranslatedPattern {
  const flags = LEADING_FLAGS.exec(pattern)?.[1] ?? '';
  const body = bytesAsText(pattern.replace(LEADING_FLAGS, ''));
  const translated = translateBody(body, flags);
  if (typeof translated !== 'string') return { kind: 'refused', reason: `it has ${translated.refused}` };
  try {
    const regex = new RegExp(translated, [...new Set(flags)].join(''));
    return { kind: 'regex', regex, maxSteps: backtrackingSteps(body) };
  } catch {
    return { kind: 'refused', reason: 'it is no regular expression' };
  }
}

/** In one pass over the pattern: an escape, a class, or one character at a time. */
function translateBody(body: string, flags: string): string | { readonly refused: string } {
  let result = '';
  for (let at = 0; at < body.length; ) {
    const rest = body.slice(at, at + 40);
    const refused = REFUSED.find(([form]) => form.test(rest));
    if (refused) return { refused: refused[1] };
    const part = body[at] === '[' ? readClass(body, at) : readPart(rest, flags);
    result += part.text;
    at += part.length;
  }
  return result;
}

interface Part {
  readonly text: string;
  /** Of the pattern. */
  readonly length: number;
}

function readPart(rest: string, flags: string): Part {
  if (rest.startsWith('(?P<')) return { text: '(?<', length: 4 };
  // Before a line break that ends the text `$` matches too, and a dot is all but that one line break.
  if (rest.startsWith('$') && !flags.includes('m')) return { text: '(?=\\n?$)', length: 1 };
  if (rest.startsWith('.') && !flags.includes('s')) return { text: '[^\\n]', length: 1 };
  if (!rest.startsWith('\\')) return { text: rest.slice(0, 1), length: 1 };
  const wide = /^\\x\{([0-9a-f]{1,2})\}/i.exec(rest);
  if (wide) return { text: `\\x${(wide[1] ?? '').padStart(2, '0')}`, length: wide[0].length };
  const letter = rest.slice(1, 2);
  return { text: Object.hasOwn(ESCAPES, letter) ? (ESCAPES[letter] ?? '') : rest.slice(0, 2), length: 2 };
}

/** `[^]a[:digit:]\]]` with its POSIX classes; a bracket that comes first stands for itself. */
function readClass(body: string, start: number): Part {
  let at = start + (body[start + 1] === '^' ? 2 : 1);
  let text = body.slice(start, at);
  for (let isFirst = true; at < body.length; isFirst = false) {
    const posix = /^\[:(\w+):\]/.exec(body.slice(at, at + 12));
    const known = posix?.[1] === undefined ? undefined : CLASSES[posix[1]];
    if (body[at] === ']' && !isFirst) return { text: `${text}]`, length: at + 1 - start };
    const piece = body[at] === '\\' ? body.slice(at, at + 2) : (body[at] ?? '');
    text += known ?? (piece === ']' || piece === '[' ? `\\${piece}` : piece);
    at += posix && known !== undefined ? posix[0].length : piece.length;
  }
  return { text, length: at - start };
}
