import { ORIGIN_HEADER } from '../spec/origin-header.js';
import type { AuthorizerEvent, AuthorizerRequest } from './authorizer-event.js';
import { decodeEvent } from './event.js';

/** What answers are kept by besides the route, and for how long. */
export interface AnswerKey {
  /** Lower case. */
  readonly identityHeaders: readonly string[];
  readonly identityQuery: readonly string[];
  readonly cacheTtlSeconds: number;
}

/** The request as the function sees it: all of it, or what a kept answer is kept by. */
export function authorizerRequest(event: AuthorizerEvent, key: AnswerKey): AuthorizerRequest {
  const { headers: sent, ...decoded } = decodeEvent({ ...event, isBase64Encoded: false, body: null } as never);
  const { query, params, requestId } = decoded;
  // Behind a REST API's firewall it is still there. What is no function's business is in no function's log.
  const headers = withoutSecret(sent);
  const isKept = key.cacheTtlSeconds > 0;
  const called = calledRoute(event, isKept);
  if (!isKept) return { ...called, headers, query, requestId, ...placeOf(event), params };
  const seen = {
    ...called,
    headers: only(headers, key.identityHeaders),
    query: only(query, key.identityQuery),
    requestId,
  };
  return Object.defineProperties(seen, HIDDEN) as AuthorizerRequest;
}

/**
 * Whether a part that answers are kept by came several times: what API Gateway keeps them by may then be another of the
 * values than the one that the function would see. An HTTP API joins headers with `,`, so there a value with one may be several.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function isAmbiguous(
  event: AuthorizerEvent,
  { identityHeaders, identityQuery, cacheTtlSeconds }: AnswerKey,
): boolean {
  if (cacheTtlSeconds === 0) return false;
  return (
    identityHeaders.some((name) => headerValues(event, name).length > 1) ||
    identityQuery.some((name) => queryValues(event, name).length > 1)
  );
}

/** Without a prototype, as the headers are. */
function withoutSecret(headers: Readonly<Record<string, string>>): Record<string, string> {
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== ORIGIN_HEADER);
  return Object.assign(Object.create(null), Object.fromEntries(others));
}

function headerValues(event: AuthorizerEvent, name: string): readonly string[] {
  const all = event.version === '2.0' ? event.headers : (event.multiValueHeaders ?? event.headers);
  const values = Object.entries(all ?? {}).filter(([each]) => each.toLowerCase() === name);
  return values.flatMap(([, value]) => (event.version === '2.0' ? String(value).split(',') : (value ?? [])));
}

function queryValues(event: AuthorizerEvent, name: string): readonly string[] {
  if (event.version === '2.0') return new URLSearchParams(event.rawQueryString).getAll(name);
  return event.multiValueQueryStringParameters?.[name] ?? [];
}

/** A kept answer of an HTTP API's `ANY` route counts for all of its methods. */
function calledRoute(event: AuthorizerEvent, isKept: boolean): Pick<AuthorizerRequest, 'method' | 'route'> {
  if (event.version !== '2.0') return { method: event.httpMethod, route: `${event.httpMethod} ${event.resource}` };
  const [stated = ''] = event.routeKey.split(' ');
  return { method: isKept ? stated : event.requestContext.http.method, route: event.routeKey };
}

function placeOf(event: AuthorizerEvent): Pick<AuthorizerRequest, 'path' | 'sourceIp'> {
  if (event.version !== '2.0') return { path: event.path, sourceIp: event.requestContext.identity?.sourceIp ?? '' };
  return { path: event.rawPath, sourceIp: event.requestContext.http.sourceIp ?? '' };
}

function only(record: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

/** Read by their names alone: to log or copy the request does not throw. */
const HIDDEN: PropertyDescriptorMap = {
  path: { get: () => hidden('path') },
  params: { get: () => hidden('params') },
  sourceIp: { get: () => hidden('sourceIp') },
};

function hidden(name: string): never {
  throw new Error(`answers are kept for other requests too, so ${name} cannot decide: write cache: { ttlSeconds: 0 }`);
}
