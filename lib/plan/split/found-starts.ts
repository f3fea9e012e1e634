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
 * Where parts start, for each to fit: what is too large is halved, at a place that depends on no route, and neighbours that
 * fit into one are one. One path that is too large is left as it is, for its quotas to be an issue.
 */
export function foundStarts(plan: Plan, raised: RaisedQuotas | undefined): readonly string[] {
  const judge: Judge = (volumes, judged) => tooLargeOf(placedAt(plan, startsOf(volumes)), raised, judged);
  return startsOf(joined(divided(wholeVolume(plan.routes.map(({ path }) => path)), judge), judge));
}

/** Where a volume starts; undefined: it is the first. */
type Start = Volume['start'];

/** Says which volumes are too large, of those that start where `judged` says. */
type Judge = (volumes: readonly Volume[], judged: ReadonlySet<Start>) => ReadonlySet<Start>;

function divided(whole: Volume, judge: Judge): readonly Volume[] {
  let volumes = halved(whole);
  let halves = volumes;
  for (;;) {
    // The gateway's own stack has what parts share: each further part may bring it more.
    const tooLarge = judge(volumes, new Set([undefined, ...halves.map(({ start }) => start)]));
    const before = new Set(volumes);
    const next = volumes.flatMap((volume) => (tooLarge.has(volume.start) ? halved(volume) : [volume]));
    if (next.length === volumes.length) return volumes;
    halves = next.filter((volume) => !before.has(volume));
    volumes = next;
  }
}

/** Neighbours that one halving parted, the last halvings first: between those of one turn stands another volume. */
function joined(divided: readonly Volume[], judge: Judge): readonly Volume[] {
  let volumes = divided;
  const turns = new Set(divided.map(({ startedBy }) => startedBy).filter((turn) => turn > 0));
  for (const turn of [...turns].sort((one, other) => other - one)) {
    const kept = volumes.filter(({ startedBy }) => startedBy !== turn);
    const lower = volumes.filter((_, index) => volumes[index + 1]?.startedBy === turn);
    const tooLarge = judge(kept, new Set(lower.map(({ start }) => start)));
    volumes = volumes.filter(({ startedBy }, index) => startedBy !== turn || tooLarge.has(volumes[index - 1]?.start));
  }
  return volumes;
}

function startsOf(volumes: readonly Volume[]): readonly string[] {
  return volumes.flatMap(({ start }) => start ?? []);
}

function tooLargeOf(placed: Plan, raised: RaisedQuotas | undefined, judged: ReadonlySet<Start>): ReadonlySet<Start> {
  const slices = slicesOf(shareAuthorizers(placed, raised)).filter(({ part }) => judged.has(part));
  return new Set(slices.filter((slice) => outgrown(slice, raised).length > 0).map(({ part }) => part));
}

/** In parts that are called as they start, which is quicker told than their names. */
function placedAt(plan: Plan, from: readonly string[]): Plan {
  const placed = inParts(plan, lastStart(from));
  const parts = from.map((start) => ({ name: start, from: start }));
  return { ...plan, ...placed, split: { rule: { from }, chosenBy: 'quota', because: '', parts } };
}
