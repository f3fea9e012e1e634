import type { PathSegment } from '../../spec/path.js';
import type { PathPrefix } from './path-prefix.js';

/** What follows the prefix and its slash. */
export interface PathTail {
  readonly strict: string;
  /** Parameters hold slashes too: what came encoded. */
  readonly slashed: string;
}

/** Also a line feed, which a dot would leave out. */
const ANYTHING = '[\\s\\S]';
/** Also the whole tail of the root, which joins no others: a stage alone has no slash behind it. */
export const END = '/*$';
const SENT_END = '/?$';

/** A slash at the end makes no difference to a REST API, and on an HTTP API there is nothing else behind it. */
export function tailOf(segments: readonly PathSegment[]): PathTail {
  return { strict: tail(segments, '[^/]+'), slashed: tail(segments, `${ANYTHING}+`) };
}

function tail(segments: readonly PathSegment[], parameter: string): string {
  const parts = segments.map(({ kind, text }) =>
    kind === 'literal' ? escaped(text) : kind === 'parameter' ? parameter : ANYTHING,
  );
  return `${parts.join('/')}${segments.at(-1)?.kind === 'greedy' ? '' : END}`;
}

/** Of `/login`, or `/admin/*` for all below. */
export function tailOfText(path: string): string {
  return path.endsWith('*') ? escaped(path.slice(1, -1)) : `${escaped(path.slice(1))}${END}`;
}

/** Paths that begin with the prefix or do not, and go on in one of these ways. */
export function pathRegex({ may }: PathPrefix, tails: readonly string[]): string {
  if (tails.length === 1 && tails[0] === END) return `^/*${optional(may, '*')}$`;
  return `^/+${optional(may, '+')}${tails.length === 1 ? tails[0] : `(?:${tails.join('|')})`}`;
}

function optional(may: readonly string[], slashes: string): string {
  if (may.length === 0) return '';
  return `(?:${may.length === 1 ? escaped(may[0] ?? '') : `(?:${may.map(escaped).join('|')})`}/${slashes})?`;
}

/** Paths as sent, each in its one plain spelling. */
export function sentRegex({ sent }: PathPrefix, tails: readonly PathTail[]): string {
  const ends = tails.map(({ strict }) =>
    strict.endsWith(END) ? `${strict.slice(0, -END.length)}${SENT_END}` : strict,
  );
  const [first = ''] = ends;
  if (first === SENT_END) return `^/${escaped(sent)}${SENT_END}`;
  const before = sent === '' ? '^/' : `^/${escaped(sent)}/`;
  return `${before}${ends.length === 1 ? first : `(?:${ends.join('|')})`}`;
}

/** A regular expression of the user's, where it is anchored also behind the prefix. */
export function belowPrefix(regex: string, { may }: PathPrefix): string {
  if (may.length === 0) return regex;
  const prefix = may.map((segment) => `/${escaped(segment).toLowerCase()}`);
  const behind = `^(?:${prefix.join('|')})?`;
  // Escapes and classes are skipped: a caret in them is none of the beginning.
  return regex.replace(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\^/g, (part) => (part === '^' ? behind : part));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
