import type { Edge } from '../../spec/edge.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { CachePolicyPlan, EdgeDomainPlan, EdgeOriginPlan, EdgePlan } from '../edge-plan.js';
import type { ApiPlan, Plan } from '../plan.js';
import { cachePolicyOf } from './cache-policies.js';
import { type EdgePath, edgePaths, type PlaceOfRoute } from './edge-paths.js';
import { planRouting } from './plan-routing.js';

/**
 * CloudFront in front of the gateway; undefined where the spec has none.
 *
 * @param plan which routes are on which API
 */
export function planEdge(spec: GatewaySpec, plan: Pick<Plan, 'apis' | 'routes'>): EdgePlan | undefined {
  const { edge } = spec;
  if (!edge) return undefined;
  const { apis } = plan;
  const paths = edgePaths(spec, placesOf(plan));
  const defaultOrigin = defaultOf(apis);
  const policies = policiesOf(paths, spec);
  const domain = domainOf(spec);
  return {
    because: becauseOf(apis),
    ...(domain && { domain }),
    origins: originsOf(apis, edge),
    defaultOrigin,
    ...planRouting({ paths, origins: apis.map(({ id }) => id), spec, edge, policies, defaultOrigin }),
    cachePolicies: [...new Map([...policies.values()].map((policy) => [policy.name, policy])).values()].sort(byName),
    cachedRoutes: Object.fromEntries(
      spec.routes.flatMap((route) =>
        route.cache ? [[route.pattern, cachePolicyOf(route, route.cache, spec).name] as const] : [],
      ),
    ),
    ...(edge.geo && { geo: geoOf(edge.geo) }),
    priceClass: edge.priceClass ?? 'all',
    securityHeaders: edge.securityHeaders ?? true,
    compress: edge.compress ?? true,
    accessLogs: edge.accessLogs ?? true,
  };
}

/** Not Found says more than the Missing Authentication Token that a REST API has for a path it does not know. */
function defaultOf(apis: Plan['apis']): ApiPlan['id'] {
  const http = apis.filter(({ type }) => type === 'http');
  return (http.find(({ part }) => part === undefined) ?? http[0] ?? apis[0])?.id ?? 'http';
}

function placesOf({ routes }: Pick<Plan, 'routes'>): PlaceOfRoute {
  const planned = new Map(routes.map((route) => [route.id, route]));
  return ({ pattern }) => {
    const route = planned.get(pattern);
    if (!route) throw new Error(`The plan has no route "${pattern}"`);
    return route;
  };
}

function becauseOf(apis: Plan['apis']): string {
  if (apis.length <= 1) return 'the spec puts CloudFront in front of the API';
  return apis.some(({ part }) => part !== undefined)
    ? 'the gateway is split into parts, and has one address in front of them'
    : 'the gateway has both types of API, and one address in front of them';
}

function byName(one: CachePolicyPlan, other: CachePolicyPlan): number {
  return one.name < other.name ? -1 : 1;
}

function policiesOf(paths: readonly EdgePath[], spec: GatewaySpec): ReadonlyMap<EdgePath, CachePolicyPlan> {
  return new Map(
    paths.flatMap((path) =>
      path.read?.cache ? [[path, cachePolicyOf(path.read, path.read.cache, spec)] as const] : [],
    ),
  );
}

function originsOf(apis: Plan['apis'], { origin }: Edge): readonly EdgeOriginPlan[] {
  const own = apis.map(({ id }): EdgeOriginPlan => ({ kind: 'api', id }));
  return origin?.failover === undefined ? own : [...own, { kind: 'failover', id: 'failover', url: origin.failover }];
}

function domainOf({ domain }: GatewaySpec): EdgeDomainPlan | undefined {
  if (!domain?.certificateArn) return undefined;
  const { name, alternateNames = [], certificateArn, minimumTls = '1.2', hostedZone } = domain;
  return {
    names: [name, ...alternateNames],
    certificateArn,
    minimumTls,
    ...(hostedZone && { hostedZone: { id: hostedZone.id, name: hostedZone.name } }),
  };
}

function geoOf(geo: NonNullable<Edge['geo']>): NonNullable<EdgePlan['geo']> {
  return 'allow' in geo
    ? { kind: 'allow', countries: [...geo.allow].sort() }
    : { kind: 'block', countries: [...geo.block].sort() };
}
