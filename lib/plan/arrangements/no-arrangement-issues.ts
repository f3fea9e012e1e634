import type { Issue } from '../../errors/issue.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { ApiArrangement } from '../../spec/pin.js';
import { placeOf } from '../../spec/validate/place-of.js';
import { type Group, groupedBy } from '../grouped-by.js';
import type { Arrangement, PlanVariant } from './arrangement.js';
import type { Candidate, ForbiddenCandidate } from './candidates.js';
import { issuesInAll } from './issues-in-all.js';
import type { Requirement } from './requirement.js';

/**
 * What to say of a spec that no arrangement can serve: what is wrong in all of them, since it has to be mended in any
 * case; where there is no such thing, an issue for each reason that forbids some.
 */
export function noArrangementIssues(
  spec: GatewaySpec,
  candidates: readonly Candidate[],
  planVariant: PlanVariant,
): readonly Issue[] {
  const common = issuesInAll(spec, planVariant);
  if (common.length > 0) return common;
  const reasons = candidates.flatMap((one) => (one.kind === 'forbidden' ? reasonsOf(one) : []));
  return [...groupedBy(reasons, ({ rule, because }) => `${rule} ${because}`).values()].map(impossible);
}

interface Reason extends Requirement {
  readonly against: Arrangement;
  /** As which the planner found it; what routes need is known before. */
  readonly issue: Issue | undefined;
}

/** That there is nothing to split is none: what it would be is another arrangement. */
function reasonsOf({ arrangement: against, forbiddenBy, issues }: ForbiddenCandidate): readonly Reason[] {
  return forbiddenBy
    .filter(({ rule }) => rule !== 'NOTHING_TO_SPLIT')
    .map((requirement) => {
      const { rule, because } = requirement;
      const issue = issues.find(({ code, message }) => code === rule && message === because);
      return { ...requirement, against, issue };
    });
}

function impossible(same: Group<Reason>): Issue {
  const [{ rule, because, source, issue }] = same;
  return {
    code: 'ARRANGEMENT_IMPOSSIBLE',
    place: placesText(same),
    message: `no arrangement does all that the spec asks: ${because}`,
    got: `${rule} forbids ${forbiddenText(same.map(({ against }) => against))}${issue ? `; got ${issue.got}` : ''}`,
    allowed: issue?.allowed ?? 'at least one arrangement that meets what every route needs',
    fix: 'give up what one of these issues names, or make two gateways of it',
    ...(source !== undefined && { source }),
  };
}

const SHOWN = 3;

function placesText(same: Group<Reason>): string {
  const places = [...new Set(same.flatMap(({ at }) => at))].map((at) =>
    at.includes(' /') ? placeOf({ pattern: at }) : at,
  );
  const more = places.length - SHOWN;
  return places.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '') || 'routes';
}

const APIS: Record<ApiArrangement, string> = {
  split: 'routes split',
  http: 'all on HTTP',
  rest: 'all on REST',
  'rest-first': 'HTTP only where needed',
};

/** Short, so that no line is cut. */
function forbiddenText(all: readonly Arrangement[]): string {
  return [...groupedBy(all, ({ edge }) => edge)]
    .map(([edge, some]) => `${edge ? 'with' : 'without'} an edge: ${some.map(({ apis }) => APIS[apis]).join(', ')}`)
    .join('; ');
}
