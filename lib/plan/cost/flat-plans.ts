import { listPrices, type PriceKey, type PriceList } from '../../facts/prices.js';
import type { CostEstimate } from '../estimate-cost.js';
import type { Plan } from '../plan.js';
import { COST_ITEMS, type CostItem } from './cost-items.js';
import { type CostLine, totalUsd, usdFor } from './cost-line.js';

interface Allowance {
  readonly name: string;
  readonly priceOf: PriceKey;
  readonly requests: number;
  readonly gb: number;
}

const TB = 1_024;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html, November 2026 */
const FLAT_PLANS: readonly Allowance[] = [
  { name: 'Free', priceOf: 'flatFree', requests: 1e6, gb: 100 },
  { name: 'Pro', priceOf: 'flatPro', requests: 10e6, gb: 50 * TB },
  { name: 'Business', priceOf: 'flatBusiness', requests: 125e6, gb: 50 * TB },
  { name: 'Premium', priceOf: 'flatPremium500M', requests: 500e6, gb: 50 * TB },
  { name: 'Premium', priceOf: 'flatPremium750M', requests: 750e6, gb: 75 * TB },
  { name: 'Premium', priceOf: 'flatPremium1250M', requests: 1_250e6, gb: 125 * TB },
  { name: 'Premium', priceOf: 'flatPremium2000M', requests: 2_000e6, gb: 200 * TB },
  { name: 'Premium', priceOf: 'flatPremium3500M', requests: 3_500e6, gb: 350 * TB },
  { name: 'Premium', priceOf: 'flatPremium6000M', requests: 6_000e6, gb: 600 * TB },
];

/** What AWS does with traffic beyond a plan. */
export const BEYOND_ALLOWANCE =
  'no charge for what is beyond an allowance: AWS writes at 50, 80 and 100 %, and may then serve it slower or ask for a larger plan';

/** A flat plan of CloudFront in place of paying for what is used. */
export interface FlatPlanOption extends Allowance {
  /** Of the plan alone. */
  readonly usdPerMonth: number;
  /** Of the whole gateway with it. */
  readonly totalUsdPerMonth: number;
  /** Requests and data are within its allowance, and it has all that the gateway uses. */
  readonly fits: boolean;
  readonly because: string;
}

/** All flat plans, for a gateway with an edge; none without. What a plan has in its price leaves the bill. */
export function flatPlanOptions(
  plan: Pick<Plan, 'edge' | 'firewall'>,
  { lines, assumptions }: CostEstimate,
  list: PriceList = listPrices,
): readonly FlatPlanOption[] {
  if (!plan.edge) return [];
  const others = totalUsd(lines.filter((line) => !isInFlatPlan(line)));
  const gb = lines.find(({ id }) => id === 'edgeDataOut')?.quantity ?? 0;
  const missing = missingFeature(plan);
  return FLAT_PLANS.map((option) => {
    const usdPerMonth = usdFor(option.priceOf, 1, list);
    const over = missing ?? beyond(option, assumptions.requestsPerMonth, gb);
    const because = over ?? 'requests and data are within its allowance';
    return { ...option, usdPerMonth, totalUsdPerMonth: others + usdPerMonth, fits: over === undefined, because };
  });
}

/** The cheapest that fits; undefined: none does. */
export function bestFlatPlan(options: readonly FlatPlanOption[]): FlatPlanOption | undefined {
  return options.filter(({ fits }) => fits).sort((a, b) => a.totalUsdPerMonth - b.totalUsdPerMonth)[0];
}

function isInFlatPlan({ id }: CostLine): boolean {
  const item: CostItem = COST_ITEMS[id];
  return item.inFlatPlan === true;
}

function missingFeature({ firewall }: Pick<Plan, 'firewall'>): string | undefined {
  const targeted = firewall?.rules.some((rule) => rule.kind === 'managed' && rule.inspectionLevel === 'TARGETED');
  return targeted ? 'flat plans have no targeted bot control' : undefined;
}

function beyond({ requests, gb }: Allowance, usedRequests: number, usedGb: number): string | undefined {
  const over = [
    ...(usedRequests > requests ? [`${inFull(usedRequests)} requests, ${inFull(requests)} allowed`] : []),
    ...(usedGb > gb ? [`${inFull(usedGb)} GB, ${inFull(gb)} allowed`] : []),
  ];
  return over.length === 0 ? undefined : over.join('; ');
}

function inFull(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 0 });
}
