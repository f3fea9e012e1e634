import type { ProxyEvent } from './event.js';

/**
 * The route that an event is for, among those that something is known of. REST APIs call an `ANY` resource with the
 * request's method; HTTP APIs name the route. A protected `ANY` may be deployed as several methods.
 */
export function handledRoute<Route>(
  event: ProxyEvent,
  routes: Readonly<Record<string, Route>>,
): { readonly id: string; readonly route: Route } | undefined {
  const [method = '', path = ''] = event.version === '2.0' ? routeKeyOf(event) : [event.httpMethod, resourceOf(event)];
  const id = [`${method} ${path}`, `ANY ${path}`].find((each) => Object.hasOwn(routes, each));
  return id === undefined ? undefined : { id, route: routes[id] as Route };
}

function routeKeyOf(event: object): readonly string[] {
  return String((event as { routeKey?: unknown }).routeKey ?? '').split(' ');
}

function resourceOf(event: object): string {
  return String((event as { resource?: unknown }).resource ?? '');
}

export function isProxyEvent(event: unknown): event is ProxyEvent {
  if (typeof event !== 'object' || event === null || !('requestContext' in event) || !event.requestContext)
    return false;
  return 'httpMethod' in event || ('version' in event && event.version === '2.0');
}

/** The method that the client used. */
export function methodOf(event: ProxyEvent): string {
  if (event.version !== '2.0') return event.httpMethod;
  const { http } = event.requestContext as { http?: { method?: unknown } };
  return String(http?.method ?? '');
}
