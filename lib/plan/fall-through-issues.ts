import type { Issue } from '../errors/issue.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { type PathSegment, parsePath } from '../spec/path.js';
import type { Route } from '../spec/route.js';
import { placeOf } from '../spec/validate/place-of.js';
import { bySpecificity } from './plan-front.js';

const SELECTION = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html';

/**
 * Where there is CORS, a protected `ANY` of an HTTP API is written out without OPTIONS, so that API Gateway answers
 * preflights. What else comes with OPTIONS, or a method such as PROPFIND, then has no route there, and API Gateway looks
 * for a less specific one. One of a protected `ANY` is written out as well, so a public one is what takes them; routes
 * of OPTIONS alone are refused where there is CORS.
 *
 * @param routes of the HTTP API
 */
export function fallThroughIssues(spec: GatewaySpec, routes: readonly Route[]): readonly Issue[] {
  if (!spec.cors) return [];
  const all = routes.filter(({ method }) => method === 'ANY');
  const open = all.filter((route) => authOf(route, spec) === 'public');
  return all.flatMap((route) => {
    const auth = authOf(route, spec);
    if (!auth || auth === 'public') return [];
    return open.filter((other) => isLessSpecific(other, route)).map((other) => fallThroughIssue(route, other));
  });
}

const authOf = (route: Route, spec: GatewaySpec) => route.auth ?? spec.auth;

/** Whether requests exist that fit both paths, of which the route's own comes first. */
function isLessSpecific(other: Route, route: Route): boolean {
  const [there, here] = [parsePath(other.path), parsePath(route.path)];
  if (!there.ok || !here.ok || other.path === route.path) return false;
  const later = bySpecificity(
    { path: other.path, segments: there.segments },
    { path: route.path, segments: here.segments },
  );
  return later > 0 && overlap(there.segments, here.segments);
}

/** Whether requests exist that fit both paths. */
export function overlap(a: readonly PathSegment[], b: readonly PathSegment[]): boolean {
  const [[first, ...restOfA], [second, ...restOfB]] = [a, b];
  if (!first || !second) return !first && !second;
  if (first.kind === 'greedy' || second.kind === 'greedy') return true;
  if (first.kind === 'literal' && second.kind === 'literal' && first.text !== second.text) return false;
  return overlap(restOfA, restOfB);
}

function fallThroughIssue(route: Route, other: Route): Issue {
  return {
    code: 'CORS_FALL_THROUGH',
    place: placeOf(route),
    message: `with CORS, OPTIONS and methods without a name of their own are not its own, and the public ${other.pattern} takes them`,
    got: `${route.pattern} beside ${other.pattern}`,
    allowed: 'less specific routes of ANY that are not public, or that name their methods',
    fix: `write ${other.pattern} out (GET ${other.path}, POST ${other.path}), or give ${route.path} to a REST API, which leaves ANY whole: api: 'rest'`,
    source: SELECTION,
  };
}
