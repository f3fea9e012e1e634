import { addTo } from '../grouped-by.js';
import { globHead } from './globs.js';

export interface NearPatterns {
  /** In the order of their places: 0, 1, 2. */
  readonly add: (pattern: string) => void;
  /** Places of all that some path may match as well, in order: those whose first segment is another are left out. */
  readonly near: (pattern: string) => readonly number[];
}

/** Finds patterns by their first segments. */
export function nearPatterns(patterns: readonly string[] = []): NearPatterns {
  const places = new Map<string | undefined, number[]>();
  let count = 0;
  function add(pattern: string): void {
    addTo(places, firstOf(pattern), count);
    count += 1;
  }
  for (const pattern of patterns) add(pattern);
  return {
    add,
    near(pattern) {
      const first = firstOf(pattern);
      if (first === undefined) return Array.from({ length: count }, (_, place) => place);
      return [...(places.get(first) ?? []), ...(places.get(undefined) ?? [])].sort((one, other) => one - other);
    },
  };
}

/** Undefined where the pattern leaves it open. */
function firstOf(pattern: string): string | undefined {
  const [, first = ''] = pattern.split('/', 2);
  return globHead(first) === first ? first : undefined;
}
