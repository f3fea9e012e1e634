import type { PriceList } from '../../facts/prices.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Bill } from '../cost/bill.js';
import { cheapestAt } from './compare-arrangements.js';

/** A bill that says of each of its levels what would be cheaper there: one arrangement seldom is at all of them. */
export function withCheapest(bill: Bill, spec: GatewaySpec, list: PriceList): Bill {
  const levels = bill.levels.map((level) => {
    const cheapest = cheapestAt(spec, level, list);
    return cheapest ? { ...level, cheapest } : level;
  });
  return { ...bill, levels };
}
