import { GREEDY, pathTokens } from '../../spec/path-tokens.js';
import type { RaisedQuotas } from '../../spec/quotas.js';
import type { Plan } from '../plan.js';
import { sliceUses } from '../quotas/count-quotas.js';
import { MENDED_BY_PARTS } from '../quotas/mended-by-parts.js';
import { isRefused } from '../quotas/quota-findings.js';
import type { QuotaUse } from '../quotas/quota-use.js';
import { shareAuthorizers } from '../share-authorizers.js';
import { type PartOf, partBeginning } from './part-of.js';
import { type PlanSlice, slicesOf } from './slices-of.js';
import { inParts } from './with-parts.js';

/** Quotas that a slice is over, and parts could mend. */
export function outgrown(slice: PlanSlice, raised: RaisedQuotas | undefined): readonly QuotaUse[] {
  return sliceUses(slice, raised).filter((use) => MENDED_BY_PARTS.has(use.name) && isRefused(use));
}

/**
 * The beginnings that have to be divided for every part to fit: `/` first, then each that is too large as one part. A part
 * whose paths go no further is left as it is, for its quotas to be an issue.
 */
export function dividedBeginnings(plan: Plan, raised: RaisedQuotas | undefined): readonly string[] {
  const tokens = new Map(plan.routes.map(({ path }) => [path, pathTokens(path)]));
  const known: Known = { raised, tokensOf: (path) => tokens.get(path) ?? [], fitting: new Set() };
  let at = whole([...tokens.values()], '/');
  for (;;) {
    const more = tooLarge(plan, at, known);
    if (more.length === 0) return at;
    at = [...at, ...more].sort();
  }
}

interface Known {
  readonly raised: RaisedQuotas | undefined;
  readonly tokensOf: (path: string) => readonly string[];
  /** Beginnings of parts that were found to fit: dividing others changes nothing of them. */
  readonly fitting: Set<string>;
}

function tooLarge(plan: Plan, at: readonly string[], { raised, tokensOf, fitting }: Known): readonly string[] {
  const beginningOf = partBeginning(at);
  const placed = placedAt(plan, at, (path) => beginningOf(tokensOf(path)));
  return slicesOf(shareAuthorizers(placed, raised)).flatMap((slice) => {
    if (slice.part === undefined || fitting.has(slice.part)) return [];
    const isTooLarge = outgrown(slice, raised).length > 0;
    if (!isTooLarge) fitting.add(slice.part);
    const paths = new Set(slice.routes.map(({ path }) => path));
    return isTooLarge ? whole([...paths].map(tokensOf), slice.part) : [];
  });
}

/** In parts that are called as they begin, which is quicker told than their names, and as long. */
function placedAt(plan: Plan, at: readonly string[], partOf: PartOf): Plan {
  const placed = inParts(plan, partOf);
  const names = new Set(placed.routes.flatMap(({ part }) => part ?? []));
  const parts = [...names].map((name) => ({ name, prefixes: [name] }));
  return { ...plan, ...placed, split: { rule: { at }, chosenBy: 'quota', because: '', parts } };
}

/** A beginning, if dividing it takes anything out of its part; and those behind it that all of these paths share. */
function whole(paths: readonly (readonly string[])[], beginning: string): readonly string[] {
  const length = pathTokens(beginning).length;
  const behind = paths.map((tokens) => tokens[length]).filter((token) => token !== undefined && token !== GREEDY);
  const [next, ...others] = new Set(behind);
  if (next === undefined) return [];
  const isShared = others.length === 0 && behind.length === paths.length;
  return [beginning, ...(isShared ? whole(paths, `${beginning}${next}`) : [])];
}
