import { GREEDY, pathKey, pathTokens } from '../../spec/path-tokens.js';

/** Where to part some paths into so many parts of about as many paths each; fewer starts where no more part them. */
export function evenStarts(paths: readonly string[], parts: number): readonly string[] {
  const byKey = new Map(paths.map((path) => [pathKey(path), path]));
  const sorted = [...byKey.keys()].sort().map((key) => byKey.get(key) ?? '');
  const starts = Array.from({ length: parts - 1 }, (_, index) =>
    startFrom(sorted, Math.max(1, Math.round(((index + 1) * sorted.length) / parts))),
  );
  return [...new Set(starts.filter((start) => start !== undefined))];
}

/** The shortest that parts the path at an index from the one before it, else the next that can be parted, else one before. */
function startFrom(sorted: readonly string[], index: number): string | undefined {
  const between = sorted.map((path, at) => (at === 0 ? undefined : startBetween(sorted[at - 1] ?? '', path)));
  return between.slice(index).find(Boolean) ?? between.slice(0, index).findLast(Boolean);
}

function startBetween(lower: string, upper: string): string | undefined {
  const [key, tokens] = [pathKey(lower), pathTokens(upper)];
  const [words] = [tokens.at(-1) === GREEDY ? tokens.slice(0, -1) : tokens];
  const length = words.findIndex((_, at) => pathKey(words.slice(0, at + 1).join('')) > key);
  return length < 0 ? undefined : words.slice(0, length + 1).join('');
}
