import { type PriceKey, type PriceList, type PriceValue, prices } from '../../facts/prices.js';
import { COST_ITEMS, type CostItem, type CostItemId } from './cost-items.js';

/** One line of a bill: dollars = quantity × `usd` ÷ `per`, step by step where the price has steps. */
export interface CostLine {
  readonly id: CostItemId;
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usdPerMonth: number;
  /** Where the quantity comes from; `docs/cost.md` explains each. */
  readonly formula: string;
  readonly priceOf: PriceKey;
  /** Dollars for `per` units; steps count from the first unit of the month. */
  readonly usd: PriceValue;
  readonly per: number;
  /** Units of the month that lines above have of the same price: the steps go on from there. */
  readonly from: number;
  /** Where the price was read. */
  readonly source: string;
}

/** What is needed of a thing, before it has a price. */
export interface Need {
  readonly id: CostItemId;
  readonly quantity: number;
  /** @default the item's */
  readonly priceOf?: PriceKey;
}

/** A line for each need that is one. Lines of one price share its steps: the next begins where the one before ended. */
export function costLines(needs: readonly Need[], list: PriceList): readonly CostLine[] {
  const used = new Map<PriceKey, number>();
  return needs
    .filter(({ quantity }) => quantity > 0)
    .map((need) => {
      const { priceOf: usual, ...item }: CostItem = COST_ITEMS[need.id];
      const priceOf = need.priceOf ?? usual;
      const from = used.get(priceOf) ?? 0;
      used.set(priceOf, from + need.quantity);
      return pricedLine(need, item, priceOf, from, list);
    });
}

function pricedLine(
  { id, quantity }: Need,
  { item, unit, formula }: Omit<CostItem, 'priceOf'>,
  priceOf: PriceKey,
  from: number,
  list: PriceList,
): CostLine {
  return {
    id,
    item,
    quantity,
    unit,
    usdPerMonth: usdFor(priceOf, quantity, list, from),
    formula,
    priceOf,
    usd: list.usd[priceOf],
    per: prices[priceOf].per,
    from,
    source: list.sources[priceOf],
  };
}

/**
 * Dollars for a quantity, each step of a tiered price for the units within it.
 *
 * @param from units of the month that others have used before
 */
export function usdFor(key: PriceKey, quantity: number, list: PriceList, from = 0): number {
  return stepped(quantity, list.usd[key], from) / prices[key].per;
}

/** Steps are multiplied as they are and divided by `per` once: no cent is lost to rounding a unit's price. */
function stepped(quantity: number, usd: PriceValue, from: number): number {
  if (typeof usd === 'number') return quantity * usd;
  let sum = 0;
  let begin = 0;
  for (const tier of usd) {
    const end = tier.upTo ?? Number.POSITIVE_INFINITY;
    sum += Math.max(0, Math.min(from + quantity, end) - Math.max(from, begin)) * tier.usd;
    begin = end;
  }
  return sum;
}

export function totalUsd(lines: readonly CostLine[]): number {
  return lines.reduce((sum, line) => sum + line.usdPerMonth, 0);
}
