import type { LookupNode } from './lookup-tree.js';
import type { Lookup } from './lookups.js';
import { meeting } from './places.js';
import { lastOfOthers } from './tally.js';

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/**
 * Methods that a path lacks whose requests a path behind it takes, on another API.
 *
 * @param tree of the lookups
 * @param lookups in the front's order
 */
export function methodsApart(tree: LookupNode, lookups: readonly Lookup[]): readonly string[] {
  const apart = new Set<string>();
  for (const [rank, { steps, origin, methods }] of lookups.entries()) {
    if (methods.has('ANY')) continue;
    const left = METHODS.filter((method) => !apart.has(method) && !methods.has(method));
    if (left.length === 0) continue;
    const met = meeting(tree, steps);
    for (const method of left) if (lastOfOthers(met, method, origin) > rank) apart.add(method);
  }
  return METHODS.filter((method) => apart.has(method));
}
