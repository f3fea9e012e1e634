import { BYTES_PER_GB, HOURS_PER_MONTH, type PriceList, SECONDS_PER_MONTH } from '../../facts/prices.js';
import { type CostEstimate, type CostLine, estimateCost } from '../estimate-cost.js';
import type { Plan } from '../plan.js';
import type { CostAssumptions } from './assumptions.js';
import { COST_ITEMS, type CostItem } from './cost-items.js';
import { usdFor } from './cost-line.js';
import { routeTraffic, sumOf } from './route-traffic.js';

/** Kong on EC2, as somebody would run it. */
export interface KongAssumptions {
  /** One node, on demand. */
  readonly instanceUsdPerMonth: number;
  /** What a node takes with TLS, keys, limits and logs, at half of its processors. */
  readonly requestsPerSecondPerNode: number;
  /** One in each of so many zones. */
  readonly minNodes: number;
  /** The busiest second against the mean one. */
  readonly peakFactor: number;
  /** PostgreSQL for its configuration; 0: without a database. */
  readonly databaseUsdPerMonth: number;
  readonly engineerHoursPerMonth: number;
  readonly engineerUsdPerHour: number;
}

export function defaultKong(list: PriceList): KongAssumptions {
  return {
    instanceUsdPerMonth: usdFor('kongNodeHours', HOURS_PER_MONTH, list),
    requestsPerSecondPerNode: 2_000,
    minNodes: 2,
    peakFactor: 3,
    databaseUsdPerMonth: 0,
    engineerHoursPerMonth: 0,
    engineerUsdPerHour: 100,
  };
}

export interface KongEstimate {
  readonly nodes: number;
  readonly nodesUsd: number;
  readonly loadBalancerUsd: number;
  readonly databaseUsd: number;
  readonly engineerUsd: number;
  /** What stays on the gateway's bill: functions, logs, traces, edge, firewall, data out. */
  readonly staysUsd: number;
  readonly usdPerMonth: number;
}

/** The month's bill if Kong stood where the APIs and authorizers stand, with all else as it is. */
export function estimateKong(plan: Plan, estimate: CostEstimate, kong: KongAssumptions, list: PriceList): KongEstimate {
  const { requestBytes, responseBytes } = estimate.assumptions;
  const requests = sumOf(routeTraffic(plan, estimate.assumptions), ({ reaching }) => reaching);
  const peak = (requests / SECONDS_PER_MONTH) * kong.peakFactor;
  const nodes = Math.max(kong.minNodes, Math.ceil(peak / kong.requestsPerSecondPerNode));
  const gb = (requests * (requestBytes + responseBytes)) / BYTES_PER_GB;
  const parts = {
    nodesUsd: nodes * kong.instanceUsdPerMonth,
    loadBalancerUsd: usdFor('loadBalancerHours', HOURS_PER_MONTH, list) + usdFor('loadBalancerCapacityHours', gb, list),
    databaseUsd: kong.databaseUsdPerMonth,
    engineerUsd: kong.engineerHoursPerMonth * kong.engineerUsdPerHour,
    staysUsd: estimate.lines.filter((line) => !isReplaced(line)).reduce((sum, line) => sum + line.usdPerMonth, 0),
  };
  return { nodes, ...parts, usdPerMonth: Object.values(parts).reduce((sum, usd) => sum + usd, 0) };
}

function isReplaced({ id }: CostLine): boolean {
  const item: CostItem = COST_ITEMS[id];
  return item.kongReplaces === true;
}

/** Where the two bills cross. */
export type Crossover =
  /** Kong costs less at this many requests a month, and at all that are more. */
  | { readonly kind: 'from'; readonly requestsPerMonth: number }
  | { readonly kind: 'never' }
  | { readonly kind: 'always' };

/** Traffic between which a crossing is looked for: no account has more. */
const LEAST = 1e3;
const MOST = 1e13;
const POINTS_PER_DECADE = 20;

/**
 * Kong's bill goes up in steps, so the last crossing counts: the last of the points on a log scale where the gateway is
 * cheaper, and then between it and the next, to a thousandth.
 */
export function kongCrossover(
  plan: Plan,
  given: Partial<CostAssumptions>,
  kong: KongAssumptions,
  list: PriceList,
): Crossover {
  const gatewayIsCheaper = (requestsPerMonth: number) => {
    const estimate = estimateCost(plan, { ...given, requestsPerMonth }, list);
    return estimate.usdPerMonth < estimateKong(plan, estimate, kong, list).usdPerMonth;
  };
  const points = logPoints();
  const last = points.findLastIndex(gatewayIsCheaper);
  if (last === -1) return { kind: 'always' };
  if (last === points.length - 1) return { kind: 'never' };
  let [low, high] = [points[last] ?? LEAST, points[last + 1] ?? MOST];
  while (high / low > 1.001) {
    const middle = Math.sqrt(low * high);
    if (gatewayIsCheaper(middle)) low = middle;
    else high = middle;
  }
  return { kind: 'from', requestsPerMonth: roundedUp(high) };
}

function logPoints(): readonly number[] {
  const decades = Math.log10(MOST / LEAST);
  return Array.from({ length: decades * POINTS_PER_DECADE + 1 }, (_, i) => LEAST * 10 ** (i / POINTS_PER_DECADE));
}

/** To three digits: the assumptions are no better. */
function roundedUp(value: number): number {
  const step = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Math.ceil(value / step) * step;
}
