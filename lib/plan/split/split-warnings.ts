import type { Issue } from '../../errors/issue.js';
import type { Plan, SplitPlan } from '../plan.js';
import { crossings } from './order-across-parts.js';
import { idleStarts } from './part-of.js';
import { startsText } from './part-text.js';

/** What a split brings with it that its gateway did not ask for. */
export function splitWarnings(plan: Plan): readonly Issue[] {
  const { split, edge, apis } = plan;
  if (!split) return [];
  return [
    ...idle(plan, split),
    ...(split.chosenBy === 'quota' ? [unpinned(split.because, split.rule.from ?? [], split.parts.length)] : []),
    ...(!edge && apis.length > 1 ? [noFront(apis)] : []),
    ...slashes(plan),
  ];
}

const PLACES: { readonly [Chooser in SplitPlan['chosenBy']]?: string } = {
  spec: 'split.from',
  pin: 'pin.arrangement.split.from',
};

function idle({ routes }: Plan, { rule, chosenBy, parts }: SplitPlan): readonly Issue[] {
  const starts = idleStarts(
    rule.from ?? [],
    routes.map(({ path }) => path),
  );
  if (starts.length === 0) return [];
  const nothing = 'no route is in any part, and beside a list the planner makes no parts by itself';
  return [
    {
      code: 'SPLIT_IDLE',
      place: PLACES[chosenBy] ?? 'split',
      message: parts.length === 0 ? nothing : 'no path is from here on before the next start, so these make no parts',
      got: startsText(starts),
      allowed: "starts that some path does not come before: '/o' for /orders and what follows it",
      fix: 'mend them, or leave them out',
    },
  ];
}

/** More are not written by hand. */
const WRITTEN_STARTS = 8;

function unpinned(because: string, from: readonly string[], parts: number): Issue {
  const pin = 'run gatewright plan --pin, and give the file to the gateway: docs/splitting.md';
  return {
    code: 'SPLIT_UNPINNED',
    place: 'split',
    message: `${because}: so it is split, and other routes may divide it otherwise, which moves routes`,
    got: `${parts} ${parts === 1 ? 'part' : 'parts'}, which nothing holds`,
    allowed: 'a split that the spec or a pin says, which stays as it is',
    fix: from.length > WRITTEN_STARTS ? pin : `write split: { from: [${startsText(from)}] } on the gateway, or ${pin}`,
  };
}

const SHOWN = 4;

function noFront(apis: Plan['apis']): Issue {
  const more = apis.length - SHOWN;
  const ids = apis.slice(0, SHOWN).map(({ id }) => id);
  return {
    code: 'SPLIT_NO_FRONT',
    place: 'edge',
    message: 'the parts have APIs of their own, nothing joins them, and so each has an address of its own',
    got: `${ids.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    allowed: 'an edge, which keeps every path at one address; or callers who know the address of each part',
    fix: 'write edge: {} on the gateway',
  };
}

/** Where access would be another, it is an issue. */
function slashes({ routes }: Plan): readonly Issue[] {
  const [first, ...others] = crossings(routes).flatMap(({ kind, meetings }) => (kind === 'slash' ? [meetings[0]] : []));
  if (!first) return [];
  const more = others.length > 0 ? `, and ${others.length} more such pairs` : '';
  return [
    {
      code: 'SPLIT_SLASH',
      place: 'split',
      message: `with a slash at its end, a request of ${first.route.path} goes where ${first.route.path}/ is a path of its own: another part may answer it than without the split`,
      got: `${first.route.id} beside ${first.greedy.id}${more}`,
      allowed: 'callers who send paths as the routes have them',
      fix: 'put both into one part: split: { parts: … }',
    },
  ];
}
