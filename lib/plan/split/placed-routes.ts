import type { GatewaySpec } from '../../spec/gateway.js';
import { type PathSegment, parsePath } from '../../spec/path.js';
import type { Split } from '../../spec/split.js';
import type { ApiChoices } from '../choose-apis.js';
import { groupedBy } from '../grouped-by.js';
import type { RoutePlan } from '../plan.js';
import { partOfPaths } from './part-of.js';

/** A route and the API that it is on. */
export type PlacedRoute = Pick<RoutePlan, 'id' | 'method' | 'path' | 'api' | 'part'>;

/** The routes of a spec in the parts of a sound split. */
export function placedRoutes(spec: GatewaySpec, choices: ApiChoices, split: Split): readonly PlacedRoute[] {
  const partOf = partOfPaths(split);
  return spec.routes.map((route) => {
    const { pattern: id, method, path } = route;
    const part = partOf(path);
    return { id, method, path, api: choices.of(route).api, ...(part !== undefined && { part }) };
  });
}

/** A path with all its routes, which are on one API. */
export interface PlacedPath extends Omit<PlacedRoute, 'id' | 'method'> {
  readonly segments: readonly PathSegment[];
  readonly routes: readonly PlacedRoute[];
}

/** In the order of their names, whatever order the routes stand in. */
export function placedPaths(routes: readonly PlacedRoute[]): readonly PlacedPath[] {
  const sorted = routes.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return [...groupedBy(sorted, ({ path }) => path)].flatMap(([path, some]) => {
    const parsed = parsePath(path);
    if (!parsed.ok) return [];
    const [{ id: _, method: __, ...place }] = some;
    return [{ ...place, segments: parsed.segments, routes: some }];
  });
}

/** Of each method that both paths have, ANY included, the two routes that take its requests. */
export function meetings(one: PlacedPath, other: PlacedPath): readonly (readonly [PlacedRoute, PlacedRoute])[] {
  const methods = new Set([...one.routes, ...other.routes].map(({ method }) => method));
  return [...methods].flatMap((method) => {
    const [here, there] = [one, other].map((path) => taking(path, method));
    return here && there ? [[here, there] as const] : [];
  });
}

function taking({ routes }: PlacedPath, wanted: string): PlacedRoute | undefined {
  return routes.find(({ method }) => method === wanted) ?? routes.find(({ method }) => method === 'ANY');
}
