import type { Issue } from '../../errors/issue.js';
import { isToken, schemesOf } from '../access.js';
import type { GatewaySpec } from '../gateway.js';
import { parsePath } from '../path.js';
import type { Route } from '../route.js';
import type { RequestTransform, ResponseTransforms } from '../transform.js';
import { placeOf } from './place-of.js';
import { issueAt } from './rule.js';
import { bodyChangeIssues } from './transform/body-change-issues.js';
import { type ParameterScope, parameterIssues } from './transform/parameter-issues.js';
import { plainHeader, reservedRequestHeader, reservedResponseHeader } from './transform/reserved-headers.js';
import { useIssues } from './transform/use-issues.js';

const HTTP_MAPPING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html';

/** Transformations and middleware of all routes, whatever place they run at. */
export function allTransformIssues(spec: GatewaySpec): readonly Issue[] {
  const own = new Set(ownHeaders(spec));
  return spec.routes.flatMap((route) => {
    if (!route.transform && !route.use?.length) return [];
    const place = placeOf(route);
    const { request, response } = route.transform ?? {};
    return [
      ...(request ? requestIssues(request, route, spec, own) : []),
      ...(response ? responseIssues(response, `${place}.transform.response`) : []),
      ...useIssues(route, place),
      ...replyIssues(route, place),
    ];
  });
}

/** Headers that the gateway makes of claims: no client sends them, and nothing else sets them. */
function ownHeaders(spec: GatewaySpec): readonly string[] {
  const stated = [spec.callerHeaders, ...spec.routes.map(({ callerHeaders }) => callerHeaders)];
  return stated.flatMap((headers) => Object.keys(headers ?? {})).map(plainHeader);
}

function requestIssues(
  { headers = {}, query = {}, path, body = {} }: RequestTransform,
  route: Route,
  spec: GatewaySpec,
  own: ReadonlySet<string>,
): readonly Issue[] {
  const place = `${placeOf(route)}.transform.request`;
  const auth = route.auth ?? spec.auth;
  const scope: ParameterScope = {
    params: paramsOf(route.path),
    hasToken: auth !== undefined && schemesOf(auth).some(isToken),
  };
  const isReserved = (name: string) => reservedRequestHeader(name) ?? (own.has(plainHeader(name)) ? OWN : undefined);
  return [
    ...parameterIssues(headers, { place: `${place}.headers`, isReserved, scope }),
    ...parameterIssues(query, { place: `${place}.query`, scope }),
    ...pathIssues(path, route, place),
    ...bodyChangeIssues(body, `${place}.body`),
    ...bodilessIssues(body, route, place),
  ];
}

const OWN = 'the gateway makes it of a claim (callerHeaders)';

function paramsOf(path: string): readonly string[] {
  const parsed = parsePath(path);
  return parsed.ok ? parsed.segments.filter(({ kind }) => kind !== 'literal').map(({ text }) => text) : [];
}

function pathIssues(path: string | undefined, route: Route, place: string): readonly Issue[] {
  if (path === undefined) return [];
  const parsed = parsePath(path);
  const unknown = paramsOf(path).filter((name) => !paramsOf(route.path).includes(name));
  if (parsed.ok && unknown.length === 0 && route.to.kind !== 'bound') return [];
  const isBound = route.to.kind === 'bound';
  return [
    issueAt(place, {
      code: isBound ? 'TRANSFORM_BOUND_PATH' : 'TRANSFORM_PATH',
      at: 'path',
      message: isBound
        ? 'a bound backend is called with the path of the route'
        : parsed.ok
          ? `{${unknown.join('}, {')}} is no parameter of the route's path`
          : parsed.reason,
      got: path,
      allowed: isBound ? 'http(…) or lambda(…) with a path' : 'a path whose {names} are parameters of the route',
      fix: isBound ? "write http('https://…') in place of the backend" : 'write /path/{parameter}',
      source: HTTP_MAPPING,
    }),
  ];
}

const BODILESS = ['GET', 'HEAD', 'OPTIONS'];

function bodilessIssues(body: object, { method }: Route, place: string): readonly Issue[] {
  if (Object.keys(body).length === 0 || !BODILESS.includes(method)) return [];
  return [
    issueAt(place, {
      code: 'TRANSFORM_NO_BODY',
      at: 'body',
      message: `a ${method} has no body to change`,
      got: Object.keys(body),
      allowed: 'body changes on POST, PUT, PATCH, DELETE or ANY',
      fix: 'leave them out; a query can be changed instead',
      source: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1',
    }),
  ];
}

function responseIssues(response: ResponseTransforms, place: string): readonly Issue[] {
  return Object.entries(response).flatMap(([status, { status: answered, headers = {}, body = {} }]) => {
    const at = `${place}[${status}]`;
    return [
      ...(status === 'any' || isStatus(Number(status)) ? [] : [statusIssue(place, status)]),
      ...(answered === undefined || isStatus(answered) ? [] : [statusIssue(`${at}.status`, answered)]),
      ...parameterIssues(headers, { place: `${at}.headers`, isReserved: reservedResponseHeader, isResponse: true }),
      ...bodyChangeIssues(body, `${at}.body`),
    ];
  });
}

function isStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599;
}

function statusIssue(place: string, got: unknown): Issue {
  return issueAt(place, {
    code: 'TRANSFORM_STATUS',
    at: '',
    message: 'this is no status of an answer',
    got,
    allowed: 'whole numbers from 200 to 599, and `any` for those that are not named',
    fix: 'name the status that the backend answers: { 200: { status: 201 } }',
    source: HTTP_MAPPING,
  });
}

function replyIssues({ to, transform, use }: Route, place: string): readonly Issue[] {
  if (to.kind !== 'reply' || (!transform && !use?.length)) return [];
  return [
    issueAt(place, {
      code: 'TRANSFORM_REPLY',
      at: transform ? 'transform' : 'use',
      message: 'a fixed reply reads no request, and can be written as it shall be',
      got: `${transform ? 'transform' : 'use'} with reply(…)`,
      allowed: 'a backend that is called: lambda(…), http(…) or backend(…)',
      fix: 'write the reply as callers shall get it',
    }),
  ];
}
