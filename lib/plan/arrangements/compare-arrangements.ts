import { listPrices, type PriceList } from '../../facts/prices.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { SMALLEST_USD } from '../cost/smallest-usd.js';
import { type CostAssumptions, type CostEstimate, estimateCost } from '../estimate-cost.js';
import { planGateway, planVariant } from '../plan-gateway.js';
import type { Arrangement, ArrangementPlan } from './arrangement.js';
import { type AuthorizerPrice, authorizerPrices } from './authorizer-prices.js';
import { candidatesFor, type FeasibleCandidate, type ForbiddenCandidate } from './candidates.js';
import { cheapest } from './cheapest.js';
import { type FlatOffer, flatOffers } from './flat-offers.js';
import type { Requirement } from './requirement.js';
import { type RestCacheOffer, restCacheOffer } from './rest-cache.js';
import { type Step, stepsOf } from './steps.js';

/** What each arrangement of a gateway would cost, and what stands against the others. */
export interface ArrangementComparison {
  readonly assumptions: CostAssumptions;
  /** Whose they are that the dollars come of; what stands is chosen at our list prices, whatever these are. */
  readonly prices: Pick<PriceList, 'region' | 'date'>;
  readonly chosen: ChosenArrangement;
  /** Absent: the chosen one is. */
  readonly cheapest?: PricedArrangement;
  /** The next two, from the cheapest. */
  readonly alternatives: readonly PricedArrangement[];
  /** All that do what the spec asks, the chosen one too, from the cheapest. */
  readonly feasible: readonly PricedArrangement[];
  readonly infeasible: readonly InfeasibleArrangement[];
  /** Which authorizers are native, and what functions cost. */
  readonly authorizers: readonly AuthorizerPrice[];
  /** What AWS has besides the edge's cache, and Gatewright does not make. Absent: no route keeps answers. */
  readonly restCache?: RestCacheOffer;
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
  const bill = estimateCost(plan, assumptions, list);
  const { priced, forbidden } = pricedArrangements(spec, bill.assumptions, list);
  const feasible = priced.map((one) => against(one, bill));
  const others = feasible.filter(({ arrangement }) => !isSame(arrangement, plan.arrangement));
  const cheaper = cheaperThan(others);
  const restCache = restCacheOffer(spec, bill.assumptions, list, planVariant);
  return {
    assumptions: bill.assumptions,
    prices: { region: list.region, date: list.date },
    chosen: {
      arrangement: plan.arrangement,
      usdPerMonth: bill.usdPerMonth,
      steps: stepsOf(plan, spec, candidatesFor(spec, planVariant)),
    },
    ...(cheaper && { cheapest: cheaper }),
    alternatives: others.slice(0, ALTERNATIVES),
    feasible,
    infeasible: forbidden,
    authorizers: authorizerPrices(plan, bill.assumptions, list),
    ...(restCache && { restCache }),
  };
}

/**
 * What would be cheaper than the chosen arrangement at the traffic of its bill; undefined: nothing.
 *
 * @param bill of what `planGateway` makes of the spec
 */
export function cheapestAt(spec: GatewaySpec, bill: CostEstimate, list: PriceList): PricedArrangement | undefined {
  const { arrangement: chosen } = planGateway(spec);
  const { priced } = pricedArrangements(spec, bill.assumptions, list);
  const others = priced.filter(({ arrangement }) => !isSame(arrangement, chosen));
  return cheaperThan(others.map((one) => against(one, bill)));
}

function against(one: Priced, { usdPerMonth }: CostEstimate): PricedArrangement {
  return { ...one, differenceUsdPerMonth: one.usdPerMonth - usdPerMonth };
}

function cheaperThan([first]: readonly PricedArrangement[]): PricedArrangement | undefined {
  return first && first.differenceUsdPerMonth < -SMALLEST_USD ? first : undefined;
}

function pricedArrangements(spec: GatewaySpec, assumptions: CostAssumptions, list: PriceList) {
  const all = candidatesFor(spec, planVariant);
  const offers = all
    .filter((one): one is FeasibleCandidate => one.kind === 'feasible')
    .map((one) => offersOf(one, estimateCost(one.plan, assumptions, list), list));
  const priced = cheapest(
    offers.flatMap(({ priced: some }) => some),
    ({ usdPerMonth }) => usdPerMonth,
  );
  return { priced, forbidden: [...forbiddenOf(all), ...offers.flatMap(({ forbidden }) => forbidden)] };
}

const ALTERNATIVES = 2;

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
  const identity = ({ apis, edge, cloudFrontPricing, parts, split }: Arrangement) =>
    JSON.stringify([apis, edge, cloudFrontPricing, parts, split]);
  return identity(a) === identity(b);
}
