import type { Auth } from './auth.js';
import type { Backend } from './backend.js';
import type { AnySchema, Contract, RecordSchema, Responses } from './contract.js';
import type { PathParams, PatternError } from './path.js';
import { type PathOf, type Route, type RouteProps, route } from './route.js';
import type { Transform } from './transform.js';

type Stated =
  | 'params'
  | 'query'
  | 'headers'
  | 'body'
  | 'responses'
  | 'transform'
  | 'throttle'
  | 'cache'
  | 'name'
  | 'summary'
  | 'description'
  | 'tags'
  | 'deprecated'
  | 'externalDocs'
  | 'example';

/** What an older version says of itself: its own shapes, and how they become those of the current route. */
export type VersionProps<Pattern extends string, C extends Contract = Contract> = Pick<
  RouteProps<Pattern, Auth | undefined, Backend, C>,
  Stated
>;

/** Handlers and URLs of the current route read its parameters. */
type SameParams<Pattern extends string, Current extends string> = [
  Exclude<PathParams<PathOf<Current>>, PathParams<PathOf<Pattern>>>,
] extends [never]
  ? Pattern
  : `the path lacks {${Exclude<PathParams<PathOf<Current>>, PathParams<PathOf<Pattern>>>}}, which the current route has`;

/**
 * An older shape of a route at a path of its own, answered by what answers the current one: same backend or handler, same
 * auth, limits, cache and middleware. Requests are transformed into the current shape and answers back; the schemas are those
 * that callers of the old path see. A handler sees the current route's path, so it need not know. A part of `transform`
 * that is stated here (`request.headers`, `response` …) stands in place of that part of the current route's.
 *
 * @param pattern `GET /v1/books/{isbn}`, with every parameter that the current path has
 * @param current the route that callers of today use
 */
/* @__NO_SIDE_EFFECTS__ */
export function version<
  const Pattern extends string,
  const Current extends string,
  A extends Auth | undefined,
  B extends Backend,
  CurrentContract extends Contract,
  Body extends AnySchema | undefined = undefined,
  Params extends RecordSchema | undefined = undefined,
  Query extends RecordSchema | undefined = undefined,
  Headers extends RecordSchema | undefined = undefined,
  const Answers extends Responses | undefined = undefined,
>(
  pattern: [PatternError<Pattern>] extends [never] ? SameParams<Pattern, Current> : PatternError<Pattern>,
  current: Route<Current, A, B, CurrentContract>,
  props: VersionProps<Pattern, Contract<Params, Query, Headers, Body, Answers>> = {},
): Route<Pattern, A, B, Contract<Params, Query, Headers, Body, Answers>> {
  const { auth, to, api, throttle, cache, timeoutMs, callerHeaders, backendToken, use } = current;
  const inherited = { throttle, cache, timeoutMs, callerHeaders, backendToken, use };
  const stated = Object.fromEntries(Object.entries(inherited).filter(([, value]) => value !== undefined));
  const made = { auth, to, api, ...stated, ...props, ...transformOf(current, props.transform) };
  const old = route<string, B, A>(pattern as never, made as never);
  // The handler is the current route's, and so are the schemas that it checks with.
  return Object.freeze({ ...old, versionOf: current.pattern, handle: current.handle }) as never;
}

function transformOf({ transform, to, path }: Route, own: Transform = {}): { readonly transform?: Transform } {
  const request = { ...transform?.request, ...(to.kind === 'lambda' && { path }), ...own.request };
  const all = { ...transform, ...own, ...(Object.keys(request).length > 0 && { request }) };
  return Object.keys(all).length > 0 ? { transform: all } : {};
}
