import { PIN_SCHEMA_VERSION, type Pin, type PinnedArrangement } from '../../spec/pin.js';
import type { Split } from '../../spec/split.js';
import type { Plan } from '../plan.js';
import { inOrder } from '../split/part-of.js';
import { type Arrangement, arrangementText } from './arrangement.js';
import type { ArrangementComparison } from './compare-arrangements.js';
import { movedPaths, pinnedPaths } from './pinned-paths.js';

/**
 * What holds the chosen arrangement: the value of `pin`, as plain JSON.
 *
 * @param plan whose paths are held where they are @default no path is held
 */
export function makePin({ chosen, assumptions }: ArrangementComparison, today: Date, plan?: Plan): Pin {
  const { apis, edge, firewallAt, cloudFrontPricing, split } = chosen.arrangement;
  const paths = plan && pinnedPaths(plan);
  return {
    schemaVersion: PIN_SCHEMA_VERSION,
    arrangement: {
      apis,
      edge,
      ...(firewallAt !== undefined && { firewallAt }),
      ...(cloudFrontPricing !== undefined && { cloudFrontPricing }),
      ...(split && { split }),
      ...(paths && { paths }),
    },
    madeOn: today.toISOString().slice(0, 10),
    usdPerMonth: Math.round(chosen.usdPerMonth * 100) / 100,
    requestsPerMonth: assumptions.requestsPerMonth,
  };
}

/** What another pin would change, as a person says it; undefined: nothing that an address hangs on. */
export function pinChange({ arrangement: before }: Pin, { arrangement: now }: Pin): string | undefined {
  const [was, is] = [pinText(before), pinText(now)];
  if (was !== is) return `it was ${was}, and is now ${is}`;
  const moved = movedPaths(before.paths, now.paths);
  return moved.length > 0 ? `${moved.join(', ')} would be on the other type of API` : undefined;
}

function pinText(arrangement: PinnedArrangement): string {
  const { split } = arrangement;
  const parts = split ? `, with ${splitText(split)}` : '';
  return `${arrangementText(arrangement as Arrangement)}${parts}`;
}

function splitText({ from, parts }: Split): string {
  if (from) return `parts from ${inOrder(from).join(' ')}`;
  return `the parts ${Object.keys(parts)
    .sort()
    .map((name) => `${name} (${parts[name]?.toSorted().join(', ')})`)
    .join(', ')}`;
}
