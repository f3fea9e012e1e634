import type { EdgePath } from './edge-paths.js';
import { globsOverlap } from './globs.js';
import type { Entry } from './levels.js';

/**
 * The pattern of a greedy parameter behind literal segments takes all that the route does, however long. So it stands
 * there once, for the shortest paths, where nothing before that takes what is its own.
 *
 * @param paths most specific first
 */
export function withoutEarlier(entries: readonly Entry[], paths: readonly EdgePath[]): readonly Entry[] {
  const rank = new Map(paths.map((path, index) => [path, index]));
  return paths.filter(isOpen).reduceRight<readonly Entry[]>((kept, path) => {
    const own = kept.filter(({ of }) => of === path);
    const last = own.at(-1);
    if (!last || own.length === 1) return kept;
    const between = kept.slice(
      kept.findIndex(({ of }) => of === path),
      kept.indexOf(last),
    );
    const isTaken = between.some(
      (entry) =>
        comesTo(entry) !== comesTo(last) &&
        globsOverlap(entry.pattern, last.pattern) &&
        !(entry.of && isExact(entry.of) && (rank.get(entry.of) ?? 0) < (rank.get(path) ?? 0)),
    );
    return isTaken ? kept : kept.filter((entry) => entry.of !== path || entry === last);
  }, entries);
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
