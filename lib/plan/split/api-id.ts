import type { ApiPlan, RoutePlan } from '../plan.js';

/** Which API a route is on: `http`, or `http-orders` of the part `orders`. */
export function apiIdOf({ api, part }: Pick<RoutePlan, 'api' | 'part'>): ApiPlan['id'] {
  return part === undefined ? api : `${api}-${part}`;
}
