import type { AuthorizerEvent } from './event.js';

/** What a request says that the decision is made of, whichever kind of API asks. */
export interface AccessRequest {
  readonly method: string;
  /** The route's pattern: `/orders/{id}`. */
  readonly path: string;
  /** The values of all headers of a name, given in lower case. */
  readonly headerValues: (name: string) => readonly string[];
}

/** Carries `Bearer TOKEN`; any other header the token alone. */
export const BEARER_HEADER = 'authorization';

export function readRequest(event: AuthorizerEvent): AccessRequest {
  const headerValues = (name: string) => valuesOf(event, name);
  if (event.version !== '2.0') return { method: event.httpMethod, path: event.resource, headerValues };
  const [method = '', path = ''] = event.routeKey.split(' ');
  return { method, path, headerValues };
}

/** `headers` of a REST event holds the last value of each name only, so the multi-value form decides where there is one. */
function valuesOf(event: AuthorizerEvent, name: string): readonly string[] {
  const all = event.version === '2.0' ? event.headers : (event.multiValueHeaders ?? event.headers);
  const values = Object.entries(all ?? {}).filter(([each]) => each.toLowerCase() === name);
  return values.flatMap(([, value]) => value ?? []);
}
