import type { Issue } from '../../errors/issue.js';
import type { QuotaName } from '../../facts/quotas.js';
import { isRaisable } from '../../spec/quotas.js';
import type { Plan } from '../plan.js';
import { slicesOf } from '../split/slices-of.js';
import { boundWarnings } from './bound-warnings.js';
import { sliceCounts } from './count-quotas.js';
import { MENDED_BY_PARTS } from './mended-by-parts.js';
import { permissionWarnings } from './permission-warnings.js';
import type { QuotaUse } from './quota-use.js';
import { lessNow, lessOf, placed, quotaWords } from './quota-words.js';

/** What AWS would refuse at deployment: more than the account has, as far as AWS's defaults and the spec say. */
export function quotaIssues(plan: Plan, uses: readonly QuotaUse[]): readonly Issue[] {
  return uses
    .filter((use) => isRefused(use) && !SAID_ELSEWHERE.has(use.name))
    .flatMap((use) => allRefused(use, plan).map((each) => exceeded(each, plan)));
}

/** In all stacks that take too much, where `use` is what the fullest takes. */
function allRefused(use: QuotaUse, plan: Plan): readonly QuotaUse[] {
  if (!MENDED_BY_PARTS.has(use.name)) return [use];
  const { part: _, ...ofAny } = use;
  return slicesOf(plan)
    .flatMap(sliceCounts)
    .filter(({ name }) => name === use.name)
    .map((count) => ({ ...ofAny, ...count, headRoom: use.limit - count.used }))
    .filter(isRefused);
}

/** What is worth a look before it is deployed, or before the next route is added. */
export function quotaWarnings(plan: Plan, uses: readonly QuotaUse[]): readonly Issue[] {
  return [
    ...uses
      .filter((use) => use.near && !isRefused(use))
      .map((use) => (use.headRoom < 0 ? doubtful(use, plan) : near(use, plan))),
    ...boundWarnings(plan),
    ...permissionWarnings(plan),
  ];
}

/** The firewall's issue says which rules take how much. */
const SAID_ELSEWHERE: ReadonlySet<QuotaName> = new Set<QuotaName>(['wafCapacity']);

/**
 * Over these something is deployed, or may be: the account's rate holds whatever a route says, AWS does not say what of
 * models it adds up, a gateway may grow by several deployments, and the size of a template is an estimate, which a test
 * holds to 5 %.
 */
const REFUSED_FROM: { readonly [Name in QuotaName]?: number } = {
  accountRatePerSecond: Number.POSITIVE_INFINITY,
  restModelBytes: Number.POSITIVE_INFINITY,
  nestedOperationResources: Number.POSITIVE_INFINITY,
  templateBytes: 1.05,
  restImportBytes: 1.05,
};

export function isRefused({ name, used, limit }: QuotaUse): boolean {
  return used > limit * (REFUSED_FROM[name] ?? 1);
}

function exceeded(use: QuotaUse, plan: Plan): Issue {
  const { code, place, message } = quotaWords(use);
  const fix = lessOf(use, plan);
  return {
    code,
    place,
    message: placed(message, use, plan),
    got: String(use.used),
    allowed: String(use.limit),
    fix: isRaisable(use.name) ? `${fix}; or, once AWS has raised it, write quotas: { ${use.name}: ${use.used} }` : fix,
    source: use.source,
  };
}

function doubtful(use: QuotaUse, plan: Plan): Issue {
  const fix = lessOf(use, plan);
  return {
    code: 'QUOTA_DOUBTFUL',
    place: quotaWords(use).place,
    message: placed(DOUBTS[use.name] ?? 'this may be more than AWS takes', use, plan),
    got: `${use.used} ${use.unit}`,
    allowed: String(use.limit),
    fix: isRaisable(use.name) ? `${fix}; or, if AWS has raised it, write quotas: { ${use.name}: … }` : fix,
    source: use.source,
  };
}

const DOUBTS: { readonly [Name in QuotaName]?: string } = {
  accountRatePerSecond: "the account's own limit comes first: all APIs of the Region share it",
  restModelBytes: 'AWS may refuse models of this size: it does not say whether it adds them up',
  nestedOperationResources: 'CloudFormation creates, updates or deletes no more resources of nested stacks at once',
  templateBytes: 'by an estimate the template may be larger than CloudFormation takes',
};

function near(use: QuotaUse, plan: Plan): Issue {
  const fix = lessNow(use, plan);
  const share = Math.floor((use.used / use.limit) * 100);
  return {
    code: 'QUOTA_NEAR',
    place: quotaWords(use).place,
    message: placed(`${share} % of a quota is used: ${use.unit}`, use, plan),
    got: String(use.used),
    allowed: String(use.limit),
    fix: isRaisable(use.name) ? `ask AWS to raise it before it is reached, or ${fix}` : fix,
    source: use.source,
  };
}
