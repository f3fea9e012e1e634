import type { RoutePlan } from './plan.js';

/** Routes by path, in their own order. */
export function routesAtPaths(routes: readonly RoutePlan[]): ReadonlyMap<string, readonly RoutePlan[]> {
  const paths = new Map<string, RoutePlan[]>();
  for (const route of routes) {
    const atPath = paths.get(route.path);
    if (atPath) atPath.push(route);
    else paths.set(route.path, [route]);
  }
  return paths;
}
