import type { ApiPlan } from '../plan.js';
import { ANY, type Lookup, type LookupStep, REST } from './lookups.js';

/** Lookups of several APIs go on from here. */
export const SEVERAL = Symbol('several APIs');
export type Owner = ApiPlan['id'] | typeof SEVERAL;

/** Lookups by their steps. */
export interface LookupNode {
  readonly children: ReadonlyMap<LookupStep, LookupNode>;
  /** The API of all that go through here. */
  readonly owner: Owner | undefined;
  /** The API of all that go on from here to a segment that is not empty. */
  readonly onward: Owner | undefined;
  /** Of all that go through here. */
  readonly methods: ReadonlySet<string>;
  /** What ends here. */
  readonly ends: Lookup | undefined;
  /** What goes through here takes all that follows. */
  readonly isRest: boolean;
}

/** All places of a tree where a path may be after some steps: a text leads to its own place and to those of parameters. */
export type Places = readonly LookupNode[];

interface Growing extends LookupNode {
  readonly children: Map<LookupStep, Growing>;
  owner: Owner | undefined;
  onward: Owner | undefined;
  readonly methods: Set<string>;
  ends: Lookup | undefined;
}

export function lookupTree(lookups: readonly Lookup[]): LookupNode {
  const root = newNode(false);
  for (const lookup of lookups) {
    let node = root;
    for (const step of lookup.steps) {
      pass(node, lookup);
      if (step !== '') node.onward = joinedOwner(node.onward, lookup.origin);
      const next = node.children.get(step) ?? newNode(step === REST);
      node.children.set(step, next);
      node = next;
    }
    pass(node, lookup);
    node.ends ??= lookup;
  }
  return root;
}

function newNode(isRest: boolean): Growing {
  return { children: new Map(), owner: undefined, onward: undefined, methods: new Set(), ends: undefined, isRest };
}

function pass(node: Growing, { origin, methods }: Lookup): void {
  node.owner = joinedOwner(node.owner, origin);
  for (const method of methods) node.methods.add(method);
}

/** What owns what either does. */
export function joinedOwner(one: Owner | undefined, other: Owner | undefined): Owner | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one === other ? one : SEVERAL;
}

/** Where a path may be after one more step. */
export function after(places: Places, step: LookupStep): Places {
  const next: LookupNode[] = [];
  for (const place of places) addNext(place, step, next);
  return next;
}

function addNext(place: LookupNode, step: LookupStep, next: LookupNode[]): void {
  const { children, isRest } = place;
  if (isRest) {
    next.push(place);
  } else if (typeof step === 'string') {
    const takers: readonly LookupStep[] = step === '' ? [step, REST] : [step, ANY, REST];
    for (const taken of takers) {
      const child = children.get(taken);
      if (child) next.push(child);
    }
  } else {
    for (const [taken, child] of children) if (step === REST || taken !== '') next.push(child);
  }
}

/** The API of all that may take a path after one more step. */
export function ownerAfter(places: Places, step: LookupStep): Owner | undefined {
  let owner: Owner | undefined;
  for (const place of places) {
    if (owner === SEVERAL) return owner;
    if (step === ANY) owner = joinedOwner(owner, place.isRest ? place.owner : place.onward);
    else owner = joinedOwner(owner, ownerOf(after([place], step)));
  }
  return owner;
}

/** The API of all that may take a path that goes on from some places. */
function ownerOf(places: Places): Owner | undefined {
  let owner: Owner | undefined;
  for (const place of places) owner = joinedOwner(owner, place.owner);
  return owner;
}

export interface Search {
  /** Whether something that goes through a node may be what is looked for. */
  readonly isWorth: (node: LookupNode) => boolean;
  readonly isFound: (other: Lookup) => boolean;
}

/** Looks among those that take some path which the steps take. */
export function someMeeting(node: LookupNode, steps: readonly LookupStep[], search: Search): boolean {
  if (!search.isWorth(node)) return false;
  const [step, ...others] = steps;
  if (step === undefined || node.isRest) return node.ends !== undefined && search.isFound(node.ends);
  return after([node], step).some((next) =>
    step === REST ? someBelow(next, search) : someMeeting(next, others, search),
  );
}

function someBelow(node: LookupNode, search: Search): boolean {
  if (!search.isWorth(node)) return false;
  if (node.ends && search.isFound(node.ends)) return true;
  return [...node.children.values()].some((next) => someBelow(next, search));
}
