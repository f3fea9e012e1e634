import { groupedBy } from './grouped-by.js';
import type { RoutePlan } from './plan.js';

/** Routes by path, in their own order. */
export function routesAtPaths(routes: readonly RoutePlan[]): ReadonlyMap<string, readonly RoutePlan[]> {
  return groupedBy(routes, ({ path }) => path);
}
