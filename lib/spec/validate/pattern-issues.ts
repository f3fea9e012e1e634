import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import { METHODS, parsePath } from '../path.js';
import type { Route } from '../route.js';

const CREATE_RESOURCE = 'https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html';

export function patternIssues(route: Route, place: string): readonly Issue[] {
  const issues: Issue[] = [];
  if (!(METHODS as readonly string[]).includes(route.method)) issues.push(methodIssue(route, place));
  const parsed = parsePath(route.path);
  if (!parsed.ok) issues.push(pathIssue(route, place, parsed.reason));
  return issues;
}

function methodIssue(route: Route, place: string): Issue {
  return {
    code: 'ROUTE_METHOD',
    place,
    message: `${shown(route.method)} is not a method that API Gateway routes`,
    got: shown(route.pattern),
    allowed: METHODS.join(' '),
    fix: 'write the route as METHOD, one space and the path: GET /books/{isbn}',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html',
  };
}

function pathIssue(route: Route, place: string, reason: string): Issue {
  return {
    code: 'ROUTE_PATH',
    place,
    message: reason,
    got: shown(route.path),
    allowed: '"/" or segments that are literals (letters, digits and . _ : -), {parameters}, or a last {rest+}',
    fix: 'write each parameter as a whole segment, without a slash at the end',
    source: CREATE_RESOURCE,
  };
}
