import { BYTES_PER_GB, HOURS_PER_MONTH, type PriceList, SECONDS_PER_MONTH } from '../../facts/prices.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import { REST_CACHE_SIZES } from '../cost/rest-cache-sizes.js';
import { type RouteTraffic, routeTraffic, sumOf } from '../cost/route-traffic.js';
import { type CostAssumptions, estimateFor } from '../estimate-cost.js';
import { groupedBy } from '../grouped-by.js';
import type { ApiType, Plan } from '../plan.js';
import { apiIdOf } from '../split/api-id.js';
import type { PlanVariant } from './arrangement.js';
import { attempt } from './attempt.js';
import { cheaperApi } from './cheaper-api.js';

/** The cache of REST APIs in place of an edge's: what it would cost, or why it cannot be. Gatewright makes none. */
export type RestCacheOffer =
  /** Of each REST API with such routes the smallest size that holds what they keep; and the whole bill with these and without an edge. */
  | { readonly kind: 'possible'; readonly gb: readonly number[]; readonly usdPerMonth: number }
  | { readonly kind: 'impossible'; readonly because: string };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html */
const LONGEST_TTL_SECONDS = 3_600;
const LONGEST_ANSWER_BYTES = 1_048_576;

/** Undefined where no route keeps answers. */
export function restCacheOffer(
  spec: GatewaySpec,
  assumed: CostAssumptions,
  list: PriceList,
  planVariant: PlanVariant,
): RestCacheOffer | undefined {
  const ttls = new Map(spec.routes.flatMap(({ pattern, cache }) => (cache ? [[pattern, cache.ttlSeconds]] : [])));
  if (ttls.size === 0) return undefined;
  if (assumed.responseBytes > LONGEST_ANSWER_BYTES)
    return { kind: 'impossible', because: 'it keeps no answers of more than 1 MB' };
  const plan = planWithoutEdge(spec, cheaperApi(assumed, list), planVariant);
  return typeof plan === 'string' ? { kind: 'impossible', because: plan } : offerFor(plan, ttls, assumed, list);
}

/** Cached routes on a REST API, and the others where they are cheaper, or else where they can be; or why there is no such plan. */
function planWithoutEdge(spec: GatewaySpec, cheaper: ApiType, planVariant: PlanVariant): Plan | string {
  const { edge: _, pin: __, ...others } = spec;
  const insisted = (route: Route) => (route.api === 'auto' ? (spec.api ?? 'auto') : route.api);
  const stuck = spec.routes.find((route) => route.cache && insisted(route) === 'http');
  if (stuck) return `the spec has ${stuck.pattern} on the HTTP API`;
  const routes = spec.routes.map(({ cache, ...route }) => (cache ? { ...route, api: 'rest' as const } : route));
  const free = { ...others, routes };
  const plan = planned(free, cheaper, planVariant);
  return typeof plan === 'string' ? planned(free, cheaper === 'http' ? 'rest' : 'http', planVariant) : plan;
}

function planned(spec: GatewaySpec, apis: ApiType, planVariant: PlanVariant): Plan | string {
  const { plan, issues } = attempt(() => planVariant(spec, { apis, edge: false }));
  return issues ? (issues[0]?.message ?? '') : plan;
}

/** A cache is a stage's, so each REST API has its own. */
function offerFor(
  plan: Plan,
  ttls: ReadonlyMap<string, number>,
  assumed: CostAssumptions,
  list: PriceList,
): RestCacheOffer {
  const traffic = routeTraffic(plan, assumed, new Set(ttls.keys()));
  const kept = keptGb(traffic, ttls, assumed);
  const sizes = kept.flatMap((gb) => REST_CACHE_SIZES.find((one) => gb <= one.gb) ?? []);
  if (sizes.length < kept.length)
    return {
      kind: 'impossible',
      because: `it would hold ${Math.ceil(Math.max(...kept)).toLocaleString('en')} GB, and the largest has 237`,
    };
  const caches = sizes.map(({ priceOf }) => ({ id: 'restCache', quantity: HOURS_PER_MONTH, priceOf }) as const);
  const { usdPerMonth } = estimateFor(plan, traffic, assumed, list, caches);
  return { kind: 'possible', gb: sizes.map(({ gb }) => gb), usdPerMonth };
}

/** By REST API with such routes: every answer that it did not have comes into its cache, and stays for its time. */
function keptGb(
  traffic: readonly RouteTraffic[],
  ttls: ReadonlyMap<string, number>,
  assumed: CostAssumptions,
): readonly number[] {
  const cached = traffic.filter(({ route }) => ttls.has(route.id));
  const byApi = groupedBy(cached, ({ route }) => apiIdOf(route));
  return [...byApi.values()].map((routes) => {
    const answers = sumOf(routes, ({ route, calling }) => {
      const ttlSeconds = Math.min(ttls.get(route.id) ?? 0, LONGEST_TTL_SECONDS);
      return (calling / SECONDS_PER_MONTH) * ttlSeconds;
    });
    return (answers * assumed.responseBytes) / BYTES_PER_GB;
  });
}
