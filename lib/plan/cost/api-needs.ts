import { BYTES_PER_GB } from '../../facts/prices.js';
import type { ApiType, Plan } from '../plan.js';
import type { CostAssumptions } from './assumptions.js';
import type { Need } from './cost-line.js';
import { type RouteTraffic, sumOf } from './route-traffic.js';
import { streamedIntegrations } from './streamed-integrations.js';

/** https://aws.amazon.com/api-gateway/pricing/: HTTP APIs are metered in increments of 512 KB. */
const HTTP_UNIT_BYTES = 512 * 1_024;
/** https://aws.amazon.com/blogs/compute/building-responsive-apis-with-amazon-api-gateway-response-streaming/ */
const STREAM_UNIT_BYTES = 10 * 1_024 * 1_024;

/** Requests of both APIs, and what goes out of them. */
export function apiNeeds(plan: Plan, traffic: readonly RouteTraffic[], assumed: CostAssumptions): readonly Need[] {
  const { responseBytes } = assumed;
  const streamed = streamedIntegrations(plan);
  const units: Record<ApiType, (one: RouteTraffic) => number> = {
    http: () => httpUnits(assumed),
    rest: ({ route }) =>
      streamed.has(route.integration) ? Math.max(1, Math.ceil(responseBytes / STREAM_UNIT_BYTES)) : 1,
  };
  const requests = (api: ApiType) =>
    sumOf(traffic, (one) => (one.route.api === api ? one.reaching * units[api](one) : 0));
  // What goes from the APIs to CloudFront costs nothing: https://aws.amazon.com/cloudfront/faqs/
  const out = plan.edge ? 0 : sumOf(traffic, ({ reaching }) => reaching) * responseBytes;
  return [
    { id: 'httpRequests', quantity: requests('http') },
    { id: 'restRequests', quantity: requests('rest') },
    { id: 'dataOut', quantity: out / BYTES_PER_GB },
  ];
}

/** As how many an HTTP API meters a request with its answer. */
export function httpUnits({
  requestBytes,
  responseBytes,
}: Pick<CostAssumptions, 'requestBytes' | 'responseBytes'>): number {
  return Math.max(1, Math.ceil((requestBytes + responseBytes) / HTTP_UNIT_BYTES));
}
