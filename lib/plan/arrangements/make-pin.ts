import { PIN_SCHEMA_VERSION, type Pin } from '../../spec/pin.js';
import type { ArrangementComparison } from './compare-arrangements.js';

/** What holds the chosen arrangement: the value of `pin`, as plain JSON. */
export function makePin({ chosen, assumptions }: ArrangementComparison, today: Date): Pin {
  const { apis, edge, firewallAt, cloudFrontPricing, splitAt } = chosen.arrangement;
  return {
    schemaVersion: PIN_SCHEMA_VERSION,
    arrangement: {
      apis,
      edge,
      ...(firewallAt !== undefined && { firewallAt }),
      ...(cloudFrontPricing !== undefined && { cloudFrontPricing }),
      ...(splitAt && { splitAt }),
    },
    madeOn: today.toISOString().slice(0, 10),
    usdPerMonth: Math.round(chosen.usdPerMonth * 100) / 100,
    requestsPerMonth: assumptions.requestsPerMonth,
  };
}
