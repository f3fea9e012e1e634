import { FLAT_PLANS } from '../../facts/cloudfront-plans.js';
import { listPrices, type PriceList } from '../../facts/prices.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { type CostAssumptions, type CostEstimate, estimateCost } from '../estimate-cost.js';
import { planGateway, planVariant } from '../plan-gateway.js';
import type { Arrangement, ArrangementPlan } from './arrangement.js';
import { candidatesFor, type FeasibleCandidate, type ForbiddenCandidate } from './candidates.js';
import { cheapest } from './cheapest.js';
import { type FlatOffer, flatOffers, flatUsdPerMonth } from './flat-offers.js';
import type { Requirement } from './requirement.js';
import { type Step, stepsOf } from './steps.js';

/** What each arrangement of a gateway would cost, and what stands against the others. */
export interface ArrangementComparison {
  readonly assumptions: CostAssumptions;
  readonly chosen: ChosenArrangement;
  /** Absent: the chosen one is. */
  readonly cheapest?: PricedArrangement;
  /** The next two, from the cheapest. */
  readonly alternatives: readonly PricedArrangement[];
  /** All that do what the spec asks, the chosen one too, from the cheapest. */
  readonly feasible: readonly PricedArrangement[];
  readonly infeasible: readonly InfeasibleArrangement[];
  /** What AWS has, and Gatewright does not make. */
  readonly notDeployed: readonly string[];
}

export interface PricedArrangement {
  readonly arrangement: Arrangement;
  readonly usdPerMonth: number;
  /** To the chosen one: above 0, it is dearer. */
  readonly differenceUsdPerMonth: number;
  /** Absent: the plan deploys it. What else there is to do by hand. */
  readonly byHand?: string;
}

export interface ChosenArrangement {
  readonly arrangement: ArrangementPlan;
  readonly usdPerMonth: number;
  readonly steps: readonly Step[];
}

export interface InfeasibleArrangement {
  readonly arrangement: Arrangement;
  readonly forbiddenBy: readonly Requirement[];
}

type Priced = Pick<PricedArrangement, 'arrangement' | 'usdPerMonth' | 'byHand'>;

/**
 * Every arrangement of a gateway at some traffic, each with the bill of its own plan or with what forbids it. The chosen
 * one is what `planGateway` makes.
 *
 * @param assumptions above what the spec states
 * @throws IssuesError with every issue of the spec
 */
export function compareArrangements(
  spec: GatewaySpec,
  assumptions: Partial<CostAssumptions> = {},
  list: PriceList = listPrices,
): ArrangementComparison {
  const plan = planGateway(spec);
  const all = candidatesFor(spec, planVariant);
  const offers = all
    .filter((one): one is FeasibleCandidate => one.kind === 'feasible')
    .map((one) => offersOf(one, estimateCost(one.plan, assumptions, list), list));
  const priced = cheapest(
    offers.flatMap(({ priced: some }) => some),
    ({ usdPerMonth }) => usdPerMonth,
  );
  const bill = estimateCost(plan, assumptions, list);
  const usdPerMonth = paidFor(plan.arrangement, bill, list);
  const feasible = priced.map((one) => ({ ...one, differenceUsdPerMonth: one.usdPerMonth - usdPerMonth }));
  const others = feasible.filter(({ arrangement }) => !isSame(arrangement, plan.arrangement));
  const [first] = others;
  return {
    assumptions: bill.assumptions,
    chosen: { arrangement: plan.arrangement, usdPerMonth, steps: stepsOf(plan, spec) },
    ...(first && first.differenceUsdPerMonth < -SMALLEST_USD && { cheapest: first }),
    alternatives: others.slice(0, ALTERNATIVES),
    feasible,
    infeasible: [...forbiddenOf(all), ...offers.flatMap(({ forbidden }) => forbidden)],
    notDeployed: notDeployed(spec),
  };
}

function paidFor({ cloudFrontPricing }: Arrangement, bill: CostEstimate, list: PriceList): number {
  const flat = FLAT_PLANS.find((name) => name === cloudFrontPricing);
  return flat ? flatUsdPerMonth(flat, bill, list) : bill.usdPerMonth;
}

const ALTERNATIVES = 2;
/** Half a cent: what is printed as nothing is no difference. */
const SMALLEST_USD = 0.005;

function offersOf({ arrangement, plan }: FeasibleCandidate, bill: CostEstimate, list: PriceList) {
  const flat = plan.edge ? flatOffers(plan, bill, list) : [];
  const at = ({ pricing }: FlatOffer): Arrangement => ({ ...arrangement, cloudFrontPricing: pricing });
  const priced: readonly Priced[] = [
    { arrangement, usdPerMonth: bill.usdPerMonth },
    ...flat.flatMap((offer) =>
      offer.usdPerMonth === undefined
        ? []
        : [{ arrangement: at(offer), usdPerMonth: offer.usdPerMonth, byHand: BY_HAND }],
    ),
  ];
  const forbidden: readonly InfeasibleArrangement[] = flat.flatMap((offer) =>
    offer.usdPerMonth === undefined ? [{ arrangement: at(offer), forbiddenBy: offer.forbiddenBy }] : [],
  );
  return { priced, forbidden };
}

const BY_HAND =
  'Gatewright subscribes to no flat plan: it takes an approval, in the console of CloudFront or by ApprovePaidSubscription';

function forbiddenOf(all: readonly (FeasibleCandidate | ForbiddenCandidate)[]): readonly InfeasibleArrangement[] {
  return all.flatMap((one) =>
    one.kind === 'forbidden' ? [{ arrangement: one.arrangement, forbiddenBy: one.forbiddenBy }] : [],
  );
}

function isSame(a: Arrangement, b: Arrangement): boolean {
  return a.apis === b.apis && a.edge === b.edge && a.cloudFrontPricing === b.cloudFrontPricing;
}

/** Not priced: what it would save is the backends' affair. */
function notDeployed({ routes }: GatewaySpec): readonly string[] {
  return routes.some(({ cache }) => cache)
    ? [
        "REST APIs have a cache of their own, from $0.02 an hour for 0.5 GB: Gatewright does not make it, since the edge's cache answers before a request of the API is paid for",
      ]
    : [];
}
