import type { Plan, RoutePlan } from '../plan.js';
import { routesAtPaths } from '../routes-at-paths.js';
import { servedMethods } from '../served-methods.js';
import type { QuotaCount } from './quota-use.js';

/** What the HTTP API takes. */
export function httpCounts(plan: Plan): readonly QuotaCount[] {
  const routes = plan.routes.filter(({ api }) => api === 'http');
  if (routes.length === 0) return [];
  const jwt = plan.authorizers.flatMap((authorizer) => (authorizer.kind === 'http-jwt' ? [authorizer] : []));
  const authorizers = plan.authorizers.filter(({ api }) => api === 'http').length;
  const audiences = Math.max(0, ...jwt.map((authorizer) => authorizer.audiences.length));
  return [
    { name: 'httpRoutes', used: countRoutes(routes, plan), api: 'http' },
    { name: 'httpIntegrations', used: countHttpIntegrations(plan), api: 'http' },
    { name: 'httpAuthorizers', used: authorizers, api: 'http' },
    ...(jwt.length > 0
      ? [
          { name: 'httpAudiences', used: audiences, api: 'http' } as const,
          { name: 'httpScopes', used: mostScopes(routes), api: 'http' } as const,
        ]
      : []),
  ];
}

/** An `ANY` may be written out as several. */
function countRoutes(routes: readonly RoutePlan[], { cors }: Plan): number {
  const atPaths = routesAtPaths(routes);
  return routes.reduce((sum, route) => sum + servedMethods(route, atPaths.get(route.path) ?? [], cors).length, 0);
}

/**
 * Equal integrations are one. A bound backend that is called by its URL has one for each path, as its URI holds the
 * path; what a name is bound to is known at synthesis only.
 *
 * @param isUrl whether the backend of this name is bound to a URL @default none is
 */
export function countHttpIntegrations(plan: Plan, isUrl: (name: string) => boolean = () => false): number {
  const byUrl = new Set(plan.integrations.flatMap((to) => (to.kind === 'bound' && isUrl(to.name) ? [to.id] : [])));
  const http = plan.routes.filter(({ api }) => api === 'http');
  return new Set(http.map(({ integration, path }) => (byUrl.has(integration) ? `${integration}${path}` : integration)))
    .size;
}

function mostScopes(routes: readonly RoutePlan[]): number {
  return routes.reduce((most, { auth }) => {
    if (auth.kind !== 'protected' || auth.authorization.kind !== 'authorizer') return most;
    return Math.max(most, auth.authorization.scopes.length);
  }, 0);
}
