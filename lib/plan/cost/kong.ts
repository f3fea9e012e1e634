import { BYTES_PER_GB, HOURS_PER_MONTH, type PriceList, SECONDS_PER_MONTH } from '../../facts/prices.js';
import type { CostEstimate } from '../estimate-cost.js';
import type { Plan } from '../plan.js';
import type { CostAssumptions } from './assumptions.js';
import { COST_ITEMS, type CostItem, type CostItemId } from './cost-items.js';
import { totalUsd, usdFor } from './cost-line.js';
import { type Balancer, balancerFor, loadBalancerUsd } from './load-balancer.js';
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
  /** Of what callers keep open. */
  readonly requestsPerConnection: number;
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
    requestsPerConnection: 4,
    databaseUsdPerMonth: 0,
    engineerHoursPerMonth: 0,
    engineerUsdPerHour: 100,
  };
}

/** What Kong itself costs in a month. */
export interface KongParts {
  readonly nodes: number;
  readonly nodesUsd: number;
  readonly loadBalancerUsd: number;
  readonly databaseUsd: number;
  readonly engineerUsd: number;
}

export interface KongEstimate extends KongParts {
  /** What stays on the gateway's bill: functions, logs, traces, edge, firewall, data out. */
  readonly staysUsd: number;
  readonly usdPerMonth: number;
}

/** The month's bill if Kong stood where the APIs, their authorizers and keys stand, with all else as it is. */
export function estimateKong(plan: Plan, estimate: CostEstimate, kong: KongAssumptions, list: PriceList): KongEstimate {
  const requests = reachingOf(plan, estimate.assumptions);
  const parts = kongParts(requests, balancerFor(plan), estimate.assumptions, kong, list);
  const staysUsd = totalUsd(estimate.lines.filter(({ id }) => !isReplaced(id)));
  return { ...parts, staysUsd, usdPerMonth: kongUsd(parts) + staysUsd };
}

/** @param requests that no edge answers */
export function kongParts(
  requests: number,
  balancer: Balancer,
  { requestBytes, responseBytes }: Pick<CostAssumptions, 'requestBytes' | 'responseBytes'>,
  kong: KongAssumptions,
  list: PriceList,
): KongParts {
  const peak = (requests / SECONDS_PER_MONTH) * kong.peakFactor;
  const nodes = Math.max(kong.minNodes, Math.ceil(peak / kong.requestsPerSecondPerNode));
  const gb = (requests * (requestBytes + responseBytes)) / BYTES_PER_GB;
  const connections = requests / kong.requestsPerConnection;
  return {
    nodes,
    nodesUsd: nodes * kong.instanceUsdPerMonth,
    loadBalancerUsd: loadBalancerUsd(balancer, { gb, connections }, list),
    databaseUsd: kong.databaseUsdPerMonth,
    engineerUsd: kong.engineerHoursPerMonth * kong.engineerUsdPerHour,
  };
}

export function kongUsd({ nodesUsd, loadBalancerUsd, databaseUsd, engineerUsd }: KongParts): number {
  return nodesUsd + loadBalancerUsd + databaseUsd + engineerUsd;
}

/** Requests that come to the APIs. */
export function reachingOf(plan: Plan, assumed: CostAssumptions): number {
  return sumOf(routeTraffic(plan, assumed), ({ reaching }) => reaching);
}

export function isReplaced(id: CostItemId): boolean {
  const item: CostItem = COST_ITEMS[id];
  return item.kongReplaces === true;
}
