import { type LookupNode, someMeeting } from './lookup-tree.js';
import type { Lookup } from './lookups.js';

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/**
 * Methods that a path lacks whose requests a path behind it takes, on another API.
 *
 * @param tree of the lookups
 * @param lookups in the front's order
 */
export function methodsApart(tree: LookupNode, lookups: readonly Lookup[]): readonly string[] {
  const ranks = new Map(lookups.map((lookup, rank) => [lookup, rank]));
  const apart = new Set<string>();
  for (const [lookup, rank] of ranks) {
    for (const method of METHODS) {
      if (apart.has(method) || has(lookup, method)) continue;
      const isApart = someMeeting(tree, lookup.steps, {
        isWorth: (node) => node.owner !== lookup.origin && has(node, method),
        isFound: (other) => other.origin !== lookup.origin && has(other, method) && (ranks.get(other) ?? 0) > rank,
      });
      if (isApart) apart.add(method);
    }
  }
  return METHODS.filter((method) => apart.has(method));
}

function has({ methods }: Pick<Lookup, 'methods'>, method: string): boolean {
  return methods.has(method) || methods.has('ANY');
}
