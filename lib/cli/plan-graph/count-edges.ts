import { groupedBy } from '../../plan/grouped-by.js';
import { counted } from '../counted.js';
import type { GraphEdge } from './gateway-graph.js';

/** Lines to one box that say the same from here on say it no more. */
const BUNDLE = 3;

/**
 * One line for each two boxes, with how many routes go along it, but where several to one box would all say the same; in
 * the order of their first route.
 */
export function countEdges(
  kind: GraphEdge['kind'],
  routes: readonly (readonly [from: string, to: string])[],
): readonly GraphEdge[] {
  const counts = new Map<string, { readonly from: string; readonly to: string; readonly routes: number }>();
  for (const [from, to] of routes) {
    const key = `${from} ${to}`;
    counts.set(key, { from, to, routes: (counts.get(key)?.routes ?? 0) + 1 });
  }
  const edges = [...counts.values()];
  const bundles = [...groupedBy(edges, ({ to }) => to)].filter(([, all]) => isAlike(all));
  const alike = new Set(bundles.map(([to]) => to));
  return edges.map(({ from, to, routes: along }) => ({
    from,
    to,
    kind,
    ...(!alike.has(to) && { label: counted(along, 'route') }),
  }));
}

function isAlike(edges: readonly { readonly routes: number }[]): boolean {
  return edges.length >= BUNDLE && new Set(edges.map(({ routes }) => routes)).size === 1;
}

/** How many there are of each. */
export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
