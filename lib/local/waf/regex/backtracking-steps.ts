/** Escapes and classes stand for one character each; what opens a group says nothing of how often it matches. */
const outline = (pattern: string): string =>
  pattern
    .replace(/\\[\s\S]/g, 'e')
    .replace(/\[\^?\]?[^\]]*\]/g, 'c')
    .replace(/\(\?(?::|P?<\w+>)/g, '(');

/**
 * At most so many steps does a backtracking engine take over a text of `characters`: each quantifier may end anywhere,
 * and each alternative may be the one. A group that is repeated has no such bound worth having.
 */
export function backtrackingSteps(pattern: string): (characters: number) => number {
  const shape = outline(pattern);
  if (/\)(?:[*+]|\{)/.test(shape)) return () => Number.POSITIVE_INFINITY;
  const quantifiers = shape.match(/[*+]|\{\d*,?\d*\}/g)?.length ?? 0;
  const choices = shape.match(/[|?]/g)?.length ?? 0;
  const starts = shape.startsWith('^') && !shape.includes('|') ? 0 : 1;
  return (characters) => (characters + 1) ** (quantifiers + starts) * 2 ** choices;
}
