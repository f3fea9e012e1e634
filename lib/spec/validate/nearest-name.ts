/** As far as Commander goes for its own suggestions: more edits than that, or most of the word, and it is another word. */
const MOST_EDITS = 3;
const LEAST_ALIKE = 0.4;
const SHORTEST_BEGINNING = 3;

/**
 * The name that somebody may have meant: the one with the fewest edits, or else the only one that begins with the word
 * (`ttl`: `ttlSeconds`). Undefined where none is near.
 */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  const near = names
    .map((name) => ({ name, edits: editsBetween(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= MOST_EDITS && 1 - edits / Math.max(word.length, name.length) > LEAST_ALIKE)
    .sort((one, other) => one.edits - other.edits);
  if (near[0] !== undefined) return near[0].name;
  const longer = word.length < SHORTEST_BEGINNING ? [] : names.filter((name) => name.startsWith(word));
  return longer.length === 1 ? longer[0] : undefined;
}

/** Letters to add, to leave out, to replace, or to swap with the next: optimal string alignment. */
function editsBetween(from: string, to: string): number {
  let [before, last]: [readonly number[], readonly number[]] = [
    [],
    Array.from({ length: to.length + 1 }, (_, at) => at),
  ];
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let at = 1; at <= to.length; at++) {
      const replaced = (last[at - 1] ?? 0) + (from[row - 1] === to[at - 1] ? 0 : 1);
      const isSwap = from[row - 1] === to[at - 2] && from[row - 2] === to[at - 1];
      const swapped = isSwap && row > 1 && at > 1 ? (before[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, replaced, swapped));
    }
    [before, last] = [last, next];
  }
  return last[to.length] ?? 0;
}
