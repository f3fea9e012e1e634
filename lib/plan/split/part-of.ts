import { normalBeginning, pathKey } from '../../spec/path-tokens.js';
import type { Split } from '../../spec/split.js';
import { partName } from './part-name.js';

/** Says which part a path belongs to; undefined: it stays with the gateway. */
export type PartOf = (path: string) => string | undefined;

/** The rule of a split. What it says of one path depends on no other. */
export function partOfPaths(split: Split): PartOf {
  return split.parts ? byNames(split.parts) : byStarts(split.from);
}

function byStarts(from: readonly string[]): PartOf {
  const startOf = lastStart(from);
  return (path) => {
    const start = startOf(path);
    return start === undefined ? undefined : partName(normalBeginning(start));
  };
}

/** Says which is the last of some starts that a path does not come before; undefined: it comes before all. */
export function lastStart(from: readonly string[]): PartOf {
  const starts = inOrder(from);
  const keys = starts.map(pathKey);
  return (path) => starts[countUpTo(keys, pathKey(path)) - 1];
}

/** Paths or starts as they follow each other, one of those that are equal but for the names of parameters. */
export function inOrder(paths: readonly string[]): readonly string[] {
  const byKey = new Map(paths.map((path) => [pathKey(path), path]));
  return [...byKey.keys()].sort().map((key) => byKey.get(key) ?? '');
}

/** How many of some sorted keys are no more than this one. */
function countUpTo(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those from which on no path stands before the next. */
export function idleStarts(from: readonly string[], paths: readonly string[]): readonly string[] {
  const startOf = lastStart(from);
  const used = new Set(paths.map(startOf));
  return from.filter((start) => !used.has(start));
}

function byNames(parts: Readonly<Record<string, readonly string[]>>): PartOf {
  const names = new Map(
    Object.entries(parts).flatMap(([name, prefixes]) =>
      prefixes.map((prefix) => [normalBeginning(prefix), name] as const),
    ),
  );
  return (path) => {
    for (let prefix = normalBeginning(path); prefix !== ''; prefix = prefix.slice(0, prefix.lastIndexOf('/'))) {
      const name = names.get(prefix);
      if (name !== undefined) return name;
    }
    return names.get('/');
  };
}
