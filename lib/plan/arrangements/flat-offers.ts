import { FLAT_PLAN_SOURCE, FLAT_PLANS, type FlatPlan, type FlatPlanAllowance } from '../../facts/cloudfront-plans.js';
import type { PriceList } from '../../facts/prices.js';
import { COST_ITEMS, type CostItem } from '../cost/cost-items.js';
import { totalUsd, usdFor } from '../cost/cost-line.js';
import { allowanceOf, beyondFlatPlan, flatPlanUse } from '../cost/flat-plan.js';
import type { CostEstimate, CostLine } from '../estimate-cost.js';
import type { Plan } from '../plan.js';
import { brokenFlatRules } from './flat-plan-rules.js';
import { grouped, type Requirement } from './requirement.js';

/** An edge on a flat plan: what forbids it, or what the gateway costs then. */
export interface FlatOffer {
  readonly pricing: FlatPlan;
  readonly forbiddenBy: readonly Requirement[];
  /** Absent: something forbids it. */
  readonly usdPerMonth?: number;
}

/**
 * All flat plans for a gateway with an edge. Gatewright subscribes to none: that is a call of yours, and moves no address.
 *
 * @param bill of an edge that is paid for as it goes
 */
export function flatOffers(plan: Plan, bill: CostEstimate, list: PriceList): readonly FlatOffer[] {
  const use = flatPlanUse(bill.lines);
  return FLAT_PLANS.map((pricing) => {
    const allowance = allowanceOf(pricing, use);
    const tooMuch = {
      rule: 'FLAT_ALLOWANCE',
      because: beyondFlatPlan(pricing, use),
      at: ['traffic'],
      source: FLAT_PLAN_SOURCE,
    };
    const forbiddenBy = [...flatRequirements(plan, pricing), ...(allowance ? [] : [tooMuch])];
    if (forbiddenBy.length > 0 || !allowance) return { pricing, forbiddenBy };
    return { pricing, forbiddenBy, usdPerMonth: flatUsd(bill.lines, allowance, list) };
  });
}

/** What forbids a flat plan, whatever the traffic. */
export function flatRequirements({ edge, firewall }: Plan, pricing: FlatPlan): readonly Requirement[] {
  if (!edge) return [];
  if (!firewall) {
    const because = 'it wants a web ACL on the distribution, and the spec has no firewall';
    return [{ rule: 'FLAT_WITHOUT_FIREWALL', because, at: ['firewall'], source: FLAT_PLAN_SOURCE }];
  }
  return grouped(brokenFlatRules(pricing, { edge, firewall }).map((rule) => ({ ...rule, source: FLAT_PLAN_SOURCE })));
}

function flatUsd(lines: readonly CostLine[], { price }: FlatPlanAllowance, list: PriceList): number {
  const others = lines.filter(({ id }) => !(COST_ITEMS[id] as CostItem).inFlatPlan);
  return totalUsd(others) + usdFor(price, 1, list);
}
