import type { GatewaySpec } from '../../spec/gateway.js';
import { type PathSegment, parsePath, pathShape } from '../../spec/path.js';
import type { Route } from '../../spec/route.js';
import type { ApiChoices } from '../choose-apis.js';
import type { ApiType } from '../plan.js';
import { bySpecificity } from '../plan-front.js';

/** A path of the gateway with all its routes, which are on one API. */
export interface EdgePath {
  readonly path: string;
  readonly segments: readonly PathSegment[];
  readonly api: ApiType;
  readonly methods: ReadonlySet<string>;
  /** What answers GET: the route of that name, or of `ANY`. */
  readonly read?: Route;
  /** What answers HEAD. */
  readonly head?: Route;
}

/** Most specific first, as the front and REST APIs weigh them. */
export function edgePaths(spec: GatewaySpec, choices: ApiChoices): readonly EdgePath[] {
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
      return first ? [pathOf(segments, routes, choices.of(first).api, first.path)] : [];
    })
    .sort(bySpecificity);
}

function pathOf(segments: readonly PathSegment[], routes: readonly Route[], api: ApiType, path: string): EdgePath {
  const [read, head] = ['GET', 'HEAD'].map(
    (wanted) => routes.find(({ method }) => method === wanted) ?? routes.find(({ method }) => method === 'ANY'),
  );
  const methods = new Set(routes.map(({ method }) => method));
  return { path, segments, api, methods, ...(read && { read }), ...(head && { head }) };
}
