import { listPrices, type PriceList } from '../../facts/prices.js';
import { type FlatOffer, flatOffers } from '../arrangements/flat-offers.js';
import { type CostEstimate, estimateCost } from '../estimate-cost.js';
import type { Plan } from '../plan.js';
import type { CostAssumptions } from './assumptions.js';
import { defaultKong, estimateKong, type KongAssumptions, type KongEstimate } from './kong.js';
import { type Crossover, kongCrossover } from './kong-crossover.js';

export const BILL_LEVELS: readonly number[] = [1e6, 100e6, 1e9, 10e9];

export interface BillLevel extends CostEstimate {
  /** Flat plans of CloudFront in place of its use; none without an edge. */
  readonly flatPlans: readonly FlatOffer[];
  readonly kong: KongEstimate;
}

export interface Bill {
  readonly prices: Omit<PriceList, 'usd'>;
  readonly levels: readonly BillLevel[];
  readonly kong: { readonly assumptions: KongAssumptions; readonly crossover: Crossover };
}

export interface BillProps {
  /** Requests a month, a level each. @default the traffic that the spec states */
  readonly levels?: readonly number[];
  /** Stands above the traffic that the spec states. */
  readonly given?: Partial<CostAssumptions>;
  /** Stands above `defaultKong`. */
  readonly kong?: Partial<KongAssumptions>;
  /** @default us-east-1's */
  readonly list?: PriceList;
}

/** The month's bill at each level of traffic, and from where on Kong on EC2 would cost less. */
export function billOf(plan: Plan, { levels, given = {}, kong = {}, list = listPrices }: BillProps = {}): Bill {
  const assumptions = { ...defaultKong(list), ...kong };
  const estimates = levels
    ? levels.map((requestsPerMonth) => estimateCost(plan, { ...given, requestsPerMonth }, list))
    : [estimateCost(plan, given, list)];
  return {
    prices: { region: list.region, date: list.date, filled: list.filled },
    levels: estimates.map((estimate) => ({
      ...estimate,
      flatPlans: plan.edge ? flatOffers(plan, estimate, list) : [],
      kong: estimateKong(plan, estimate, assumptions, list),
    })),
    kong: { assumptions, crossover: kongCrossover(plan, given, assumptions, list) },
  };
}
