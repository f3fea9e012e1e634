import type { Issue } from '../../../errors/issue.js';
import type { Firewall } from '../../firewall.js';
import type { GatewaySpec } from '../../gateway.js';
import { brokenRules, type Rule } from '../rule.js';
import { bodyLimitIssues } from './body-limit-issues.js';
import { firewallMatchIssues } from './firewall-match-issues.js';
import { firewallResponseIssues } from './firewall-response-issues.js';
import { managedGroupIssues } from './managed-group-issues.js';
import { rateLimitIssues } from './rate-limit-issues.js';

const BODY_LIMIT = 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html';
const INSPECTED_KB = [16, 32, 48, 64];
const LOGGED = ['all', 'blocked', 'none'];

interface Whole {
  readonly firewall: Firewall;
  readonly routes: GatewaySpec['routes'];
}

const RULES: readonly Rule<Whole>[] = [
  {
    holds: ({ firewall, routes }) =>
      Boolean(firewall.allow ?? firewall.block) ||
      (firewall.managed ?? []).length > 0 ||
      Object.keys(firewall.rateLimits ?? {}).length > 0 ||
      routes.some(({ maxBodyBytes }) => maxBodyBytes !== undefined),
    words: ({ firewall }) => ({
      code: 'FIREWALL_EMPTY',
      at: '',
      message: 'a firewall without rules lets everything pass, at a price',
      got: firewall,
      allowed: 'one of managed, rateLimits, allow and block, or routes with maxBodyBytes',
      fix: "write managed: ['common', 'known-bad-inputs', 'ip-reputation']",
      source: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html',
    }),
  },
  {
    holds: ({ firewall: { inspectKb } }) => inspectKb === undefined || INSPECTED_KB.includes(inspectKb),
    words: ({ firewall }) => ({
      code: 'FIREWALL_INSPECT',
      at: 'inspectKb',
      message: 'AWS WAF sees one of four lengths of a body',
      got: firewall.inspectKb,
      allowed: INSPECTED_KB.join(', '),
      fix: 'leave it out: what the routes need is chosen',
      source: BODY_LIMIT,
    }),
  },
  {
    holds: ({ firewall: { inspectKb }, routes }) =>
      inspectKb === undefined || routes.every(({ maxBodyBytes = 0 }) => !(maxBodyBytes > inspectKb * 1024)),
    words: ({ firewall, routes }) => ({
      code: 'FIREWALL_INSPECT_SHORT',
      at: 'inspectKb',
      message: 'a route takes longer bodies than AWS WAF would see, so it could not tell which are too long',
      got: firewall.inspectKb,
      allowed: `KB that hold ${Math.max(...routes.map(({ maxBodyBytes = 0 }) => maxBodyBytes))} bytes`,
      fix: 'leave it out, or lower maxBodyBytes of the routes',
      source: BODY_LIMIT,
    }),
  },
  {
    holds: ({ firewall: { log } }) => log === undefined || LOGGED.includes(log),
    words: ({ firewall }) => ({
      code: 'FIREWALL_LOG',
      at: 'log',
      message: 'nobody knows what to log',
      got: firewall.log,
      allowed: "'all', 'blocked' or 'none'",
      fix: "leave it out ('blocked')",
      source: 'https://docs.aws.amazon.com/waf/latest/developerguide/logging-management-configure.html',
    }),
  },
];

/** What is wrong with the firewall of a spec, whatever it stands before. */
export function firewallIssues(spec: GatewaySpec): readonly Issue[] {
  const { firewall, routes } = spec;
  if (!firewall) return bodyLimitIssues(spec);
  return [
    ...brokenRules(RULES, { firewall, routes }, 'firewall'),
    ...managedGroupIssues(firewall.managed ?? []),
    ...rateLimitIssues(firewall.rateLimits ?? {}, spec.edge !== undefined),
    ...firewallMatchIssues(firewall.allow, 'firewall.allow'),
    ...firewallMatchIssues(firewall.block, 'firewall.block'),
    ...firewallResponseIssues(firewall.response, 'firewall.response'),
    ...bodyLimitIssues(spec),
  ];
}
