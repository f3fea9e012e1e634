import { type PriceKey, type PriceList, type PriceValue, prices } from '../../facts/prices.js';
import { COST_ITEMS, type CostItem, type CostItemId } from './cost-items.js';

/** One line of a bill: dollars = quantity at the price that `priceOf` names. */
export interface CostLine {
  readonly id: CostItemId;
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usdPerMonth: number;
  /** Where the quantity comes from; `docs/cost.md` explains each. */
  readonly formula: string;
  readonly priceOf: PriceKey;
}

/** What is needed of a thing, before it has a price. */
export interface Need {
  readonly id: CostItemId;
  readonly quantity: number;
}

export function costLine({ id, quantity }: Need, list: PriceList): CostLine {
  const { item, unit, formula, priceOf }: CostItem = COST_ITEMS[id];
  return { id, item, quantity, unit, usdPerMonth: usdFor(priceOf, quantity, list), formula, priceOf };
}

/** Dollars for a quantity, each step of a tiered price for the units within it. */
export function usdFor(key: PriceKey, quantity: number, list: PriceList): number {
  return stepped(quantity, list.usd[key]) / prices[key].per;
}

/** Steps are multiplied as they are and divided by `per` once: no cent is lost to rounding a unit's price. */
function stepped(quantity: number, usd: PriceValue): number {
  if (typeof usd === 'number') return quantity * usd;
  let sum = 0;
  let from = 0;
  for (const tier of usd) {
    const upTo = tier.upTo ?? Number.POSITIVE_INFINITY;
    sum += Math.max(0, Math.min(quantity, upTo) - from) * tier.usd;
    from = upTo;
  }
  return sum;
}

export function totalUsd(lines: readonly CostLine[]): number {
  return lines.reduce((sum, line) => sum + line.usdPerMonth, 0);
}
