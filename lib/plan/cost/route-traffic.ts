import type { Plan, RoutePlan } from '../plan.js';
import type { CostAssumptions } from './assumptions.js';

export interface RouteTraffic {
  readonly route: RoutePlan;
  /** Requests that callers send in a month. */
  readonly requests: number;
  /** Of these, what comes to the API; the edge answers the rest. */
  readonly reaching: number;
  /** Of these, what comes to the backend; a cache of the API answers the rest. */
  readonly calling: number;
}

/**
 * The month's requests, route by route: what the shares leave is spread evenly over routes that have none.
 *
 * @param keptByApi ids of routes whose answers the API itself would keep; Gatewright makes no such API
 */
export function routeTraffic(
  plan: Plan,
  assumed: CostAssumptions,
  keptByApi: ReadonlySet<string> = NONE,
): readonly RouteTraffic[] {
  const { requestsPerMonth, cacheHitShare, routes: shares } = assumed;
  const stated = (id: string) => (Object.hasOwn(shares, id) ? shares[id] : undefined);
  const used = plan.routes.reduce((sum, { id }) => sum + (stated(id) ?? 0), 0);
  const others = plan.routes.filter(({ id }) => stated(id) === undefined).length;
  const rest = others === 0 ? 0 : Math.max(0, 1 - used) / others;
  return plan.routes.map((route) => {
    const requests = requestsPerMonth * (stated(route.id) ?? rest);
    const reaching = requests * (isCached(plan, route.id) ? 1 - cacheHitShare : 1);
    return { route, requests, reaching, calling: reaching * (keptByApi.has(route.id) ? 1 - cacheHitShare : 1) };
  });
}

const NONE: ReadonlySet<string> = new Set();

function isCached({ edge }: Pick<Plan, 'edge'>, routeId: string): boolean {
  return edge !== undefined && Object.hasOwn(edge.cachedRoutes, routeId);
}

/** The sum over routes of a number of each. */
export function sumOf(traffic: readonly RouteTraffic[], of: (one: RouteTraffic) => number): number {
  return traffic.reduce((sum, one) => sum + of(one), 0);
}
