import type { Issue } from '../../errors/issue.js';
import type { QuotaName } from '../../facts/quotas.js';
import { isRaisable } from '../../spec/quotas.js';
import type { Plan } from '../plan.js';
import { countHttpIntegrations } from './http-counts.js';
import { MENDED_BY_PARTS } from './mended-by-parts.js';
import { permissionWarnings } from './permission-warnings.js';
import type { QuotaUse } from './quota-use.js';
import { quotaWords } from './quota-words.js';

/** What AWS would refuse at deployment: more than the account has, as far as AWS's defaults and the spec say. */
export function quotaIssues(uses: readonly QuotaUse[]): readonly Issue[] {
  return uses.filter((use) => isRefused(use) && !SAID_ELSEWHERE.has(use.name)).map((use) => exceeded(use));
}

/** What is worth a look before it is deployed, or before the next route is added. */
export function quotaWarnings(plan: Plan, uses: readonly QuotaUse[]): readonly Issue[] {
  return [
    ...uses
      .filter((use) => use.near && !isRefused(use))
      .map((use) => (use.headRoom < 0 ? doubtful(use) : near(use, plan))),
    ...boundToUrls(plan, uses),
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

function exceeded(use: QuotaUse): Issue {
  const { code, place, message, fix } = quotaWords(use);
  return {
    code,
    place,
    message: withTaker(message, use),
    got: String(use.used),
    allowed: String(use.limit),
    fix: isRaisable(use.name) ? `${fix}; or, once AWS has raised it, write quotas: { ${use.name}: ${use.used} }` : fix,
    source: use.source,
  };
}

function doubtful(use: QuotaUse): Issue {
  const { place, fix } = quotaWords(use);
  return {
    code: 'QUOTA_DOUBTFUL',
    place,
    message: withTaker(DOUBTS[use.name] ?? 'this may be more than AWS takes', use),
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
  const { place, fix: less } = quotaWords(use);
  const fix = MENDED_BY_PARTS.has(use.name) ? `${less}; ${beforeItMoves(use, plan)}` : less;
  const share = Math.floor((use.used / use.limit) * 100);
  return {
    code: 'QUOTA_NEAR',
    place,
    message: withTaker(`${share} % of a quota is used: ${use.unit}`, use),
    got: String(use.used),
    allowed: String(use.limit),
    fix: isRaisable(use.name) ? `ask AWS to raise it before it is reached, or ${fix}` : fix,
    source: use.source,
  };
}

/** Who divides a gateway before it has to be says when its routes move to other APIs. */
function beforeItMoves({ part }: QuotaUse, { split }: Plan): string {
  if (!split) return 'or state split now: past the quota the gateway is halved, which moves routes (docs/splitting.md)';
  const where = part === undefined ? 'what is in no part' : `the part ${part}`;
  return split.chosenBy === 'quota'
    ? 'or state split now: past the quota the part is halved, which moves routes (docs/splitting.md)'
    : `or divide ${where} now, which moves routes: past the quota it is an issue (docs/splitting.md)`;
}

function withTaker(message: string, { taker }: QuotaUse): string {
  return taker === undefined ? message : `${message} (${taker})`;
}

/** The plan counts a bound backend once, the construct as it is bound. */
function boundToUrls(plan: Plan, uses: readonly QuotaUse[]): readonly Issue[] {
  const use = uses.find(({ name }) => name === 'httpIntegrations');
  const most = use && countHttpIntegrations(plan, () => true);
  if (!use || most === undefined || use.used > use.limit || most <= use.limit) return [];
  return [
    {
      code: 'QUOTA_DOUBTFUL',
      place: 'routes',
      message: 'backends that are bound with fromUrl(…) have an integration for each path, and these would be too many',
      got: String(most),
      allowed: String(use.limit),
      fix: 'bind them to functions or load balancers, or put their routes on a REST API',
      source: use.source,
    },
  ];
}
