import type { AuthorizerEvent } from './event.js';

/** What a request says that the decision is made of, whichever kind of API asks. */
export interface AccessRequest {
  readonly method: string;
  /** The route's pattern: `/orders/{id}`. */
  readonly path: string;
  /** The values of all `Authorization` headers. */
  readonly authorization: readonly string[];
}

export function readRequest(event: AuthorizerEvent): AccessRequest {
  const authorization = authorizationValues(event);
  if (event.version !== '2.0') return { method: event.httpMethod, path: event.resource, authorization };
  const [method = '', path = ''] = event.routeKey.split(' ');
  return { method, path, authorization };
}

/** `headers` of a REST event holds the last value of each name only, so the multi-value form decides where there is one. */
function authorizationValues(event: AuthorizerEvent): readonly string[] {
  const all = event.version === '2.0' ? event.headers : (event.multiValueHeaders ?? event.headers);
  const values = Object.entries(all ?? {}).filter(([name]) => name.toLowerCase() === 'authorization');
  return values.flatMap(([, value]) => value ?? []);
}
