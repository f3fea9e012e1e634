import { counted } from '../counted.js';
import type { GraphEdge } from './gateway-graph.js';

/** One line for each two boxes, with how many routes go along it; in the order of their first route. */
export function countEdges(
  kind: GraphEdge['kind'],
  routes: readonly (readonly [from: string, to: string])[],
): readonly GraphEdge[] {
  const counts = new Map<string, { readonly from: string; readonly to: string; readonly routes: number }>();
  for (const [from, to] of routes) {
    const key = `${from} ${to}`;
    counts.set(key, { from, to, routes: (counts.get(key)?.routes ?? 0) + 1 });
  }
  return [...counts.values()].map((edge) => ({
    from: edge.from,
    to: edge.to,
    kind,
    label: counted(edge.routes, 'route'),
  }));
}

/** How many there are of each. */
export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
