import { listPrices, type PriceList } from '../facts/prices.js';
import { apiNeeds } from './cost/api-needs.js';
import { assumptionsFor, type CostAssumptions } from './cost/assumptions.js';
import { type CostLine, costLines, type Need, totalUsd } from './cost/cost-line.js';
import { edgeNeeds, originNeeds } from './cost/edge-needs.js';
import { firewallNeeds } from './cost/firewall-needs.js';
import { flatPlanWarnings, underFlatPlan } from './cost/flat-plan.js';
import { functionCalls, functionNeeds } from './cost/function-needs.js';
import { leftOut } from './cost/left-out.js';
import { observationNeeds } from './cost/observation-needs.js';
import { rateWarnings } from './cost/rate-warnings.js';
import { type RouteTraffic, routeTraffic } from './cost/route-traffic.js';
import type { Plan } from './plan.js';

export { type CostAssumptions, DEFAULT_ASSUMPTIONS } from './cost/assumptions.js';
export type { CostLine } from './cost/cost-line.js';

export interface CostEstimate {
  readonly assumptions: CostAssumptions;
  /** What costs nothing at this traffic is not there. */
  readonly lines: readonly CostLine[];
  readonly usdPerMonth: number;
  /** Of traffic that an account or a flat plan does not take as it is. */
  readonly warnings: readonly string[];
  /** What costs besides, with its price: traffic does not say how often it comes. */
  readonly leftOut: readonly string[];
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
  return estimateFor(plan, routeTraffic(plan, assumptions), assumptions, list);
}

/** The same for traffic that somebody else has spread over the routes. */
export function estimateFor(
  plan: Plan,
  traffic: readonly RouteTraffic[],
  assumptions: CostAssumptions,
  list: PriceList,
  besides: readonly Need[] = [],
): CostEstimate {
  const needs = [...needsOf(plan, traffic, assumptions), ...besides];
  const lines = costLines(underFlatPlan(needs, plan.arrangement), list);
  return {
    assumptions,
    lines,
    usdPerMonth: totalUsd(lines),
    warnings: [...rateWarnings(plan, traffic), ...flatPlanWarnings(needs, plan.arrangement)],
    leftOut: leftOut(plan, list),
  };
}

function needsOf(plan: Plan, traffic: readonly RouteTraffic[], assumptions: CostAssumptions): readonly Need[] {
  const calls = functionCalls(plan, traffic, assumptions);
  return [
    ...apiNeeds(plan, traffic, assumptions),
    ...functionNeeds(plan, calls, traffic, assumptions),
    ...observationNeeds(plan, calls, traffic, assumptions),
    ...originNeeds(plan, traffic),
    ...firewallNeeds(plan, traffic, assumptions),
    ...edgeNeeds(plan, traffic, assumptions),
  ];
}
