import type { PriceList } from '../../facts/prices.js';
import { estimateCost } from '../estimate-cost.js';
import type { Plan } from '../plan.js';
import type { CostAssumptions } from './assumptions.js';
import { type CostLine, costLines, totalUsd } from './cost-line.js';
import { isReplaced, type KongAssumptions, kongParts, kongUsd, reachingOf } from './kong.js';
import { balancerFor } from './load-balancer.js';

/** Where the two bills cross. */
export type Crossover =
  /** Kong costs less at this many requests a month, and at all that are more. */
  | { readonly kind: 'from'; readonly requestsPerMonth: number }
  | { readonly kind: 'never' }
  | { readonly kind: 'always' };

/** Traffic between which a crossing is looked for: no account has more. */
const LEAST = 1e3;
const MOST = 1e13;
const POINTS_PER_DECADE = 40;

/**
 * Kong's bill goes up in steps, so the last crossing counts: the last of the points on a log scale where the gateway is
 * cheaper, and then between it and the next, to a thousandth.
 */
export function kongCrossover(
  plan: Plan,
  given: Partial<CostAssumptions>,
  kong: KongAssumptions,
  list: PriceList,
): Crossover {
  const gatewayIsCheaper = comparison(plan, given, kong, list);
  const points = logPoints();
  const last = points.findLastIndex(gatewayIsCheaper);
  if (last === -1) return { kind: 'always' };
  if (last === points.length - 1) return { kind: 'never' };
  let [low, high] = [points[last] ?? LEAST, points[last + 1] ?? MOST];
  while (high / low > 1.001) {
    const middle = Math.sqrt(low * high);
    if (gatewayIsCheaper(middle)) low = middle;
    else high = middle;
  }
  return { kind: 'from', requestsPerMonth: roundedUp(high) };
}

/** Between these everything that Kong replaces grows in a straight line, so two estimates do for all traffic. */
const MEASURE = 1e6;

function comparison(
  plan: Plan,
  given: Partial<CostAssumptions>,
  kong: KongAssumptions,
  list: PriceList,
): (requestsPerMonth: number) => boolean {
  const [none, some] = [0, MEASURE].map((requestsPerMonth) => estimateCost(plan, { ...given, requestsPerMonth }, list));
  if (!none || !some) return () => true;
  const fixed = new Map(none.lines.map(({ id, quantity }) => [id, quantity]));
  const lines = sharingPrices(some.lines);
  const reaching = reachingOf(plan, some.assumptions);
  const balancer = balancerFor(plan);
  return (requests) => {
    const times = requests / MEASURE;
    const grown = lines.map(({ id, quantity, priceOf }) => {
      const always = fixed.get(id) ?? 0;
      return { id, priceOf, quantity: always + (quantity - always) * times };
    });
    const replaced = costLines(grown, list).filter(({ id }) => isReplaced(id));
    return totalUsd(replaced) < kongUsd(kongParts(reaching * times, balancer, some.assumptions, kong, list));
  };
}

/** What Kong replaces, and what shares the steps of its prices. */
function sharingPrices(lines: readonly CostLine[]): readonly CostLine[] {
  const keys = new Set(lines.filter(({ id }) => isReplaced(id)).map(({ priceOf }) => priceOf));
  return lines.filter(({ priceOf }) => keys.has(priceOf));
}

function logPoints(): readonly number[] {
  const decades = Math.log10(MOST / LEAST);
  return Array.from({ length: decades * POINTS_PER_DECADE + 1 }, (_, i) => LEAST * 10 ** (i / POINTS_PER_DECADE));
}

/** To three digits: the assumptions are no better. */
function roundedUp(value: number): number {
  const step = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Math.ceil(value / step) * step;
}
