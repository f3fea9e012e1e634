import {
  FLAT_PLAN_SOURCE,
  FLAT_PLANS,
  type FlatPlan,
  type FlatPlanAllowance,
  flatPlanAllowances,
} from '../../facts/cloudfront-plans.js';
import type { PriceList } from '../../facts/prices.js';
import { COST_ITEMS, type CostItem } from '../cost/cost-items.js';
import { usdFor } from '../cost/cost-line.js';
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

/** All flat plans for a gateway with an edge. Gatewright subscribes to none: that is a call of yours, and moves no address. */
export function flatOffers(plan: Plan, bill: CostEstimate, list: PriceList): readonly FlatOffer[] {
  return FLAT_PLANS.map((pricing) => {
    const allowance = allowanceOf(pricing, bill.lines);
    const forbiddenBy = [...flatRequirements(plan, pricing), ...(allowance ? [] : [tooMuch(pricing, bill.lines)])];
    if (forbiddenBy.length > 0 || !allowance) return { pricing, forbiddenBy };
    return { pricing, forbiddenBy, usdPerMonth: flatUsd(bill.lines, allowance, list) };
  });
}

/** What a distribution costs that is on a flat plan, also where the traffic is more than its month has: none of it is billed. */
export function flatUsdPerMonth(pricing: FlatPlan, { lines }: CostEstimate, list: PriceList): number {
  const allowance = allowanceOf(pricing, lines) ?? largest(pricing);
  return allowance ? flatUsd(lines, allowance, list) : 0;
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

/** The smallest that the traffic stays within. */
function allowanceOf(pricing: FlatPlan, lines: readonly CostLine[]): FlatPlanAllowance | undefined {
  const { requests, gb } = used(lines);
  return flatPlanAllowances.find((one) => one.plan === pricing && requests <= one.requests && gb <= one.gb);
}

function largest(pricing: FlatPlan): FlatPlanAllowance | undefined {
  return flatPlanAllowances.filter(({ plan }) => plan === pricing).at(-1);
}

function used(lines: readonly CostLine[]): { readonly requests: number; readonly gb: number } {
  const quantity = (id: CostLine['id']) => lines.find((line) => line.id === id)?.quantity ?? 0;
  return { requests: quantity('edgeRequests'), gb: quantity('edgeDataOut') };
}

function tooMuch(pricing: FlatPlan, lines: readonly CostLine[]): Requirement {
  const { requests, gb } = used(lines);
  const most = largest(pricing);
  const because = `its month is of ${inFull(most?.requests ?? 0)} requests and ${inFull(most?.gb ?? 0)} GB, and the traffic is ${inFull(requests)} and ${inFull(gb)} GB`;
  return { rule: 'FLAT_ALLOWANCE', because, at: ['traffic'], source: FLAT_PLAN_SOURCE };
}

function inFull(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 0 });
}

function flatUsd(lines: readonly CostLine[], { price }: FlatPlanAllowance, list: PriceList): number {
  const others = lines.filter(({ id }) => !(COST_ITEMS[id] as CostItem).inFlatPlan);
  return others.reduce((sum, line) => sum + line.usdPerMonth, usdFor(price, 1, list));
}
