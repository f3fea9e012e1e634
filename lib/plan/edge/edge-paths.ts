import type { GatewaySpec } from '../../spec/gateway.js';
import { type PathSegment, parsePath, pathShape } from '../../spec/path.js';
import type { Route } from '../../spec/route.js';
import type { ApiPlan, ApiType, RoutePlan } from '../plan.js';
import { bySpecificity } from '../plan-front.js';
import { apiIdOf } from '../split/api-id.js';

/** A path of the gateway with all its routes, which are on one API. */
export interface EdgePath {
  readonly path: string;
  readonly segments: readonly PathSegment[];
  readonly api: ApiType;
  /** Id of its API. */
  readonly origin: ApiPlan['id'];
  /** Absent: it stands in the gateway's own stack. */
  readonly part?: string;
  readonly methods: ReadonlySet<string>;
  /** What answers GET: the route of that name, or of `ANY`. */
  readonly read?: Route;
  /** What answers HEAD. */
  readonly head?: Route;
}

/** On which API a route is. */
export type PlaceOfRoute = (route: Route) => Pick<RoutePlan, 'api' | 'part'>;

/** Most specific first, as the front and REST APIs weigh them. */
export function edgePaths(spec: GatewaySpec, placeOf: PlaceOfRoute): readonly EdgePath[] {
  const groups = new Map<string, { segments: readonly PathSegment[]; routes: Route[] }>();
  for (const route of spec.routes) {
    const parsed = parsePath(route.path);
    if (!parsed.ok) continue;
    const shape = pathShape(parsed.segments);
    const group = groups.get(shape);
    if (group) group.routes.push(route);
    else groups.set(shape, { segments: parsed.segments, routes: [route] });
  }
  return [...groups.values()]
    .flatMap(({ segments, routes }) => {
      const [first] = routes;
      return first ? [pathOf(segments, routes, first.path, placeOf(first))] : [];
    })
    .sort(bySpecificity);
}

function pathOf(
  segments: readonly PathSegment[],
  routes: readonly Route[],
  path: string,
  place: ReturnType<PlaceOfRoute>,
): EdgePath {
  const [read, head] = ['GET', 'HEAD'].map(
    (wanted) => routes.find(({ method }) => method === wanted) ?? routes.find(({ method }) => method === 'ANY'),
  );
  const methods = new Set(routes.map(({ method }) => method));
  return {
    path,
    segments,
    api: place.api,
    origin: apiIdOf(place),
    ...(place.part !== undefined && { part: place.part }),
    methods,
    ...(read && { read }),
    ...(head && { head }),
  };
}
