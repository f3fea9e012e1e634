import type { ApiPlan } from '../plan.js';
import type { Lookup } from './lookups.js';

/** Lookups of several APIs. */
export const SEVERAL = Symbol('several APIs');
export type Owner = ApiPlan['id'] | typeof SEVERAL;

/** What is to know of some lookups. */
export interface Tally {
  /** The API of all of them. */
  readonly owner: Owner | undefined;
  /** By methods. */
  readonly latest: ReadonlyMap<string, Latest>;
}

/** Places in the front's order: of the last lookup of all, and of the last that is of another API than that one. */
interface Latest {
  readonly rank: number;
  readonly origin: ApiPlan['id'];
  readonly otherRank: number;
}

const NO_RANK = -1;
export const EMPTY: Tally = { owner: undefined, latest: new Map() };

/** @param rank place in the front's order */
export function tallyOf({ origin, methods }: Lookup, rank: number): Tally {
  return {
    owner: origin,
    latest: new Map([...methods].map((method) => [method, { rank, origin, otherRank: NO_RANK }])),
  };
}

export function joinedTally(tallies: readonly Tally[]): Tally {
  if (tallies.length < 2) return tallies[0] ?? EMPTY;
  let owner: Owner | undefined;
  const latest = new Map<string, Latest>();
  for (const tally of tallies) {
    owner = joinedOwner(owner, tally.owner);
    for (const [method, one] of tally.latest) latest.set(method, joinedLatest(latest.get(method), one));
  }
  return { owner, latest };
}

/** What owns what either does. */
export function joinedOwner(one: Owner | undefined, other: Owner | undefined): Owner | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one === other ? one : SEVERAL;
}

function joinedLatest(one: Latest | undefined, other: Latest): Latest {
  if (!one) return other;
  const [last, before] = one.rank > other.rank ? [one, other] : [other, one];
  return { ...last, otherRank: Math.max(last.otherRank, rankOfOthers(before, last.origin)) };
}

/** Place of the last that has a method, or `ANY`, and is of another API; -1 where there is none. */
export function lastOfOthers({ latest }: Tally, method: string, origin: ApiPlan['id']): number {
  const ranks = [method, 'ANY'].map((name) => {
    const found = latest.get(name);
    return found ? rankOfOthers(found, origin) : NO_RANK;
  });
  return Math.max(...ranks);
}

function rankOfOthers(latest: Latest, origin: ApiPlan['id']): number {
  return latest.origin === origin ? latest.otherRank : latest.rank;
}
