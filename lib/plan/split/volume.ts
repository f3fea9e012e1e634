import { pathKey, pathTokens } from '../../spec/path-tokens.js';
import { inOrder } from './part-of.js';
import { ladderBehind, middleRung } from './path-ladder.js';

/**
 * Paths that follow each other: those behind a beginning whose next token stands on some rungs of its ladder. Which these
 * can be depends on no route, so no route moves another.
 */
export interface Volume {
  /** Where it starts; absent: it is the first, whose paths stay in the gateway's own stack. */
  readonly start?: string;
  /** Of how many halvings it comes, and which of these, from 1 on, made its start; 0: none. */
  readonly halvings: number;
  readonly startedBy: number;
  /** In their order, no two of them equal but for the names of parameters. */
  readonly paths: readonly string[];
  readonly range: Range;
}

interface Range {
  readonly beginning: string;
  readonly low: number;
  readonly high: number;
}

export function wholeVolume(paths: readonly string[]): Volume {
  return { halvings: 0, startedBy: 0, paths: inOrder(paths), range: rangeBehind('') };
}

/**
 * Its lower and its upper half; where either would have no path, the other is halved again. One path is no halves, nor are
 * greedy ones of several depths (`/a/{x}/{rest+}`, `/a/{rest+}`), behind all that a start can say.
 */
export function halved(volume: Volume): readonly Volume[] {
  const { paths } = volume;
  const shared = sharedBeginning(paths);
  let range = shared.length > volume.range.beginning.length ? rangeBehind(shared) : volume.range;
  while (paths.length > 1 && pathKey(paths[0] ?? '').startsWith(pathKey(range.beginning))) {
    const { start, lower, upper } = cut(range);
    const key = pathKey(start);
    const first = paths.findIndex((path) => pathKey(path) >= key);
    if (first > 0) {
      const halvings = volume.halvings + 1;
      return [
        { ...volume, halvings, range: lower, paths: paths.slice(0, first) },
        { start, halvings, startedBy: halvings, range: upper, paths: paths.slice(first) },
      ];
    }
    range = first < 0 ? lower : upper;
  }
  return [volume];
}

/** Of paths in their order, the first and the last share what all do. */
function sharedBeginning(paths: readonly string[]): string {
  const [first, last] = [paths[0] ?? '', paths.at(-1) ?? ''].map(pathTokens);
  const parting = first?.findIndex((token, index) => token !== last?.[index]) ?? 0;
  return (parting < 0 ? first : first?.slice(0, parting))?.join('') ?? '';
}

/** Where the upper half of a range starts. Of one rung all is behind it. */
function cut({ beginning, low, high }: Range): { start: string; lower: Range; upper: Range } {
  const ladder = ladderBehind(beginning);
  const middle = low === high ? low : middleRung(ladder, low, high);
  const start = beginning + (ladder[middle]?.token ?? '');
  if (low === high) return { start, lower: { beginning, low, high }, upper: rangeBehind(start) };
  return { start, lower: { beginning, low, high: middle - 1 }, upper: { beginning, low: middle, high } };
}

function rangeBehind(beginning: string): Range {
  return { beginning, low: 0, high: ladderBehind(beginning).length - 1 };
}
