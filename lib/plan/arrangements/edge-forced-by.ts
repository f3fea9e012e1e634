import type { Arrangement } from './arrangement.js';
import type { Candidate } from './candidates.js';

/**
 * Why a gateway has an edge, or has none, whatever either costs: what forbids the same APIs the other way round.
 * Undefined where another arrangement goes the other way.
 */
export function edgeForcedBy(all: readonly Candidate[], { apis, edge }: Arrangement): string | undefined {
  const others = all.filter(({ arrangement }) => arrangement.edge !== edge);
  if (others.some(({ kind }) => kind === 'feasible')) return undefined;
  const same = others.find(({ arrangement }) => arrangement.apis === apis);
  if (same?.kind !== 'forbidden') return undefined;
  return [...new Set(same.forbiddenBy.map(({ because }) => because))].join('; ');
}
