import { globCovers, globsOverlap } from './globs.js';

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
  const reachable = entries.filter(
    ({ pattern }, index) => !entries.slice(0, index).some((before) => globCovers(before.pattern, pattern)),
  );
  let needed: readonly Entry[] = [];
  for (const entry of reachable.toReversed()) {
    if (!comesTo(entry, needed, classOf, rest)) needed = [entry, ...needed];
  }
  return needed;
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
