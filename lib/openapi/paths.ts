import type { RoutePlan } from '../plan/plan.js';
import { routesAtPaths } from '../plan/routes-at-paths.js';
import { ANY_METHODS } from '../plan/served-methods.js';

const ANY_KEY = 'x-amazon-apigateway-any-method';

/** The key of a path item that holds a method's operation. */
export function methodKey(method: string): string {
  return method === 'ANY' ? ANY_KEY : method.toLowerCase();
}

/** Routes by path, paths and methods in order of their names: the order of a spec leaves no trace in a body. */
export function routesByPath(routes: readonly RoutePlan[]): ReadonlyMap<string, readonly RoutePlan[]> {
  return routesAtPaths([...routes].sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method)));
}

/** The methods that routes answer, `ANY` written out. */
export function methodsOf(routes: readonly RoutePlan[]): readonly string[] {
  const named = new Set(routes.map((route) => route.method));
  return named.has('ANY') ? ANY_METHODS : ANY_METHODS.filter((method) => named.has(method));
}

/** `isbn` and `path` of `/books/{isbn}/{path+}`, or of a URL. */
export function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}+]+)\+?\}/g)].map((match) => match[1] as string);
}

/** `/files/{path+}` as URLs write it: `/files/{path}`. */
export function urlPath(path: string): string {
  return path.replace('+}', '}');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
