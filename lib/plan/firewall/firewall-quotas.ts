import { type QuotaName, quotas } from '../../facts/quotas.js';
import type { QuotaUse } from '../plan.js';
import type { WebAclPlan, WebAclRulePlan } from '../web-acl-plan.js';

/** What a web ACL uses of its quotas. */
export function firewallQuotas(acl: WebAclPlan | undefined): readonly QuotaUse[] {
  if (!acl) return [];
  const { rules, wcu } = acl;
  const sets = rules.filter((rule) => rule.kind === 'match' && rule.paths.length > 0).length;
  return [
    use('wafCapacity', wcu),
    use('wafRateRules', rules.filter(({ kind }) => kind === 'rate').length),
    use(
      'wafReferences',
      rules.map(referencesOf).reduce((sum, count) => sum + count, 0),
    ),
    ...(sets > 0 ? [use('wafRegexSets', sets)] : []),
  ];
}

/** Paths are looked at in two ways. */
function referencesOf(rule: WebAclRulePlan): number {
  if (rule.kind === 'managed') return 1;
  if (rule.kind !== 'match') return 0;
  return new Set(rule.ips.map((ip) => ip.includes(':'))).size + (rule.paths.length > 0 ? 2 : 0);
}

function use(name: QuotaName, used: number): QuotaUse {
  const { value, unit, raisable, source } = quotas[name];
  return { name, used, limit: value, unit, raisable, source };
}
