import { globCovers, globHead, globsOverlap } from './globs.js';

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
  const needed = entriesByBeginning<Entry>();
  for (const entry of reachable(entries).toReversed()) {
    if (!comesTo(entry, needed.near(entry), classOf, rest)) needed.add(entry);
  }
  return needed.all().toReversed();
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
    const alike = known.get(head);
    if (alike) alike.push(entry);
    else known.set(head, [entry]);
    return true;
  });
}

/** Whether all paths of an entry come to the same without it. */
function comesTo<Entry extends Patterned>(
  entry: Entry,
  behind: Iterable<Entry>,
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

/** Finds entries whose first segment may be that of another; what came last comes first. */
function entriesByBeginning<Entry extends Patterned>() {
  const all: Entry[] = [];
  const byFirst = new Map<string | undefined, number[]>();
  return {
    all: () => all,
    add(entry: Entry): void {
      const first = firstOf(entry);
      const places = byFirst.get(first);
      if (places) places.push(all.length);
      else byFirst.set(first, [all.length]);
      all.push(entry);
    },
    near(entry: Entry): readonly Entry[] {
      const first = firstOf(entry);
      if (first === undefined) return all.toReversed();
      const places = [...(byFirst.get(first) ?? []), ...(byFirst.get(undefined) ?? [])].sort(
        (one, other) => other - one,
      );
      return places.flatMap((place) => all[place] ?? []);
    },
  };
}

/** Undefined where the pattern leaves it open. */
function firstOf({ pattern }: Patterned): string | undefined {
  const [, first = ''] = pattern.split('/', 2);
  return globHead(first) === first ? first : undefined;
}
