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
  const root = paths.filter(({ segments }) => segments.length === 0);
  const plain = [...root, ...paths.filter(({ segments }) => segments.length > 0)].map(
    ({ segments, origin, methods }): Lookup => {
      const steps = segments.map(({ kind, text }) => (kind === 'literal' ? text : kind === 'greedy' ? REST : ANY));
      return { origin, methods, steps: steps.length === 0 ? [''] : steps };
    },
  );
  const ending = plain
    .filter(({ steps }) => steps.at(-1) !== REST && steps[0] !== '')
    .map((lookup) => ({ ...lookup, steps: [...lookup.steps, ''] }));
  return [...plain, ...ending];
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

/** Whether it takes a path that begins so: all of `beginning`, or more. */
export function reachesBelow({ steps }: Lookup, beginning: readonly LookupStep[]): boolean {
  for (const [at, step] of beginning.entries()) {
    const own = steps[at];
    if (own === REST) return true;
    if (own === undefined || !stepsMeet(own, step)) return false;
  }
  return true;
}

function stepsMeet(a: LookupStep, b: LookupStep): boolean {
  if (a === ANY) return b !== '';
  return b === ANY ? a !== '' : a === b;
}

/** Finds those of many that meet another, by their first steps. */
export function lookupIndex<T extends Lookup>(): {
  readonly add: (one: T) => void;
  readonly meeting: (one: Lookup) => readonly T[];
} {
  const byFirst = new Map<LookupStep | undefined, T[]>();
  const all: T[] = [];
  const at = (first: LookupStep | undefined) => byFirst.get(first) ?? [];
  return {
    add: (one) => {
      const [first] = one.steps;
      byFirst.set(first, at(first));
      byFirst.get(first)?.push(one);
      all.push(one);
    },
    meeting: (one) => {
      const [first] = one.steps;
      const near = typeof first === 'string' ? [...at(first), ...at(ANY), ...at(REST)] : all;
      return near.filter((other) => lookupsMeet(one, other));
    },
  };
}
