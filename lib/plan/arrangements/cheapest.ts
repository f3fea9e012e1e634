/** Sums of the same lines in another order differ in their last digits: what does not differ in a millionth is equal. */
const MICRODOLLARS = 1e6;

/** From the cheapest; what costs the same stays in its order. */
export function cheapest<T>(all: readonly T[], usdOf: (one: T) => number): readonly T[] {
  return all
    .map((one) => ({ one, usd: Math.round(usdOf(one) * MICRODOLLARS) }))
    .sort((a, b) => a.usd - b.usd)
    .map(({ one }) => one);
}
