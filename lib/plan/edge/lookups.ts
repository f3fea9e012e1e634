import type { ApiPlan } from '../plan.js';
import type { EdgePath } from './edge-paths.js';

export const ANY = Symbol('any segment that is not empty');
export const REST = Symbol('one segment or more, of any kind');
/** A text may be empty: behind the slash at a path's end. */
export type LookupStep = string | typeof ANY | typeof REST;

/** What the front looks up. */
export interface Lookup {
  readonly steps: readonly LookupStep[];
  /** Id of its API. */
  readonly origin: ApiPlan['id'];
  readonly methods: ReadonlySet<string>;
}

/** In the front's order: every path as it is, `/` and then the most specific first, and behind them each with a slash at its end. */
export function lookupsOf(paths: readonly EdgePath[]): readonly Lookup[] {
  const plain = plainLookups(paths);
  return [...plain, ...endingLookups(plain)];
}

export function plainLookups(paths: readonly EdgePath[]): readonly Lookup[] {
  const root = paths.filter(({ segments }) => segments.length === 0);
  return [...root, ...paths.filter(({ segments }) => segments.length > 0)].map(
    ({ segments, origin, methods }): Lookup => {
      const steps = segments.map(({ kind, text }) => (kind === 'literal' ? text : kind === 'greedy' ? REST : ANY));
      return { origin, methods, steps: steps.length === 0 ? [''] : steps };
    },
  );
}

/** With a slash at the end, of those whose last segment does not take it. */
export function endingLookups(plain: readonly Lookup[]): readonly Lookup[] {
  return plain
    .filter(({ steps }) => steps.at(-1) !== REST && steps[0] !== '')
    .map((lookup) => ({ ...lookup, steps: [...lookup.steps, ''] }));
}

/** Whether some path is taken by both. */
export function lookupsMeet({ steps: one }: Lookup, { steps: other }: Lookup): boolean {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const a = one[at];
    const b = other[at];
    if (a === undefined || b === undefined) return false;
    if (a === REST || b === REST) return true;
    if (!stepsMeet(a, b)) return false;
  }
  return true;
}

function stepsMeet(a: LookupStep, b: LookupStep): boolean {
  if (a === ANY) return b !== '';
  return b === ANY ? a !== '' : a === b;
}
