import type { Issue } from '../../errors/issue.js';
import type { QuotaName } from '../../facts/quotas.js';
import type { QuotaUse } from './quota-use.js';

type Words = Pick<Issue, 'code' | 'place' | 'message' | 'fix'>;

/** Of a function that many APIs call. */
export const FEWER_CALLERS = 'let fewer parts use it, or make fewer and larger parts: split: { parts: { … } }';

const SPLIT = 'split the gateway into two: docs/splitting.md says what its parts cannot have each for itself';

/** Where a quota is taken, how to take less of it, and what is said of it besides. */
const OWN_WORDS: { readonly [Name in QuotaName]?: Partial<Words> } = {
  httpRoutes: { fix: `let one route take several paths (/things/{rest+}) or methods (ANY), or ${SPLIT}` },
  httpIntegrations: { fix: `share backends between routes, put routes on a REST API, or ${SPLIT}` },
  httpAuthorizers: { fix: `let routes share schemes, or ${SPLIT}` },
  restResources: { fix: `let one route take several paths (/things/{rest+}), or ${SPLIT}` },
  restAuthorizers: { fix: `let routes share schemes, or ${SPLIT}` },
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
    fix: `cache fewer routes, or those that share a beginning with one greedy parameter, or ${SPLIT}`,
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
    fix: `put all routes below one prefix on one API type (api: 'rest'), or ${SPLIT}`,
  },
  edgeNames: { place: 'domain', fix: 'give the gateway fewer names' },
  templateResources: {
    message: 'the stack would have more resources than CloudFormation takes',
    fix: `let more routes name the same function, or ${SPLIT}`,
  },
  templateBytes: { message: 'the template would be larger than CloudFormation takes', fix: SPLIT },
  templateOutputs: {
    place: 'plans',
    fix: 'have fewer usage plans, or fewer and larger parts: split: { parts: { … } }',
  },
  templateParameters: {
    message: 'a part calls more functions of the gateway than its template can name',
    fix: 'let functions be used in one part alone: choose the parts so, with split: { parts: { … } }',
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

/** What is said of a quota that is used up. */
export function quotaWords({ name, unit, raisable, raised }: QuotaUse): Words {
  const account = raised ? 'than the spec says that AWS gives' : 'than AWS gives';
  return {
    code: 'QUOTA_EXCEEDED',
    place: name.startsWith('waf') ? 'firewall' : name.startsWith('edge') ? 'edge' : 'routes',
    message: `the gateway needs more ${unit} ${account}${raisable ? '' : ', and AWS does not raise this'}`,
    fix: SPLIT,
    ...OWN_WORDS[name],
  };
}
