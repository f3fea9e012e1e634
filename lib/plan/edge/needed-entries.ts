import { addTo } from '../grouped-by.js';
import { globCovers, globHead, globsOverlap } from './globs.js';
import { nearPatterns } from './near-patterns.js';

interface Patterned {
  readonly pattern: string;
}

/**
 * The entries without those that change nothing: that none can reach, or whose paths come to the same further down.
 *
 * @param classOf what an entry comes to
 * @param rest what paths come to that match none
 */
export function neededEntries<Entry extends Patterned>(
  entries: readonly Entry[],
  classOf: (entry: Entry) => string,
  rest: string,
): readonly Entry[] {
  const needed: Entry[] = [];
  const { add, near } = nearPatterns();
  for (const entry of reachable(entries).toReversed()) {
    const behind = near(entry.pattern).flatMap((place) => needed[place] ?? []);
    if (comesTo(entry, behind.toReversed(), classOf, rest)) continue;
    needed.push(entry);
    add(entry.pattern);
  }
  return needed.toReversed();
}

/** Those that are not below another before them. What takes all of a pattern begins with a part of its beginning. */
function reachable<Entry extends Patterned>(entries: readonly Entry[]): readonly Entry[] {
  const known = new Map<string, Entry[]>();
  return entries.filter((entry) => {
    const head = globHead(entry.pattern);
    for (let length = 0; length <= head.length; length += 1) {
      const before = known.get(head.slice(0, length));
      if (before?.some(({ pattern }) => globCovers(pattern, entry.pattern))) return false;
    }
    addTo(known, head, entry);
    return true;
  });
}

/** Whether all paths of an entry come to the same without it. */
function comesTo<Entry extends Patterned>(
  entry: Entry,
  behind: readonly Entry[],
  classOf: (entry: Entry) => string,
  rest: string,
): boolean {
  const own = classOf(entry);
  for (const other of behind) {
    if (classOf(other) === own ? globCovers(other.pattern, entry.pattern) : globsOverlap(entry.pattern, other.pattern))
      return classOf(other) === own;
  }
  return own === rest;
}
