/** What AWS WAF's engine does not know, and how an issue says so. */
const UNKNOWN: readonly (readonly [RegExp, string])[] = [
  [/\(\?(?:[=!]|<[=!])/, 'looks ahead or behind'],
  [/\(\?>|[*+?}]\+/, 'is atomic or possessive'],
  [/\(\?(?:R|[+-]?\d|&|P[>=])/, 'calls itself'],
  [/\(\?\(/, 'has a condition'],
  [/\(\*/, 'steers the backtracking'],
  [/\\(?:[1-9]|k[<{']|g)/, 'refers back to a group'],
  [/\\[CRKGX]/, 'has an escape of Perl that AWS WAF lacks'],
];

/**
 * Why AWS WAF would not take a regular expression, or why it could match no path: those are looked at in lower case.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-regex-pattern-support.html
 */
export function wafRegexFault(regex: string): string | undefined {
  if (regex === '') return 'it is empty, and would match everything';
  const bare = withoutLiterals(regex);
  const unknown = UNKNOWN.find(([pattern]) => pattern.test(bare));
  if (unknown) return `it ${unknown[1]}`;
  if (!compiles(regex)) return 'it is no regular expression';
  if (!regex.includes('(?i') && /[A-Z]/.test(withoutEscapes(bare)))
    return 'it has capitals, and paths are looked at in lower case';
  return undefined;
}

/** Escaped punctuation and what stands in classes is text, however it looks. */
function withoutLiterals(regex: string): string {
  return regex.replace(/\\[^A-Za-z0-9]/g, '.').replace(/\[\^?\]?(?:\\.|[^\]\\])*\]/g, (set) => {
    const inside = withoutEscapes(set.slice(1, -1));
    return /[A-Z]/.test(inside) ? 'A' : '.';
  });
}

function withoutEscapes(regex: string): string {
  return regex.replace(/\[:\^?[a-z]+:\]/g, '').replace(/\\(?:x\{?[0-9A-Fa-f]+\}?|[pP]\{[^}]*\}|[pP][A-Z]|.)/g, '');
}

/** JavaScript's grammar has all that is left besides flags in the middle. */
function compiles(regex: string): boolean {
  try {
    new RegExp(regex.replace(/\(\?[a-z]+\)/g, '').replace(/\(\?[a-z]+:/g, '(?:'));
    return true;
  } catch {
    return false;
  }
}
