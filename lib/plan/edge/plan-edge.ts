import type { Edge } from '../../spec/edge.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { quotaLimit } from '../../spec/quotas.js';
import type { CachePolicyPlan, EdgeDomainPlan, EdgeFunctionPlan, EdgeOriginPlan, EdgePlan } from '../edge-plan.js';
import type { ApiPlan, Plan } from '../plan.js';
import { cachePolicyOf } from './cache-policies.js';
import { type EdgeFunctionProps, edgeFunctionCode } from './edge-function-code.js';
import { type EdgePath, edgePaths, type PlaceOfRoute } from './edge-paths.js';
import { keyTable } from './key-table.js';
import { originTable } from './origin-table.js';
import { planBehaviours } from './plan-behaviours.js';
import { type Beginnings, beginningsApart } from './separate-apis.js';

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
  // Not Found says more than the Missing Authentication Token that a REST API has for a path it does not know.
  const defaultOrigin = (apis.find(({ type }) => type === 'http') ?? apis[0])?.id ?? 'http';
  const policies = policiesOf(paths, spec);
  const domain = domainOf(spec);
  return {
    because: becauseOf(apis),
    ...(domain && { domain }),
    origins: originsOf(apis, edge),
    defaultOrigin,
    ...routing(paths, apis.length > 1, { spec, edge, policies, defaultOrigin }),
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

interface RoutingProps {
  readonly spec: GatewaySpec;
  readonly edge: Edge;
  readonly policies: ReadonlyMap<EdgePath, CachePolicyPlan>;
  readonly defaultOrigin: ApiPlan['id'];
}

/** Patterns tell the APIs apart where they can, and are few enough; else the function does. */
function routing(
  paths: readonly EdgePath[],
  hasSeveral: boolean,
  { spec, edge, policies, defaultOrigin }: RoutingProps,
): Pick<EdgePlan, 'behaviours' | 'function'> {
  const behavioursOf = (beginnings: Beginnings | undefined) =>
    planBehaviours({
      paths,
      policyOf: (path) => policies.get(path)?.name,
      forwards: spec.cors ? 'preflight' : 'nothing',
      defaultOrigin,
      beginnings,
    });
  const apart = hasSeveral ? beginningsApart(paths, defaultOrigin) : undefined;
  const separated = behavioursOf(apart);
  const isApart = apart !== undefined && separated.length <= quotaLimit('edgeBehaviours', spec.quotas);
  const because = functionReason(hasSeveral, apart !== undefined, isApart);
  const behaviours = isApart || !apart ? separated : behavioursOf(undefined);
  const keyed = keyTable(behaviours, [...policies.values()]);
  const own = { defaultOrigin, isCached: policies.size > 0, ...(keyed && { keyed }) };
  return { behaviours, function: functionOf(paths, edge, hasSeveral && !isApart, { because, ...own }) };
}

function functionReason(hasSeveral: boolean, canSeparate: boolean, isApart: boolean): string {
  const refuses = 'it refuses paths that can be read in two ways';
  if (!hasSeveral) return refuses;
  if (isApart) return `${refuses}; patterns tell the paths of the APIs apart`;
  return canSeparate
    ? `${refuses}, and chooses the API: patterns would be more than CloudFront takes`
    : `${refuses}, and chooses the API: their paths stand among each other, which no patterns tell apart`;
}

function functionOf(
  paths: readonly EdgePath[],
  edge: Edge,
  choosesOrigin: boolean,
  { because, ...kept }: Pick<EdgeFunctionProps, 'isCached' | 'keyed' | 'defaultOrigin'> & { readonly because: string },
): EdgeFunctionPlan {
  const hasColons = paths.some(({ segments }) =>
    segments.some(({ kind, text }) => kind === 'literal' && text.includes(':')),
  );
  const table = choosesOrigin ? { table: originTable(paths, kept.defaultOrigin) } : {};
  const hasFailover = edge.origin?.failover !== undefined;
  const code = edgeFunctionCode({ ...table, ...kept, hasColons, hasFailover, compresses: edge.compress ?? true });
  return { code, choosesOrigin, because };
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
