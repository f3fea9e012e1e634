import { addTo } from '../grouped-by.js';
import { type Lookup, type LookupStep, REST } from './lookups.js';
import { EMPTY, joinedOwner, joinedTally, type Owner, type Tally, tallyOf } from './tally.js';

/** Lookups by their steps. */
export interface LookupNode {
  readonly children: ReadonlyMap<LookupStep, LookupNode>;
  /** Of all that go through here, or end here. */
  readonly through: Tally;
  /** Of all that end here. */
  readonly ended: Tally;
  /** The API of all that go on from here to a segment that is not empty. */
  readonly onward: Owner | undefined;
  /** What ends here. */
  readonly ends: Lookup | undefined;
  /** What goes through here takes all that follows. */
  readonly isRest: boolean;
}

interface Growing extends LookupNode {
  readonly children: Map<LookupStep, Growing>;
  through: Tally;
  ended: Tally;
  onward: Owner | undefined;
  ends: Lookup | undefined;
}

/** @param lookups in the front's order; no two have the same steps */
export function lookupTree(lookups: readonly Lookup[]): LookupNode {
  const root = newNode(false);
  for (const [rank, lookup] of lookups.entries()) {
    const tally = tallyOf(lookup, rank);
    let node = root;
    for (const step of lookup.steps) {
      node.through = joinedTally([node.through, tally]);
      if (step !== '') node.onward = joinedOwner(node.onward, lookup.origin);
      const next = node.children.get(step) ?? newNode(step === REST);
      node.children.set(step, next);
      node = next;
    }
    node.through = joinedTally([node.through, tally]);
    node.ended = tally;
    node.ends = lookup;
  }
  return root;
}

function newNode(isRest: boolean): Growing {
  return { children: new Map(), through: EMPTY, ended: EMPTY, onward: undefined, ends: undefined, isRest };
}

/**
 * One node for several, all or none of which take the rest: what goes through any of them goes through it. Its children
 * are merged when somebody asks for them.
 */
export function mergedNode(nodes: readonly LookupNode[]): LookupNode | undefined {
  const [first] = nodes;
  if (!first || nodes.length === 1) return first;
  let children: ReadonlyMap<LookupStep, LookupNode> | undefined;
  return {
    get children() {
      children ??= mergedChildren(nodes);
      return children;
    },
    through: joinedTally(nodes.map(({ through }) => through)),
    ended: joinedTally(nodes.map(({ ended }) => ended)),
    onward: nodes.map(({ onward }) => onward).reduce(joinedOwner),
    ends: undefined,
    isRest: first.isRest,
  };
}

function mergedChildren(nodes: readonly LookupNode[]): ReadonlyMap<LookupStep, LookupNode> {
  const known = new Map<LookupStep, LookupNode[]>();
  for (const { children } of nodes) for (const [step, child] of children) addTo(known, step, child);
  return new Map([...known].map(([step, alike]) => [step, mergedNode(alike) as LookupNode]));
}
