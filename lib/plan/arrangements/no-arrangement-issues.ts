import { type Issue, IssuesError } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { addTo } from '../grouped-by.js';
import { arrangementText, type PlanVariant, type Variant } from './arrangement.js';
import type { Candidate, ForbiddenCandidate } from './candidates.js';
import type { Requirement } from './requirement.js';

const VARIANTS: readonly Variant[] = [false, true].flatMap((edge) => [
  { apis: 'http', edge },
  { apis: 'rest', edge },
]);

/**
 * What to say of a spec that no arrangement can serve: what is wrong in all of them, since it has to be mended in any
 * case; where there is no such thing, one issue with every reason of each.
 */
export function noArrangementIssues(
  spec: GatewaySpec,
  candidates: readonly Candidate[],
  planVariant: PlanVariant,
): readonly Issue[] {
  const common = inAll(VARIANTS.map((variant) => issuesIn(spec, variant, planVariant)));
  if (common.length > 0) return common;
  return [impossible(candidates.filter((one): one is ForbiddenCandidate => one.kind === 'forbidden'))];
}

function issuesIn(spec: GatewaySpec, variant: Variant, planVariant: PlanVariant): readonly Issue[] {
  try {
    planVariant(spec, variant);
    return [];
  } catch (error) {
    if (error instanceof IssuesError) return error.issues;
    throw error;
  }
}

function inAll([first = [], ...others]: readonly (readonly Issue[])[]): readonly Issue[] {
  const sets = others.map((issues) => new Set(issues.map(keyOf)));
  return first.filter((issue) => sets.every((set) => set.has(keyOf(issue))));
}

function keyOf({ code, place, got }: Issue): string {
  return JSON.stringify([code, place, got]);
}

function impossible(all: readonly ForbiddenCandidate[]): Issue {
  const source = all
    .flatMap(({ forbiddenBy }) => forbiddenBy.map((one) => one.source))
    .find((one) => one !== undefined);
  return {
    code: 'ARRANGEMENT_IMPOSSIBLE',
    place: 'routes',
    message: 'no arrangement does all that the spec asks: what each needs another forbids',
    got: [...byReason(all)].map(([reason, texts]) => `${texts.join(' | ')}: ${reason}`).join('; '),
    allowed: 'at least one arrangement that meets what every route needs',
    fix: 'give up one of the needs, or split the gateway into two',
    ...(source !== undefined && { source }),
  };
}

/** What forbids arrangements, and which. */
function byReason(all: readonly ForbiddenCandidate[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { arrangement, forbiddenBy } of all) {
    const reasons = forbiddenBy.filter(({ rule }) => rule !== 'NOTHING_TO_SPLIT').map(reasonText);
    if (reasons.length > 0) addTo(groups, reasons.join(', and '), arrangementText(arrangement));
  }
  return groups;
}

function reasonText({ rule, because, at }: Requirement): string {
  return `${because} (${rule}${at.length > 0 ? `: ${shown(at)}` : ''})`;
}
