import { GREEDY, normalBeginning, pathTokens } from '../../spec/path-tokens.js';
import type { Split } from '../../spec/split.js';
import { partName } from './part-name.js';

/** Says which part a path belongs to; undefined: it stays with the gateway. */
export type PartOf = (path: string) => string | undefined;

/** The rule of a split. What it says of one path depends on no other. */
export function partOfPaths(split: Split): PartOf {
  return split.parts ? byNames(split.parts) : byBeginnings(split.at);
}

function byBeginnings(at: readonly string[]): PartOf {
  const beginningOf = partBeginning(at);
  return (path) => {
    const beginning = beginningOf(pathTokens(path));
    return beginning === undefined ? undefined : partName(beginning);
  };
}

/** The deepest divided beginning with what comes behind it. A greedy parameter takes what is beside parts too. */
export function partBeginning(at: readonly string[]): (tokens: readonly string[]) => string | undefined {
  const divided = new Set(at.map(normalBeginning));
  return (tokens) => {
    let found: string | undefined;
    let beginning = '';
    for (const token of tokens) {
      const isDivided = divided.has(beginning);
      beginning += token;
      if (isDivided && token !== GREEDY) found = beginning;
    }
    return found;
  };
}

/** Those that no path goes on behind: dividing them puts nothing into a part. */
export function idleBeginnings(at: readonly string[], paths: readonly string[]): readonly string[] {
  const idle = new Map(at.map((stated) => [normalBeginning(stated), stated]));
  for (const path of paths) {
    let beginning = '';
    for (const token of pathTokens(path)) {
      if (token !== GREEDY) idle.delete(beginning);
      beginning += token;
    }
  }
  return [...idle.values()];
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
