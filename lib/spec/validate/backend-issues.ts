import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { Backend, BoundBackend, HttpBackend } from '../backend.js';
import { parsePath } from '../path.js';
import type { Route } from '../route.js';
import { lambdaIssues } from './lambda-issues.js';
import { replyIssues } from './reply-issues.js';
import { urlFault } from './url-fault.js';

type Rules = {
  readonly [K in Backend['kind']]: (
    backend: Extract<Backend, { kind: K }>,
    route: Route,
    place: string,
  ) => readonly Issue[];
};

const rules: Rules = { lambda: lambdaIssues, http: httpIssues, reply: replyIssues, bound: boundIssues };

export function backendIssues(route: Route, place: string): readonly Issue[] {
  const rule = rules[route.to.kind] as (backend: Backend, route: Route, place: string) => readonly Issue[];
  return rule(route.to, route, `${place}.to`);
}

function httpIssues(backend: HttpBackend, route: Route, place: string): readonly Issue[] {
  const parsed = parsePath(route.path);
  const params = parsed.ok
    ? parsed.segments.filter((segment) => segment.kind !== 'literal').map((segment) => segment.text)
    : [];
  const fault = urlFault(backend.url, params);
  if (!fault) return [];
  return [
    {
      code: 'HTTP_URL',
      place: `${place}.url`,
      message: fault,
      got: shown(backend.url),
      allowed: 'an http(s) URL whose {names} stand in its path and are parameters of the route',
      fix: 'write https://host/path/{parameter}',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html',
    },
  ];
}

function boundIssues({ name }: BoundBackend, _route: Route, place: string): readonly Issue[] {
  if (/^[A-Za-z][A-Za-z0-9-]{0,62}$/.test(name)) return [];
  return [
    {
      code: 'BACKEND_NAME',
      place: `${place}.name`,
      message: 'a bound backend is found by its name',
      got: shown(name),
      allowed: '1 to 63 letters, digits and dashes, a letter first',
      fix: "write backend('orders')",
    },
  ];
}
