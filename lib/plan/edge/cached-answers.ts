import type { RouteCache } from '../../spec/edge.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import type { ParameterChanges, ResponseTransform } from '../../spec/transform.js';
import { isStale, statesAnswer } from '../../spec/validate/edge/cache-issues.js';
import type { CachePolicyPlan } from '../edge-plan.js';
import { routeAccess } from '../route-access.js';
import { cachePolicyOf } from './cache-policies.js';

type AnswerHeaders = NonNullable<ResponseTransform['headers']>;

/**
 * The spec with what CloudFront takes from answers alone written into them: how long an old one may be sent, and tags. How
 * long an answer is kept stands in its cache policy, and needs no header.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function withCachedAnswers(spec: GatewaySpec): GatewaySpec {
  if (!spec.edge || !spec.routes.some(({ cache }) => cache && statesAnswer(cache))) return spec;
  return { ...spec, routes: spec.routes.map((route) => withCachedAnswer(route, spec)) };
}

function withCachedAnswer(route: Route, spec: GatewaySpec): Route {
  const { cache } = route;
  if (!cache || !statesAnswer(cache)) return route;
  const changes = changesOf(cache, cachePolicyOf(route, cache, spec), isOpen(route, spec));
  const { response = {} } = route.transform ?? {};
  const { headers = {}, ...good } = response[200] ?? response.any ?? {};
  const merged = { ...good, headers: mergedHeaders(headers, changes) };
  return { ...route, transform: { ...route.transform, response: { ...response, 200: merged } } };
}

function isOpen(route: Route, spec: GatewaySpec): boolean {
  const { tokens, ...besides } = routeAccess(route, spec);
  return tokens.length === 0 && Object.keys(besides).length === 0;
}

function mergedHeaders(own: AnswerHeaders, changes: AnswerHeaders): AnswerHeaders {
  return {
    ...own,
    ...(changes.default && { default: { ...own.default, ...changes.default } }),
    ...(changes.add && { add: { ...own.add, ...changes.add } }),
  };
}

/** A backend's own `Cache-Control` stands above ours, its own tags and `Vary` beside ours. */
function changesOf(cache: RouteCache, key: CachePolicyPlan, isPublic: boolean): ParameterChanges<never> {
  const { tags = [] } = cache;
  const vary = [...key.headers, ...(key.cookies.length > 0 ? ['cookie'] : [])];
  const add = {
    ...(tags.length > 0 && { 'cache-tag': tags.join(',') }),
    ...(isStale(cache) && vary.length > 0 && { vary: vary.join(', ') }),
  };
  return {
    ...(isStale(cache) && { default: { 'cache-control': cacheControl(cache, isPublic) } }),
    ...(Object.keys(add).length > 0 && { add }),
  };
}

/**
 * CloudFront goes by `s-maxage` before `max-age`. A browser that another caller uses next has to ask again; `private` would
 * keep CloudFront from keeping it.
 */
function cacheControl(cache: RouteCache, isPublic: boolean): string {
  const { ttlSeconds, staleWhileRevalidateSeconds: revalidate, staleIfErrorSeconds: error } = cache;
  return [
    ...(isPublic ? ['public', `max-age=${ttlSeconds}`] : [`s-maxage=${ttlSeconds}`, 'max-age=0']),
    ...(revalidate === undefined ? [] : [`stale-while-revalidate=${revalidate}`]),
    ...(error === undefined ? [] : [`stale-if-error=${error}`]),
  ].join(', ');
}
