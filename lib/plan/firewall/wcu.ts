import { type ManagedRuleGroup, managedRuleGroups } from '../../facts/managed-rule-groups.js';
import type { RateKey } from '../../spec/firewall.js';
import type { WebAclRulePlan } from '../web-acl-plan.js';

type Of<Kind extends WebAclRulePlan['kind']> = Omit<Extract<WebAclRulePlan, { kind: Kind }>, 'wcu'>;

/**
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
const WCU = {
  sizeConstraint: 1,
  ipSet: 1,
  geoMatch: 1,
  asnMatch: 1,
  /** Of the whole text, or of its beginning. */
  byteMatch: 2,
  regexMatch: 3,
  regexPatternSet: 25,
  /** Each one in a rule; AWS counts one that several rules have in common once, which is not relied upon. */
  transformation: 10,
  rateBased: 2,
  customKey: 30,
} as const;

const DECODED = WCU.transformation;
const NORMALIZED = 2 * WCU.transformation;
/** As decoded, and as normalized; both in lower case. */
const PLAIN_EITHER_WAY = DECODED + NORMALIZED + 2 * WCU.transformation;

const groups: readonly ManagedRuleGroup[] = Object.values(managedRuleGroups);

/** Capacity that AWS WAF counts for a rule; the rules of an ACL may have 5,000 together. */
export function wcuOf(rule: Of<'match'> | Of<'rate'> | Of<'body-size'> | Of<'managed'>): number {
  if (rule.kind === 'match') return ofMatch(rule);
  if (rule.kind === 'rate') return ofRate(rule);
  if (rule.kind === 'body-size') return ofBodySize(rule);
  return groups.find(({ name }) => name === rule.group)?.wcu ?? 0;
}

function ofMatch({ ips, countries, asns, paths }: Of<'match'>): number {
  const versions = new Set(ips.map((ip) => ip.includes(':')));
  return (
    versions.size * WCU.ipSet +
    (countries.length > 0 ? WCU.geoMatch : 0) +
    (asns.length > 0 ? WCU.asnMatch : 0) +
    (paths.length > 0 ? 2 * WCU.regexPatternSet + PLAIN_EITHER_WAY : 0)
  );
}

function ofRate({ by, methods, paths }: Of<'rate'>): number {
  const custom = isAddressAlone(by) ? 0 : by.length * WCU.customKey;
  return (
    WCU.rateBased +
    custom +
    (by.includes('path') ? NORMALIZED : 0) +
    methods.length * WCU.byteMatch +
    (paths.length > 0 ? paths.length * 2 * WCU.regexMatch + PLAIN_EITHER_WAY : 0)
  );
}

/** These have aggregations of their own. */
function isAddressAlone(by: readonly RateKey[]): boolean {
  return by.length === 1 && (by[0] === 'ip' || by[0] === 'forwarded-ip');
}

function ofBodySize({ routes }: Of<'body-size'>): number {
  const method = (name: string) => (name === 'ANY' ? 0 : WCU.byteMatch);
  const each = routes.map(
    (route) =>
      method(route.method) +
      4 * WCU.regexMatch +
      route.except.reduce((sum, other) => sum + method(other.method) + WCU.regexMatch, 0),
  );
  return WCU.sizeConstraint + DECODED + NORMALIZED + each.reduce((sum, one) => sum + one, 0);
}
