import { listPrices, type PriceList } from '../facts/prices.js';
import { apiNeeds } from './cost/api-needs.js';
import { assumptionsFor, type CostAssumptions } from './cost/assumptions.js';
import { type CostLine, costLine, totalUsd } from './cost/cost-line.js';
import { edgeNeeds, originNeeds } from './cost/edge-needs.js';
import { firewallNeeds } from './cost/firewall-needs.js';
import { functionCalls, functionNeeds } from './cost/function-needs.js';
import { observationNeeds } from './cost/observation-needs.js';
import { rateWarnings } from './cost/rate-warnings.js';
import { routeTraffic } from './cost/route-traffic.js';
import type { Plan } from './plan.js';

export { type CostAssumptions, DEFAULT_ASSUMPTIONS } from './cost/assumptions.js';
export type { CostLine } from './cost/cost-line.js';

export interface CostEstimate {
  readonly assumptions: CostAssumptions;
  /** What costs nothing at this traffic is not there. */
  readonly lines: readonly CostLine[];
  readonly usdPerMonth: number;
  /** Of traffic that an account does not take as it is. */
  readonly warnings: readonly string[];
}

/**
 * Dollars a month at list prices, without free tiers, taxes, and what the backends do. `docs/cost.md` has each line.
 *
 * @param given what stands above the traffic that the spec states
 * @param list the prices of a Region, by default those of us-east-1
 */
export function estimateCost(
  plan: Plan,
  given: Partial<CostAssumptions> = {},
  list: PriceList = listPrices,
): CostEstimate {
  const assumptions = assumptionsFor(plan, given);
  const traffic = routeTraffic(plan, assumptions);
  const calls = functionCalls(plan, traffic, assumptions);
  const lines = [
    ...apiNeeds(plan, traffic, assumptions),
    ...functionNeeds(plan, calls, traffic, assumptions),
    ...observationNeeds(plan, calls, traffic, assumptions),
    ...originNeeds(plan, traffic),
    ...firewallNeeds(plan, traffic),
    ...edgeNeeds(plan, traffic, assumptions),
  ]
    .filter(({ quantity }) => quantity > 0)
    .map((need) => costLine(need, list));
  return { assumptions, lines, usdPerMonth: totalUsd(lines), warnings: rateWarnings(plan, traffic) };
}
