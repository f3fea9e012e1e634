import { BYTES_PER_GB } from '../../facts/prices.js';
import type { Plan } from '../plan.js';
import type { CostAssumptions } from './assumptions.js';
import type { Need } from './cost-line.js';
import { type RouteTraffic, sumOf } from './route-traffic.js';

/** Bodies of all other methods cost on their way to the origin. */
const WITHOUT_BODY = ['GET', 'HEAD'];

/**
 * What CloudFront costs, at the prices of North America; what goes from the APIs to it costs nothing, and
 * invalidations by a thousand a month do not either.
 *
 * https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/
 */
export function edgeNeeds({ edge }: Plan, traffic: readonly RouteTraffic[], assumed: CostAssumptions): readonly Need[] {
  if (!edge) return [];
  const requests = sumOf(traffic, (one) => one.requests);
  // The function sees answers of cached paths as well.
  const answers = sumOf(traffic, ({ route, requests: all }) => (Object.hasOwn(edge.cachedRoutes, route.id) ? all : 0));
  const bodies = sumOf(traffic, ({ route, reaching }) => (WITHOUT_BODY.includes(route.method) ? 0 : reaching));
  return [
    { id: 'edgeRequests', quantity: requests },
    { id: 'edgeFunction', quantity: requests + answers },
    { id: 'edgeDataOut', quantity: (requests * assumed.responseBytes) / BYTES_PER_GB },
    { id: 'edgeToOrigin', quantity: (bodies * assumed.requestBytes) / BYTES_PER_GB },
  ];
}

/**
 * What the closed origin costs besides the invocations of authorizers: its secret, the alarm on its rotation,
 * and what stands before a REST API.
 * The rotation's run is left out: minutes a month at 256 MB are under a cent.
 */
export function originNeeds({ origin, apis }: Plan, traffic: readonly RouteTraffic[]): readonly Need[] {
  if (!origin) return [];
  const always: readonly Need[] = [
    { id: 'originSecret', quantity: 1 },
    { id: 'originAlarm', quantity: 1 },
  ];
  if (origin.kind === 'sent' || !apis.some(({ type }) => type === 'rest')) return always;
  return [
    ...always,
    { id: 'originAcl', quantity: 1 },
    { id: 'originRule', quantity: 1 },
    { id: 'originRequests', quantity: sumOf(traffic, ({ route, reaching }) => (route.api === 'rest' ? reaching : 0)) },
  ];
}
