import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import { operationIdOf, operationNameOf } from '../operation-id.js';
import { parsePath, pathShape } from '../path.js';
import type { Route } from '../route.js';
import { placeOf } from './place-of.js';

/** Routes that answer the same requests, and others of one operation name. */
export function duplicateIssues(routes: readonly Route[]): readonly Issue[] {
  const shaped = routes.flatMap((route) => shapedRoute(route));
  return [
    ...repeated(shaped, ({ shape }) => shape).map(([first, again]) => routeIssue(first.route, again.route)),
    ...repeated(shaped, ({ route }) => operationNameOf(route))
      .filter(([first, again]) => first.shape !== again.shape)
      .map(([first, again]) => nameIssue(first.route, again.route)),
  ];
}

interface ShapedRoute {
  readonly route: Route;
  /** Equal for routes that answer the same requests. */
  readonly shape: string;
}

function shapedRoute(route: Route): readonly ShapedRoute[] {
  const parsed = parsePath(route.path);
  return parsed.ok ? [{ route, shape: `${route.method} ${pathShape(parsed.segments)}` }] : [];
}

/** Pairs of the first item with a key and each later one with the same. */
function repeated<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [first: T, again: T])[] {
  const seen = new Map<string, T>();
  const pairs: (readonly [T, T])[] = [];
  for (const item of items) {
    const key = keyOf(item);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, item);
    else pairs.push([first, item]);
  }
  return pairs;
}

function routeIssue(first: Route, again: Route): Issue {
  return {
    code: 'ROUTE_DUPLICATE',
    place: placeOf(again),
    message: `${again.pattern} answers the same requests as ${first.pattern}`,
    got: 'two routes of the same method and path; names of parameters do not tell them apart',
    allowed: 'one route for each method and path',
    fix: 'remove one, or give it another path',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html',
  };
}

function nameIssue(first: Route, again: Route): Issue {
  return {
    code: 'ROUTE_NAME_DUPLICATE',
    place: `${placeOf(again)}.name`,
    message: `${again.pattern} and ${first.pattern} have one operation name`,
    got: shown(operationIdOf(again)),
    allowed: 'a name that no other route has',
    fix: 'give one of them a name of its own',
    source: 'https://spec.openapis.org/oas/v3.1.0#operation-object',
  };
}
