import { listPrices, type PriceKey, type PriceList } from '../../facts/prices.js';
import type { PricedArrangement } from '../arrangements/compare-arrangements.js';
import { type FlatOffer, flatOffers } from '../arrangements/flat-offers.js';
import { type CostEstimate, estimateCost } from '../estimate-cost.js';
import type { Plan } from '../plan.js';
import type { CostAssumptions } from './assumptions.js';
import { flatPlanOf } from './flat-plan.js';
import { defaultKong, estimateKong, type KongAssumptions, type KongEstimate } from './kong.js';
import { type Crossover, kongCrossover } from './kong-crossover.js';
import { type Balancer, balancerFor, balancerPrices } from './load-balancer.js';

export const BILL_LEVELS: readonly number[] = [1e6, 100e6, 1e9, 10e9];

export interface BillLevel extends CostEstimate {
  /** Flat plans of CloudFront in place of its use; none without an edge. */
  readonly flatPlans: readonly FlatOffer[];
  readonly kong: KongEstimate;
  /** What would be cheaper at this traffic, see `withCheapest`; absent: nothing, or nobody looked. */
  readonly cheapest?: PricedArrangement;
}

export interface Bill {
  readonly prices: Omit<PriceList, 'usd' | 'sources'>;
  readonly levels: readonly BillLevel[];
  readonly kong: {
    readonly assumptions: KongAssumptions;
    readonly balancer: Balancer;
    /** What Kong's own dollars come of. */
    readonly pricesOf: readonly PriceKey[];
    readonly crossover: Crossover;
  };
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
  const balancer = balancerFor(plan);
  const { usd: _, sources: __, ...prices } = list;
  return {
    prices,
    levels: estimates.map((estimate) => ({
      ...estimate,
      flatPlans: plan.edge ? flatOffers(plan, asItGoes(plan, estimate, list), list) : [],
      kong: estimateKong(plan, estimate, assumptions, list),
    })),
    kong: {
      assumptions,
      balancer,
      pricesOf: ['kongNodeHours', ...balancerPrices(balancer)],
      crossover: kongCrossover(plan, given, assumptions, list),
    },
  };
}

/** The estimate of an edge that is paid for as it goes, which flat plans are weighed against. */
function asItGoes(plan: Plan, estimate: CostEstimate, list: PriceList): CostEstimate {
  const { arrangement } = plan;
  if (!flatPlanOf(arrangement)) return estimate;
  const free: Plan = { ...plan, arrangement: { ...arrangement, cloudFrontPricing: 'pay-as-you-go' } };
  return estimateCost(free, estimate.assumptions, list);
}
