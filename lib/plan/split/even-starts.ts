import { GREEDY, pathKey, pathTokens } from '../../spec/path-tokens.js';
import { inOrder } from './part-of.js';

/**
 * Where to part some paths into so many parts of about as many paths each. Where a path cannot be parted from the one
 * before it, the next that can is, else one before; so there are fewer starts where no more part them.
 */
export function evenStarts(paths: readonly string[], parts: number): readonly string[] {
  const sorted = inOrder(paths);
  const between = sorted.map((path, at) => (at === 0 ? undefined : startBetween(sorted[at - 1] ?? '', path)));
  const starts = Array.from({ length: parts - 1 }, (_, index) => {
    const at = Math.max(1, Math.round(((index + 1) * sorted.length) / parts));
    return between.slice(at).find(Boolean) ?? between.slice(0, at).findLast(Boolean);
  });
  return [...new Set(starts.filter((start) => start !== undefined))];
}

/** The shortest that comes behind one path and not behind the next. */
function startBetween(lower: string, upper: string): string | undefined {
  const key = pathKey(lower);
  const words = pathTokens(upper).filter((token) => token !== GREEDY);
  const length = words.findIndex((_, at) => pathKey(words.slice(0, at + 1).join('')) > key);
  return length < 0 ? undefined : words.slice(0, length + 1).join('');
}
