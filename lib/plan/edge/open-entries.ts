import { groupedBy } from '../grouped-by.js';
import type { EdgePath } from './edge-paths.js';
import { globsOverlap } from './globs.js';
import type { Entry } from './levels.js';
import { nearPatterns } from './near-patterns.js';

/**
 * The pattern of a greedy parameter behind literal segments takes all that the route does, however long. So it stands
 * there once, for the shortest paths, where nothing before that takes what is its own.
 *
 * @param paths most specific first
 */
export function withoutEarlier(entries: readonly Entry[], paths: readonly EdgePath[]): readonly Entry[] {
  const rank = new Map(paths.map((path, index) => [path, index]));
  const places = groupedBy(entries.keys(), (place) => entries[place]?.of);
  const { near } = nearPatterns(entries.map(({ pattern }) => pattern));
  const left = new Set<number>();
  for (const path of paths.filter(isOpen).toReversed()) {
    const own = places.get(path) ?? [];
    const [first = 0, last = 0] = [own[0], own.at(-1)];
    const final = entries[last];
    if (own.length < 2 || !final) continue;
    const isTaken = near(final.pattern).some((place) => {
      const entry = entries[place];
      if (!entry || place < first || place >= last || left.has(place)) return false;
      const isBefore = entry.of && isExact(entry.of) && (rank.get(entry.of) ?? 0) < (rank.get(path) ?? 0);
      return comesTo(entry) !== comesTo(final) && !isBefore && globsOverlap(entry.pattern, final.pattern);
    });
    if (!isTaken) for (const place of own.slice(0, -1)) left.add(place);
  }
  return entries.filter((_, place) => !left.has(place));
}

function comesTo({ policy = '', forwards, origin }: Entry): string {
  return `${policy} ${forwards} ${origin}`;
}

function isOpen({ segments }: EdgePath): boolean {
  return segments.at(-1)?.kind === 'greedy' && segments.slice(0, -1).every(({ kind }) => kind === 'literal');
}

/** Whether its pattern takes nothing but what the route does. */
function isExact(path: EdgePath): boolean {
  return isOpen(path) || path.segments.every(({ kind }) => kind === 'literal');
}
