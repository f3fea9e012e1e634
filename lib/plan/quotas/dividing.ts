import type { Plan } from '../plan.js';
import { evenStarts } from '../split/even-starts.js';
import { startsText } from '../split/part-text.js';
import { slicesOf } from '../split/slices-of.js';
import type { QuotaUse } from './quota-use.js';
import { borrowedFunctions } from './template/nested-parts.js';

/** How one stack of a plan comes to have less. */
export interface Division {
  /** What to write: `add '/re' to split.from`. */
  readonly how: string;
  /** `which moves …` */
  readonly moves: string;
  /** What happens to a stack that nobody divides before it is over the quota. */
  readonly past: string;
  /** Whatever else takes less of the quota elsewhere takes more of it here. */
  readonly alone?: true;
}

/** Of functions that several parts call, which so stand in the gateway's own stack. */
export const OWN_HANDLERS =
  "give parts handlers of their own, in files of one line (export { handler } from './get.js'), or choose parts so that functions are called in one part alone";

/** What parts do about a quota that each has for itself; undefined: nothing, no start parts its paths. */
export function division(use: QuotaUse, plan: Plan): Division | undefined {
  const shared = use.part === undefined ? countSharedHandlers(plan) : 0;
  return isByHandlers(use, shared, plan)
    ? { how: OWN_HANDLERS, moves: ROUTES, past: ISSUE, alone: true }
    : dividing(use, plan);
}

const ROUTES = 'which moves routes';
const FROM_THERE = 'which moves its paths from there on';
const ISSUE = 'it is an issue';
const HALVED = 'is halved, which moves routes';

/** What a handler takes of the own stack, for which each part that calls it has a parameter. */
const OF_A_HANDLER: { readonly [Name in QuotaUse['name']]?: (parts: number) => number } = {
  templateResources: () => 2,
  templateBytes: (parts) => 1_300 + 100 * parts,
};

/** Half of what there is are handlers that parts share, of which another part would make more. */
function isByHandlers({ name, used }: QuotaUse, shared: number, { split }: Plan): boolean {
  const each = OF_A_HANDLER[name]?.(split?.parts.length ?? 0) ?? 0;
  return each * shared >= used / 2;
}

function countSharedHandlers(plan: Plan): number {
  const [, ...parts] = slicesOf(plan);
  const borrowed = new Set(parts.flatMap(borrowedFunctions));
  return plan.functions.filter(({ kind, id }) => kind === 'handler' && borrowed.has(id)).length;
}

/** Into as many as it takes, of about as many paths each; undefined: no start parts its paths. */
function dividing({ used, limit, part }: QuotaUse, { routes, split }: Plan): Division | undefined {
  const paths = routes.flatMap((route) => (route.part === part ? [route.path] : []));
  const starts = startsText(evenStarts(paths, Math.max(2, Math.ceil(used / limit))));
  if (starts === '') return undefined;
  if (!split)
    return { how: `write split: { from: [${starts}] } on the gateway`, moves: ROUTES, past: `the gateway ${HALVED}` };
  const of = split.chosenBy === 'pin' ? ' of the pin' : '';
  if (split.rule.parts) return { how: dividingNames(part, of), moves: ROUTES, past: ISSUE };
  return split.chosenBy === 'quota'
    ? { how: `state the split with ${starts} added to its starts`, moves: FROM_THERE, past: `the part ${HALVED}` }
    : { how: `add ${starts} to split.from${of}`, moves: FROM_THERE, past: ISSUE };
}

function dividingNames(part: string | undefined, of: string): string {
  return part === undefined
    ? `give some of its paths a part of their own in split.parts${of}`
    : `divide the prefixes of ${part} in split.parts${of} among two parts`;
}
