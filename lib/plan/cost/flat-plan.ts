import { FLAT_PLANS, type FlatPlan, type FlatPlanAllowance, flatPlanAllowances } from '../../facts/cloudfront-plans.js';
import type { Arrangement } from '../arrangements/arrangement.js';
import { COST_ITEMS, type CostItem } from './cost-items.js';
import type { Need } from './cost-line.js';

/** What a month of a distribution takes of a flat plan's allowance. */
export interface FlatPlanUse {
  readonly requests: number;
  readonly gb: number;
}

/** The flat plan that an arrangement is on; undefined: CloudFront is paid for as it goes, or there is none. */
export function flatPlanOf({ cloudFrontPricing }: Arrangement): FlatPlan | undefined {
  return FLAT_PLANS.find((name) => name === cloudFrontPricing);
}

/** Without what the flat plan has in its price, and with that price; what is beyond its month costs nothing. */
export function underFlatPlan(needs: readonly Need[], arrangement: Arrangement): readonly Need[] {
  const flat = flatPlanOf(arrangement);
  const allowance = flat && (allowanceOf(flat, flatPlanUse(needs)) ?? largestOf(flat));
  if (!allowance) return needs;
  const others = needs.filter(({ id }) => !(COST_ITEMS[id] as CostItem).inFlatPlan);
  return [...others, { id: 'flatPlan', quantity: 1, priceOf: allowance.price }];
}

/** That the month is more than the flat plan has. */
export function flatPlanWarnings(needs: readonly Need[], arrangement: Arrangement): readonly string[] {
  const flat = flatPlanOf(arrangement);
  if (!flat || allowanceOf(flat, flatPlanUse(needs))) return [];
  return [`${beyondFlatPlan(flat, flatPlanUse(needs))}: CloudFront may serve slower, or ask for a larger plan`];
}

export function beyondFlatPlan(flat: FlatPlan, { requests, gb }: FlatPlanUse): string {
  const most = largestOf(flat);
  return `the month of the flat plan ${flat} is of ${inFull(most?.requests ?? 0)} requests and ${inFull(most?.gb ?? 0)} GB, and the traffic is ${inFull(requests)} and ${inFull(gb)} GB`;
}

export function flatPlanUse(needs: readonly Need[]): FlatPlanUse {
  const quantity = (id: Need['id']) => needs.find((need) => need.id === id)?.quantity ?? 0;
  return { requests: quantity('edgeRequests'), gb: quantity('edgeDataOut') };
}

/** The smallest that the traffic stays within. */
export function allowanceOf(flat: FlatPlan, { requests, gb }: FlatPlanUse): FlatPlanAllowance | undefined {
  return flatPlanAllowances.find((one) => one.plan === flat && requests <= one.requests && gb <= one.gb);
}

function largestOf(flat: FlatPlan): FlatPlanAllowance | undefined {
  return flatPlanAllowances.filter(({ plan }) => plan === flat).at(-1);
}

function inFull(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 0 });
}
