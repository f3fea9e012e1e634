import type { Edge } from '../../spec/edge.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { quotaLimit } from '../../spec/quotas.js';
import type { ApiChoices } from '../choose-apis.js';
import type { CachePolicyPlan, EdgeDomainPlan, EdgeFunctionPlan, EdgeOriginPlan, EdgePlan } from '../edge-plan.js';
import type { ApiType } from '../plan.js';
import { cachePolicyOf } from './cache-policies.js';
import { type EdgeFunctionProps, edgeFunctionCode } from './edge-function-code.js';
import { type EdgePath, edgePaths } from './edge-paths.js';
import { keyTable } from './key-table.js';
import { originTable } from './origin-table.js';
import { planBehaviours } from './plan-behaviours.js';
import { restBeginnings } from './separate-apis.js';

/** CloudFront in front of the gateway; undefined where the spec has none. */
export function planEdge(spec: GatewaySpec, choices: ApiChoices): EdgePlan | undefined {
  const { edge } = spec;
  if (!edge) return undefined;
  const paths = edgePaths(spec, choices);
  const apis = (['http', 'rest'] as const).filter((id) => paths.some(({ api }) => api === id));
  // Not Found says more than the Missing Authentication Token that a REST API has for a path it does not know.
  const [defaultOrigin = 'http'] = apis;
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

function becauseOf(apis: readonly ApiType[]): string {
  return apis.length > 1
    ? 'the gateway has both types of API, and one address in front of them'
    : 'the spec puts CloudFront in front of the API';
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
  readonly defaultOrigin: ApiType;
}

/** Patterns tell the APIs apart where they can, and are few enough; else the function does. */
function routing(
  paths: readonly EdgePath[],
  hasTwoApis: boolean,
  { spec, edge, policies, defaultOrigin }: RoutingProps,
): Pick<EdgePlan, 'behaviours' | 'function'> {
  const behavioursOf = (beginnings: readonly string[] | undefined) =>
    planBehaviours({
      paths,
      policyOf: (path) => policies.get(path)?.name,
      forwards: spec.cors ? 'preflight' : 'nothing',
      defaultOrigin,
      restBeginnings: beginnings,
    });
  const beginnings = hasTwoApis ? restBeginnings(paths) : undefined;
  const separated = behavioursOf(beginnings);
  const isApart = beginnings !== undefined && separated.length <= quotaLimit('edgeBehaviours', spec.quotas);
  const because = functionReason(hasTwoApis, beginnings !== undefined, isApart);
  const behaviours = isApart || !beginnings ? separated : behavioursOf(undefined);
  const keyed = keyTable(behaviours, [...policies.values()]);
  const own = { isCached: policies.size > 0, ...(keyed && { keyed }) };
  return { behaviours, function: functionOf(paths, edge, hasTwoApis && !isApart, { because, ...own }) };
}

function functionReason(hasTwoApis: boolean, canSeparate: boolean, isApart: boolean): string {
  const refuses = 'it refuses paths that can be read in two ways';
  if (!hasTwoApis) return refuses;
  if (isApart) return `${refuses}; patterns tell the paths of the two APIs apart`;
  return canSeparate
    ? `${refuses}, and chooses the API: patterns would be more than CloudFront takes`
    : `${refuses}, and chooses the API: paths of the two stand among each other, which no patterns tell apart`;
}

function functionOf(
  paths: readonly EdgePath[],
  edge: Edge,
  choosesOrigin: boolean,
  { because, ...kept }: Pick<EdgeFunctionProps, 'isCached' | 'keyed'> & { readonly because: string },
): EdgeFunctionPlan {
  const hasColons = paths.some(({ segments }) =>
    segments.some(({ kind, text }) => kind === 'literal' && text.includes(':')),
  );
  const table = choosesOrigin ? { table: originTable(paths) } : {};
  const hasFailover = edge.origin?.failover !== undefined;
  const code = edgeFunctionCode({ ...table, ...kept, hasColons, hasFailover, compresses: edge.compress ?? true });
  return { code, choosesOrigin, because };
}

function originsOf(apis: readonly ApiType[], { origin }: Edge): readonly EdgeOriginPlan[] {
  const own = apis.map((id): EdgeOriginPlan => ({ kind: 'api', id }));
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
