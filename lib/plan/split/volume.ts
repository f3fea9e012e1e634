import { pathKey } from '../../spec/path-tokens.js';
import { ladderBehind, middleRung } from './path-ladder.js';

/**
 * Paths that follow each other: those behind a beginning whose next token stands on some rungs of its ladder. Which these
 * can be depends on no route, so no route moves another.
 */
export interface Volume {
  /** Where it starts; absent: it is the first, whose paths stay in the gateway's own stack. */
  readonly start?: string;
  readonly beginning: string;
  readonly low: number;
  readonly high: number;
  /** In their order, no two of them equal but for the names of parameters. */
  readonly paths: readonly string[];
}

export function wholeVolume(paths: readonly string[]): Volume {
  const byKey = new Map(paths.map((path) => [pathKey(path), path]));
  return behind('', { paths: [...byKey.keys()].sort().map((key) => byKey.get(key) ?? '') });
}

/** Its lower and its upper half; where either has no path, the other is halved again. One path is no halves. */
export function halved(volume: Volume): readonly Volume[] {
  let whole = volume;
  while (whole.paths.length > 1) {
    const [one = whole, other] = halvesOf(whole).filter(({ paths }) => paths.length > 0);
    if (other) return [one, other];
    whole = one;
  }
  return [volume];
}

function halvesOf(volume: Volume): readonly Volume[] {
  const { beginning, low, high } = volume;
  const ladder = ladderBehind(beginning);
  if (low === high) return [behind(beginning + (ladder[low]?.token ?? ''), volume)];
  const middle = middleRung(ladder, low, high);
  const start = beginning + (ladder[middle]?.token ?? '');
  const [lower, upper] = parted(volume.paths, start);
  return [
    { ...volume, high: middle - 1, paths: lower },
    { ...volume, low: middle, paths: upper, start },
  ];
}

function behind(beginning: string, { start, paths }: Pick<Volume, 'start' | 'paths'>): Volume {
  const high = ladderBehind(beginning).length - 1;
  return { ...(start !== undefined && { start }), beginning, low: 0, high, paths };
}

function parted(paths: readonly string[], start: string): readonly [readonly string[], readonly string[]] {
  const key = pathKey(start);
  const first = paths.findIndex((path) => pathKey(path) >= key);
  return first < 0 ? [paths, []] : [paths.slice(0, first), paths.slice(first)];
}
