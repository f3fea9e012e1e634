import type { RouteCache } from '../../spec/edge.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import type { ParameterChanges, ResponseTransform } from '../../spec/transform.js';
import { routeAccess } from '../route-access.js';

type AnswerHeaders = NonNullable<ResponseTransform['headers']>;

/**
 * The spec with what CloudFront takes from answers alone written into them: how long an old one may be sent, and tags. How
 * long an answer is kept stands in its cache policy, and needs no header.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function withCachedAnswers(spec: GatewaySpec): GatewaySpec {
  if (!spec.edge || !spec.routes.some(({ cache }) => cache && changesOf(cache, true))) return spec;
  return { ...spec, routes: spec.routes.map((route) => withCachedAnswer(route, spec)) };
}

function withCachedAnswer(route: Route, spec: GatewaySpec): Route {
  const changes = route.cache && changesOf(route.cache, isOpen(route, spec));
  if (!changes) return route;
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

/** Undefined where there is nothing to say. A backend's own `Cache-Control` stands above ours, its own tags beside ours. */
function changesOf(cache: RouteCache, isPublic: boolean): ParameterChanges<never> | undefined {
  const { ttlSeconds, staleWhileRevalidateSeconds: revalidate, staleIfErrorSeconds: error, tags = [] } = cache;
  const isStale = revalidate !== undefined || error !== undefined;
  if (!isStale && tags.length === 0) return undefined;
  const directives = [
    // Of answers to callers, a proxy of theirs keeps none; CloudFront does, by the key that they are in.
    ...(isPublic ? ['public'] : []),
    `max-age=${ttlSeconds}`,
    ...(revalidate === undefined ? [] : [`stale-while-revalidate=${revalidate}`]),
    ...(error === undefined ? [] : [`stale-if-error=${error}`]),
  ];
  return {
    ...(isStale && { default: { 'cache-control': directives.join(', ') } }),
    ...(tags.length > 0 && { add: { 'cache-tag': tags.join(',') } }),
  };
}
