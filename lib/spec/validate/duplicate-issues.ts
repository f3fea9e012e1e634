import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import { operationIdOf, operationNameOf } from '../operation-id.js';
import { parsePath, pathShape } from '../path.js';
import type { Route } from '../route.js';
import { placeOf } from './place-of.js';

export function duplicateRoutes(routes: readonly Route[]): readonly Issue[] {
  return repeated(routes, requestShape).map(([first, again]) => ({
    code: 'ROUTE_DUPLICATE',
    place: placeOf(again),
    message: `${again.pattern} answers the same requests as ${first.pattern}`,
    got: 'two routes of the same method and path; names of parameters do not tell them apart',
    allowed: 'one route for each method and path',
    fix: 'remove one, or give it another path',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html',
  }));
}

export function duplicateNames(routes: readonly Route[]): readonly Issue[] {
  const distinct = routes.filter((route) => requestShape(route) !== undefined);
  return repeated(distinct, operationNameOf)
    .filter(([first, again]) => requestShape(first) !== requestShape(again))
    .map(([first, again]) => ({
      code: 'ROUTE_NAME_DUPLICATE',
      place: `${placeOf(again)}.name`,
      message: `${again.pattern} and ${first.pattern} have one operation name`,
      got: shown(operationIdOf(again)),
      allowed: 'a name that no other route has',
      fix: 'give one of them a name of its own',
      source: 'https://spec.openapis.org/oas/v3.1.0#operation-object',
    }));
}

function requestShape(route: Route): string | undefined {
  const parsed = parsePath(route.path);
  return parsed.ok ? `${route.method} ${pathShape(parsed.segments)}` : undefined;
}

/** Pairs of the first item with a key and each later one with the same. */
function repeated(
  routes: readonly Route[],
  keyOf: (route: Route) => string | undefined,
): readonly (readonly [Route, Route])[] {
  const seen = new Map<string, Route>();
  return routes.flatMap((route) => {
    const key = keyOf(route);
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first) return [[first, route] as const];
    seen.set(key, route);
    return [];
  });
}
