import { FLAT_PLANS, type FlatPlan, flatPlanLimits } from '../../facts/cloudfront-plans.js';
import type { EdgePlan } from '../edge-plan.js';
import type { WebAclPlan, WebAclRulePlan } from '../web-acl-plan.js';

/** A distribution, and the web ACL that a flat plan cannot be without. */
export interface FlatSubject {
  readonly edge: EdgePlan;
  readonly firewall: WebAclPlan;
}

interface FlatPlanRule {
  readonly rule: string;
  readonly at: string;
  /** The smallest plan that has it; `none`: no plan does. */
  readonly from: FlatPlan | 'none';
  readonly uses: (subject: FlatSubject) => boolean;
  readonly because: string;
}

/**
 * What the smaller plans do not have, of what Gatewright makes.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html, features by tier and
 * unsupported features
 */
const RULES: readonly FlatPlanRule[] = [
  {
    rule: 'FLAT_ACCESS_LOGS',
    at: 'edge.accessLogs',
    from: 'pro',
    uses: ({ edge }) => edge.accessLogs,
    because: 'it has no access logs: accessLogs: false',
  },
  {
    rule: 'FLAT_FIREWALL_LOGS',
    at: 'firewall.log',
    from: 'pro',
    uses: ({ firewall }) => firewall.log !== 'none',
    because: "it has no logs of the firewall: log: 'none'",
  },
  {
    rule: 'FLAT_RESPONSES',
    at: 'firewall',
    from: 'pro',
    uses: ({ firewall }) => firewall.rules.some((rule) => 'response' in rule && rule.response !== undefined),
    because: 'rules of its firewall answer with a plain 403, and these have an answer of their own',
  },
  {
    rule: 'FLAT_HEADERS',
    at: 'firewall.rateLimits',
    from: 'pro',
    uses: ({ firewall }) => firewall.rules.some(looksAtHeaders),
    because: 'its firewall looks at no headers',
  },
  {
    rule: 'FLAT_GROUPS',
    at: 'firewall.managed',
    from: 'pro',
    uses: hasGroup('php', 'wordpress', 'sqli', 'linux', 'posix', 'windows'),
    because: 'it has no rule groups for single systems',
  },
  {
    rule: 'FLAT_CAPTCHA',
    at: 'firewall.managed',
    from: 'pro',
    uses: ({ firewall }) => overrides(firewall, 'captcha'),
    because: 'its firewall has no CAPTCHA',
  },
  {
    rule: 'FLAT_CACHE_POLICIES',
    at: 'routes',
    from: 'business',
    uses: ({ edge }) => edge.cachePolicies.length > 0,
    because: 'it has no cache policies of your own, and cached routes need them',
  },
  {
    rule: 'FLAT_REQUEST_POLICIES',
    at: 'cors',
    from: 'business',
    uses: ({ edge }) => edge.behaviours.some(({ forwards }) => forwards === 'preflight'),
    because: 'it has no origin request policies of your own, and preflights of cached routes need one',
  },
  {
    rule: 'FLAT_SECURITY_HEADERS',
    at: 'edge.securityHeaders',
    from: 'business',
    uses: ({ edge }) => edge.securityHeaders,
    because: 'it has no response headers policies of your own: securityHeaders: false',
  },
  {
    rule: 'FLAT_REGEX',
    at: 'firewall',
    from: 'business',
    uses: ({ firewall }) => firewall.rules.some(looksAtPaths),
    because: 'its firewall has no regular expressions, by which rules look at paths',
  },
  {
    rule: 'FLAT_BOTS',
    at: 'firewall.managed',
    from: 'business',
    uses: hasGroup('bot-control', 'anti-ddos'),
    because: 'it has neither bot control nor anti-DDoS',
  },
  {
    rule: 'FLAT_CHALLENGE',
    at: 'firewall.managed',
    from: 'business',
    uses: ({ firewall }) => overrides(firewall, 'challenge'),
    because: 'its firewall has no JavaScript challenge',
  },
  {
    rule: 'FLAT_FAILOVER',
    at: 'edge.origin.failover',
    from: 'premium',
    uses: ({ edge }) => edge.origins.some(({ kind }) => kind === 'failover'),
    because: 'it has no origin failover',
  },
  {
    rule: 'FLAT_TARGETED_BOTS',
    at: 'firewall.managed',
    from: 'none',
    uses: ({ firewall }) =>
      firewall.rules.some((rule) => rule.kind === 'managed' && rule.inspectionLevel === 'TARGETED'),
    because: 'no flat plan has targeted bot control',
  },
];

/** What stands against a flat plan, rule by rule. */
export function brokenFlatRules(plan: FlatPlan, subject: FlatSubject): readonly Omit<FlatPlanRule, 'uses' | 'from'>[] {
  const size = FLAT_PLANS.indexOf(plan);
  const missing = RULES.filter(
    ({ from, uses }) => (from === 'none' || FLAT_PLANS.indexOf(from) > size) && uses(subject),
  );
  return [...missing.map(({ rule, at, because }) => ({ rule, at, because })), ...brokenLimits(plan, subject)];
}

function brokenLimits(plan: FlatPlan, { edge, firewall }: FlatSubject) {
  const { behaviours, wafRules, inspectKb } = flatPlanLimits[plan];
  const counted = [
    { rule: 'FLAT_BEHAVIOURS', at: 'edge', used: edge.behaviours.length + 1, limit: behaviours, unit: 'behaviours' },
    { rule: 'FLAT_RULES', at: 'firewall', used: firewall.rules.length, limit: wafRules, unit: 'rules of a firewall' },
    { rule: 'FLAT_BODIES', at: 'firewall.inspectKb', used: firewall.inspectKb, limit: inspectKb, unit: 'KB of a body' },
  ];
  return counted
    .filter(({ used, limit }) => used > limit)
    .map(({ rule, at, used, limit, unit }) => ({
      rule,
      at,
      because: `it has ${limit} ${unit}, and these are ${used}`,
    }));
}

function looksAtHeaders(rule: WebAclRulePlan): boolean {
  return rule.kind === 'rate' && rule.by.some((key) => typeof key === 'object');
}

function looksAtPaths(rule: WebAclRulePlan): boolean {
  return rule.kind === 'body-size' || ((rule.kind === 'match' || rule.kind === 'rate') && rule.paths.length > 0);
}

function hasGroup(...groups: readonly string[]): FlatPlanRule['uses'] {
  const names = groups.map((group) => `managed-${group}`);
  return ({ firewall }) => firewall.rules.some(({ name }) => names.includes(name));
}

function overrides(firewall: WebAclPlan, action: 'captcha' | 'challenge'): boolean {
  return firewall.rules.some((rule) => rule.kind === 'managed' && Object.values(rule.override).includes(action));
}
