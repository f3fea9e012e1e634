import type { Issue } from '../../../errors/issue.js';
import { quotas } from '../../../facts/quotas.js';
import { type Firewall, RATE_LIMIT_PROPS, type RateLimit } from '../../firewall.js';
import { unknownIn } from '../../known-props.js';

import { brokenRules, issueAt, type Rule } from '../rule.js';
import { unknownPropIssue } from '../unknown-prop-issues.js';
import { firewallResponseIssues } from './firewall-response-issues.js';
import { rateKeyIssues } from './rate-key-issues.js';
import { rateRuleName } from './rate-rule-name.js';
import { requestMatchIssues } from './request-match-issues.js';

const RATE_BASED = 'https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html';
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;
const [LEAST, MOST] = [10, 2_000_000_000];
const WINDOWS = [60, 120, 300, 600];

const RULES: readonly Rule<RateLimit>[] = [
  {
    holds: ({ limit }) => Number.isInteger(limit) && limit >= LEAST && limit <= MOST,
    words: ({ limit }) => ({
      code: 'FIREWALL_RATE_LIMIT',
      at: 'limit',
      message: 'AWS WAF does not count to this limit',
      got: limit,
      allowed: `a whole number of requests in a window, ${LEAST} to ${MOST}`,
      fix: 'choose a longer window for fewer requests; to stop them all, use block',
      source: RATE_BASED,
    }),
  },
  {
    holds: ({ windowSeconds }) => windowSeconds === undefined || WINDOWS.includes(windowSeconds),
    words: ({ windowSeconds }) => ({
      code: 'FIREWALL_RATE_WINDOW',
      at: 'windowSeconds',
      message: 'AWS WAF counts in one of four windows',
      got: windowSeconds,
      allowed: WINDOWS.join(', '),
      fix: 'leave it out (300), or choose the next one and a limit to it',
      source: RATE_BASED,
    }),
  },
  {
    holds: ({ action }) => action === undefined || action === 'block' || action === 'count',
    words: ({ action }) => ({
      code: 'FIREWALL_RATE_ACTION',
      at: 'action',
      message: 'a rate limit blocks what is past it, or counts it',
      got: action,
      allowed: "'block' or 'count'",
      fix: "leave it out ('block')",
      source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html',
    }),
  },
];

/** @param hasEdge whether callers' TLS ends at CloudFront, which alone takes fingerprints of it */
export function rateLimitIssues(rateLimits: NonNullable<Firewall['rateLimits']>, hasEdge: boolean): readonly Issue[] {
  const entries = Object.entries(rateLimits);
  const rules = entries.map(([name]) => rateRuleName(name));
  return [
    ...countIssues(entries.length),
    ...entries.flatMap(([name, limit], index) => {
      const place = placeOf(name);
      return [
        ...nameIssues(name, place, rules.indexOf(rateRuleName(name)) < index),
        ...unknownIn(limit, RATE_LIMIT_PROPS).map((prop) => unknownPropIssue(prop, place)),
        ...brokenRules(RULES, limit, place),
        ...rateKeyIssues(limit.by ?? 'ip', place, hasEdge),
        ...requestMatchIssues(limit.only, `${place}.only`),
        ...firewallResponseIssues(limit.response, `${place}.response`),
      ];
    }),
  ];
}

function placeOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `firewall.rateLimits.${name}` : `firewall.rateLimits['${name}']`;
}

function countIssues(count: number): readonly Issue[] {
  const { value, unit, source } = quotas.wafRateRules;
  if (count <= value) return [];
  return [
    issueAt('firewall.rateLimits', {
      code: 'FIREWALL_RATE_COUNT',
      at: '',
      message: 'a web ACL has no room for so many rate limits, and AWS does not raise this',
      got: count,
      allowed: `${value} ${unit}`,
      fix: 'join limits: one by several keys, or one with several paths in only',
      source,
    }),
  ];
}

function nameIssues(name: string, place: string, taken: boolean): readonly Issue[] {
  if (NAME.test(name) && !taken) return [];
  return [
    issueAt(place, {
      code: 'FIREWALL_RATE_NAME',
      at: '',
      message: taken ? 'another limit is this rule already' : 'the name is part of the name of a rule and its metric',
      got: name,
      allowed: '1 to 64 letters, digits and dashes, a letter first; perIp and per-ip are one name',
      fix: 'choose a name such as perIp',
      source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_Rule.html',
    }),
  ];
}
