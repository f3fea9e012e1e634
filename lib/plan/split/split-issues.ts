import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { SplitParts } from '../../spec/split.js';
import { domainPartsIssues } from '../../spec/validate/domain-issues.js';
import { placeOf } from '../../spec/validate/place-of.js';
import { issueAt } from '../../spec/validate/rule.js';
import { placeOfPart } from '../../spec/validate/split-issues.js';
import type { ApiChoices } from '../choose-apis.js';
import type { Plan } from '../plan.js';
import { crossings, type Meeting } from './order-across-parts.js';
import { type PlacedRoute, placedRoutes } from './placed-routes.js';
import { demandDifferences } from './route-demands.js';
import { statedSplit } from './stated-split.js';

const SELECTION = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html';

/** Rules on the parts that a spec or its pin says. */
export function statedSplitIssues(spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  const split = statedSplit(spec);
  if (!split) return [];
  const placed = placedRoutes(spec, choices, split);
  return [...(spec.split && split.parts ? unusedParts(split.parts, placed) : []), ...partIssues(spec, placed)];
}

/** Rules on the parts that the planner found. */
export function foundSplitIssues(spec: GatewaySpec, { split, routes }: Plan): readonly Issue[] {
  return split?.chosenBy === 'quota' ? partIssues(spec, routes) : [];
}

function partIssues(spec: GatewaySpec, routes: readonly PlacedRoute[]): readonly Issue[] {
  const types = new Set(routes.map(({ api }) => api));
  const isParted = routes.some(({ part }) => part !== undefined);
  // Of two types of API, another issue says so.
  return [...domainPartsIssues(spec, isParted && types.size === 1), ...orderIssues(spec, routes)];
}

function unusedParts(parts: SplitParts['parts'], routes: readonly PlacedRoute[]): readonly Issue[] {
  const used = new Set(routes.map(({ part }) => part));
  return Object.entries(parts)
    .filter(([name]) => !used.has(name))
    .map(([name, prefixes]) =>
      issueAt(placeOfPart(name), {
        code: 'SPLIT_PART_EMPTY',
        at: '',
        message: `no route is in the part ${name}`,
        got: prefixes,
        allowed: 'prefixes of paths that there are, and that no other part has a longer prefix of',
        fix: 'mend the prefixes, or leave the part out',
      }),
    );
}

/** What a request would come to another route by than in one API: of each greedy path the first that it crosses. */
function orderIssues(spec: GatewaySpec, routes: readonly PlacedRoute[]): readonly Issue[] {
  const differenceOf = demandDifferences(spec);
  const refused = crossings(routes).flatMap(({ kind, meetings }): readonly Refused[] => {
    if (kind === 'greedy-first') return [{ kind, ...meetings[0] }];
    // Where the two demand the same, it is another answer at most: a warning.
    return meetings.flatMap((meeting) => {
      const differs = differenceOf(meeting.greedy.id, meeting.route.id);
      return differs === undefined ? [] : [{ kind, ...meeting, differs }];
    });
  });
  const first = new Map(refused.toReversed().map((one) => [`${one.kind} ${one.greedy.path}`, one]));
  return [...first.values()].toReversed().map(orderIssue);
}

type Refused = Meeting & ({ readonly kind: 'greedy-first' } | { readonly kind: 'slash'; readonly differs: string });

function orderIssue(refused: Refused): Issue {
  const { greedy, route } = refused;
  return {
    code: 'SPLIT_ORDER',
    place: placeOf({ pattern: greedy.id }),
    got: shown(`${greedy.id} ${partText(greedy)}, ${route.id} ${partText(route)}`),
    fix: `put both into one part: split: { parts: { NAME: [${onePart(greedy, route)}], … } }; or narrow one of the paths`,
    ...orderWords(refused),
  };
}

function orderWords(refused: Refused): Pick<Issue, 'message' | 'allowed' | 'source'> {
  const { greedy, route } = refused;
  if (refused.kind === 'greedy-first')
    return {
      message: `one HTTP API looks at ${route.id} before ${greedy.id}, and in front of the two parts the more specific ${greedy.path} comes first`,
      allowed: 'overlapping paths of which none is greedy, or in one part',
      source: SELECTION,
    };
  return {
    message: `with a slash at its end, a request of ${route.id} would go to the part of ${greedy.id}, which ${refused.differs}`,
    allowed: 'overlapping paths in one part, or routes that ask for the same: docs/splitting.md',
  };
}

/** Prefixes that hold two paths: each up to where they part. */
function onePart(...routes: readonly PlacedRoute[]): string {
  const [one = [], other = []] = routes.map(({ path }) => path.split('/'));
  const parting = one.findIndex((segment, index) => segment !== other[index]);
  const prefixes = [one, other].map((segments) =>
    segments.slice(0, parting < 0 ? undefined : parting + 1).filter((segment) => !segment.endsWith('+}')),
  );
  return [...new Set(prefixes.map((segments) => `'${segments.join('/') || '/'}'`))].join(', ');
}

function partText({ part }: PlacedRoute): string {
  return part === undefined ? "in the gateway's own stack" : `in the part ${part}`;
}
