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
  const { headers, query, params, requestId } = decodeEvent({ ...event, isBase64Encoded: false, body: null } as never);
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
