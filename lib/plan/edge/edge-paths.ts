import type { GatewaySpec } from '../../spec/gateway.js';
import { type PathSegment, parsePath, pathShape } from '../../spec/path.js';
import type { Route } from '../../spec/route.js';
import { type Group, groupedBy } from '../grouped-by.js';
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
  const parsed = spec.routes.flatMap((route) => {
    const path = parsePath(route.path);
    return path.ok ? [{ route, segments: path.segments }] : [];
  });
  return [...groupedBy(parsed, ({ segments }) => pathShape(segments)).values()]
    .map((alike) => pathOf(alike, placeOf))
    .sort(bySpecificity);
}

interface ParsedRoute {
  readonly route: Route;
  readonly segments: readonly PathSegment[];
}

function pathOf(alike: Group<ParsedRoute>, placeOf: PlaceOfRoute): EdgePath {
  const [{ route: first, segments }] = alike;
  const routes = alike.map(({ route }) => route);
  const place = placeOf(first);
  const [read, head] = ['GET', 'HEAD'].map(
    (wanted) => routes.find(({ method }) => method === wanted) ?? routes.find(({ method }) => method === 'ANY'),
  );
  const methods = new Set(routes.map(({ method }) => method));
  return {
    path: first.path,
    segments,
    api: place.api,
    origin: apiIdOf(place),
    ...(place.part !== undefined && { part: place.part }),
    methods,
    ...(read && { read }),
    ...(head && { head }),
  };
}
