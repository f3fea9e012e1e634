import type { Issue } from '../../errors/issue.js';
import type { QuotaName } from '../../facts/quotas.js';
import type { Plan } from '../plan.js';
import { type Division, division, OWN_HANDLERS } from './dividing.js';
import { MENDED_BY_PARTS } from './mended-by-parts.js';
import type { QuotaUse } from './quota-use.js';

type Words = Pick<Issue, 'code' | 'place' | 'message' | 'fix'>;

/** Of a function that many APIs call. */
export const FEWER_CALLERS = 'let fewer parts use it, or make fewer and larger parts: split: { parts: { … } }';

const TWO_GATEWAYS = 'make two gateways of it: docs/splitting.md says what parts cannot have each for itself';

/** Of a stack with one path, or with greedy ones that no start parts. */
const SAY_LESS = 'say less in the spec of its paths, which no split divides';

/** Where a quota is taken, how to take less of it, and what is said of it besides. */
const OWN_WORDS: { readonly [Name in QuotaName]?: Partial<Words> } = {
  httpRoutes: { fix: 'let one route take several paths (/things/{rest+}) or methods (ANY)' },
  httpIntegrations: { fix: 'share backends between routes, put routes on a REST API' },
  httpAuthorizers: { fix: 'let routes share schemes' },
  restResources: { fix: 'let one route take several paths (/things/{rest+})' },
  restAuthorizers: { fix: 'let routes share schemes' },
  restModelBytes: { fix: 'put routes with large schemas of bodies on an HTTP API, whose function checks them alone' },
  usagePlans: { place: 'plans', fix: 'let keys share plans' },
  usagePlanMethodThrottles: {
    code: 'USAGE_PLAN_ROUTES',
    place: 'plans',
    message: 'the plan has limits for more routes of one API than AWS takes',
    fix: "keep the limits that matter, and leave the others to the plan's own rate and burst; or let the routes stand in several parts: docs/splitting.md",
  },
  accountRatePerSecond: { place: 'throttle', fix: 'lower the rates: that of the gateway holds at each of its APIs' },
  lambdaEnvironmentBytes: {
    place: 'routes',
    fix: 'read large settings from a file of the bundle, and have fewer or shorter-named usage plans with a quota',
  },
  rolePolicyCharacters: {
    place: 'plans',
    message: 'a role of the gateway would have more policy than IAM takes',
    fix: 'have fewer usage plans with a quota, and fewer secrets',
  },
  edgeBehaviours: {
    code: 'EDGE_BEHAVIOURS',
    place: 'edge',
    message: 'the cached paths need more patterns than CloudFront has in a distribution',
    fix: `cache fewer routes, or those that share a beginning with one greedy parameter, or ${TWO_GATEWAYS}`,
  },
  edgeCachePolicies: {
    code: 'EDGE_CACHE_POLICIES',
    place: 'edge',
    message: 'the routes are cached in more ways than CloudFront has policies in an account',
    fix: 'give more routes the same ttlSeconds and vary: equal ones are one policy',
  },
  edgeFunctionBytes: {
    code: 'EDGE_FUNCTION_SIZE',
    place: 'edge',
    message: 'the function that chooses between the APIs is larger than CloudFront takes',
    fix: `put all routes below one prefix on one API type (api: 'rest'), or ${TWO_GATEWAYS}`,
  },
  edgeNames: { place: 'domain', fix: 'give the gateway fewer names' },
  templateResources: {
    message: 'the stack would have more resources than CloudFormation takes',
    fix: 'let more routes name the same function',
  },
  templateBytes: { message: 'the template would be larger than CloudFormation takes' },
  templateOutputs: {
    place: 'plans',
    fix: 'have fewer usage plans, or fewer and larger parts: split: { parts: { … } }',
  },
  templateParameters: {
    message: 'a part calls more functions of the gateway than its template can name',
    fix: OWN_HANDLERS,
  },
  templateDynamicReferences: {
    place: 'edge',
    message: 'the edge and the web ACL would refer to the secret of the origin more often than CloudFormation takes',
    fix: "make fewer and larger parts: split: { parts: { … } }, or leave the APIs open: edge: { origin: { closedBy: 'none' } }",
  },
  nestedOperationResources: {
    fix: 'deploy it for the first time in steps of fewer, with some routes commented out and then with the rest, and delete it so; or let more routes name the same function',
  },
  lambdaPolicyBytes: {
    message: 'a function is called by more APIs than its policy holds statements',
    fix: FEWER_CALLERS,
  },
};

/** What is said of a quota that is used up; of the fix without what parts do, '' where these are all. */
export function quotaWords({ name, unit, raisable, raised }: QuotaUse): Words {
  const account = raised ? 'than the spec says that AWS gives' : 'than AWS gives';
  return {
    code: 'QUOTA_EXCEEDED',
    place: name.startsWith('waf') ? 'firewall' : name.startsWith('edge') ? 'edge' : 'routes',
    message: `the gateway needs more ${unit} ${account}${raisable ? '' : ', and AWS does not raise this'}`,
    fix: MENDED_BY_PARTS.has(name) ? '' : TWO_GATEWAYS,
    ...OWN_WORDS[name],
  };
}

/**
 * How less of a quota is taken, by parts too.
 *
 * @param less how else @default what is said of the quota
 */
export function lessOf(use: QuotaUse, plan: Plan, less?: string): string {
  return withParts(use, plan, ', or ', ({ how, moves }) => `${how}, ${moves} (docs/splitting.md)`, less);
}

/** The same of a quota that is nearly used up: who divides a gateway before it has to be says when its routes move. */
export function lessNow(use: QuotaUse, plan: Plan): string {
  return withParts(use, plan, '; or ', ({ how, past }) => `${how} now: past the quota ${past} (docs/splitting.md)`);
}

function withParts(
  use: QuotaUse,
  plan: Plan,
  or: string,
  told: (by: Division) => string,
  fix: string = quotaWords(use).fix,
): string {
  if (!MENDED_BY_PARTS.has(use.name)) return fix;
  const by = division(use, plan);
  if (!by) return fix === '' ? SAY_LESS : fix;
  return fix === '' || by.alone ? told(by) : fix + or + told(by);
}

/** With the stack that takes it, and what of the gateway does. */
export function placed(message: string, { name, part, taker }: QuotaUse, { split }: Plan): string {
  const ofOwn = split && MENDED_BY_PARTS.has(name) ? "in the gateway's own stack, " : '';
  const where = part === undefined ? ofOwn : `in the part ${part}, `;
  return `${where}${message}${taker === undefined ? '' : ` (${taker})`}`;
}
