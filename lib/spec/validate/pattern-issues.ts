import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import { isOperationId } from '../operation-id.js';
import { METHODS, parsePath } from '../path.js';
import type { Route } from '../route.js';

const CREATE_RESOURCE = 'https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html';

export function patternIssues(route: Route, place: string): readonly Issue[] {
  const issues: Issue[] = [];
  if (!(METHODS as readonly string[]).includes(route.method)) issues.push(methodIssue(route, place));
  const parsed = parsePath(route.path);
  if (!parsed.ok) issues.push(pathIssue(route, place, oneLine(parsed.reason)));
  if (route.path.length > LONGEST_PATH) issues.push(lengthIssue(route, place));
  if (route.name !== undefined && !isOperationId(route.name)) issues.push(nameIssue(route.name, place));
  return issues;
}

/** Request line and headers together, in bytes: a route with a longer path could never be called. */
const LONGEST_PATH = 10_240;

function lengthIssue(route: Route, place: string): Issue {
  return {
    code: 'ROUTE_PATH_LENGTH',
    place,
    message: 'a request line of this length is refused before it is routed',
    got: `${route.path.length} characters`,
    allowed: `up to ${LONGEST_PATH} bytes for request line and headers together`,
    fix: 'shorten the path',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  };
}

function nameIssue(name: string, place: string): Issue {
  return {
    code: 'ROUTE_NAME',
    place: `${place}.name`,
    message: 'a name becomes an operation id, which documents and clients call functions by',
    got: shown(name),
    allowed: '1 to 128 letters, digits and . _ / -, a letter first',
    fix: 'choose a name such as placeOrder',
    source: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html',
  };
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
