import { prices } from '../../facts/prices.js';
import type { CostAssumptions } from '../estimate-cost.js';
import type { Plan } from '../plan.js';

interface EdgeCostLine {
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usdPerMonth: number;
}

type Assumed = Pick<CostAssumptions, 'requestsPerMonth' | 'cacheHitShare' | 'answerBytes' | 'logBytes'>;

/**
 * What CloudFront costs, at the prices of North America and Europe; what goes from the APIs to it costs nothing, and
 * invalidations by a thousand a month do not either.
 *
 * https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/
 */
export function edgeLines(plan: Plan, assumed: Assumed): readonly EdgeCostLine[] {
  const { requestsPerMonth, cacheHitShare, answerBytes, logBytes } = assumed;
  if (!plan.edge) return [];
  const perRequest = (item: string, usdPerMillion: number): EdgeCostLine => ({
    item,
    quantity: requestsPerMonth,
    unit: 'requests',
    usdPerMonth: (requestsPerMonth / 1e6) * usdPerMillion,
  });
  const logged = plan.edge.accessLogs ? (requestsPerMonth * logBytes) / 1e9 : 0;
  const hits =
    requestsPerMonth *
    (1 - plan.routes.reduce((sum, { id }) => sum + reaching(plan, id, assumed), 0) / plan.routes.length);
  return [
    perRequest('Edge requests', prices.cloudFrontUsdPerMillionRequests),
    perRequest('Edge function', prices.cloudFrontFunctionUsdPerMillion),
    {
      item: `Answers from the cache, ${Math.round(cacheHitShare * 100)} % of cached routes`,
      quantity: hits,
      unit: 'requests',
      usdPerMonth: 0,
    },
    gigabytes(
      `Data out of the edge, ${answerBytes} bytes an answer`,
      (requestsPerMonth * answerBytes) / 1e9,
      prices.cloudFrontUsdPerGb,
    ),
    gigabytes('Access logs of the edge', logged, prices.logsUsdPerGb),
  ];
}

/** The share of a route's requests that come to its API: the rest is answered from the cache. */
export function reaching(
  { edge }: Pick<Plan, 'edge'>,
  routeId: string,
  { cacheHitShare }: Pick<CostAssumptions, 'cacheHitShare'>,
): number {
  return edge && Object.hasOwn(edge.cachedRoutes, routeId) ? 1 - cacheHitShare : 1;
}

function gigabytes(item: string, quantity: number, usdPerGb: number): EdgeCostLine {
  return { item, quantity, unit: 'GB', usdPerMonth: quantity * usdPerGb };
}
