import type { Plan } from '../plan.js';
import type { WebAclRulePlan } from '../web-acl-plan.js';
import type { QuotaCount } from './quota-use.js';

/** What the web ACL takes; bodies of its answers always fit. */
export function firewallCounts({ firewall }: Plan): readonly QuotaCount[] {
  if (!firewall) return [];
  const { rules, wcu } = firewall;
  const matches = rules.flatMap((rule) => (rule.kind === 'match' ? [rule] : []));
  const regexSets = matches.filter(({ paths }) => paths.length > 0).length;
  const ipSets = sum(matches.map(ipSetsOf));
  return [
    { name: 'wafCapacity', used: wcu },
    { name: 'wafRateRules', used: rules.filter(({ kind }) => kind === 'rate').length },
    { name: 'wafReferences', used: sum(rules.map(referencesOf)) },
    ...(regexSets > 0 ? [{ name: 'wafRegexSets', used: regexSets } as const] : []),
    ...(ipSets > 0 ? [{ name: 'wafIpSets', used: ipSets } as const] : []),
  ];
}

/** Paths are looked at in two ways. */
function referencesOf(rule: WebAclRulePlan): number {
  if (rule.kind === 'managed') return 1;
  return rule.kind === 'match' ? ipSetsOf(rule) + (rule.paths.length > 0 ? 2 : 0) : 0;
}

/** A set holds addresses of one version. */
function ipSetsOf({ ips }: Extract<WebAclRulePlan, { kind: 'match' }>): number {
  return new Set(ips.map((ip) => ip.includes(':'))).size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
