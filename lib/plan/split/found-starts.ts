import type { RaisedQuotas } from '../../spec/quotas.js';
import type { Plan } from '../plan.js';
import { sliceUses } from '../quotas/count-quotas.js';
import { MENDED_BY_PARTS } from '../quotas/mended-by-parts.js';
import { isRefused } from '../quotas/quota-findings.js';
import type { QuotaUse } from '../quotas/quota-use.js';
import { shareAuthorizers } from '../share-authorizers.js';
import { lastStart } from './part-of.js';
import { type PlanSlice, slicesOf } from './slices-of.js';
import { halved, type Volume, wholeVolume } from './volume.js';
import { inParts } from './with-parts.js';

/** Quotas that a slice is over, and parts could mend. */
export function outgrown(slice: PlanSlice, raised: RaisedQuotas | undefined): readonly QuotaUse[] {
  return sliceUses(slice, raised).filter((use) => MENDED_BY_PARTS.has(use.name) && isRefused(use));
}

/**
 * Where parts start, for each to fit: what is too large is halved, at a place that depends on no route, and its lower half
 * stays where it is. One path that is too large is left as it is, for its quotas to be an issue.
 */
export function foundStarts(plan: Plan, raised: RaisedQuotas | undefined): readonly string[] {
  const fitting = new Set<string | undefined>();
  let volumes = halved(wholeVolume(plan.routes.map(({ path }) => path)));
  for (;;) {
    const starts = startsOf(volumes);
    const tooLarge = tooLargeAt(plan, starts, raised, fitting);
    const next = volumes.flatMap((volume) => (tooLarge.has(volume.start) ? halved(volume) : [volume]));
    if (next.length === volumes.length) return starts;
    volumes = next;
  }
}

function startsOf(volumes: readonly Volume[]): readonly string[] {
  return volumes.flatMap(({ start }) => start ?? []);
}

/** @param fitting starts of volumes that were found to fit, which the halves of others do not change; they grow here */
function tooLargeAt(
  plan: Plan,
  from: readonly string[],
  raised: RaisedQuotas | undefined,
  fitting: Set<string | undefined>,
): ReadonlySet<string | undefined> {
  const tooLarge = new Set<string | undefined>();
  for (const slice of slicesOf(shareAuthorizers(placedAt(plan, from), raised))) {
    if (fitting.has(slice.part)) continue;
    const isTooLarge = outgrown(slice, raised).length > 0;
    (isTooLarge ? tooLarge : fitting).add(slice.part);
  }
  return tooLarge;
}

/** In parts that are called as they start, which is quicker told than their names. */
function placedAt(plan: Plan, from: readonly string[]): Plan {
  const placed = inParts(plan, lastStart(from));
  const parts = from.map((start) => ({ name: start, from: start }));
  return { ...plan, ...placed, split: { rule: { from }, chosenBy: 'quota', because: '', parts } };
}
