import { managedRuleGroups } from '../../facts/managed-rule-groups.js';
import type { Firewall, ManagedGroup, RuleAction } from '../../spec/firewall.js';
import type { WebAclRulePlan } from '../web-acl-plan.js';
import { wcuOf } from './wcu.js';

/** In the order of the spec, behind all other rules. */
export function planManagedRules({ managed = [] }: Firewall): readonly WebAclRulePlan[] {
  return managed.map((each) => managedRule(typeof each === 'string' ? { group: each } : each));
}

function managedRule({ group, override = {}, count, version, level }: ManagedGroup): WebAclRulePlan {
  const known = managedRuleGroups[group];
  const rule = {
    kind: 'managed' as const,
    name: `managed-${group}`,
    group: known.name,
    ...(version !== undefined && { version }),
    ...(group === 'bot-control' && {
      inspectionLevel: level === 'targeted' ? ('TARGETED' as const) : ('COMMON' as const),
    }),
    count: count === true,
    override: { ...OWN_OVERRIDES[group], ...override },
    because: becauseOf(group, override, count === true),
  };
  return { ...rule, wcu: wcuOf(rule) };
}

/** This rule of the core rule set refuses bodies over 8 KB, whatever is inspected: of an API, those of half its callers. */
const LONG_BODIES = 'SizeRestrictions_BODY';
const OWN_OVERRIDES: Readonly<Partial<Record<ManagedGroup['group'], Readonly<Record<string, RuleAction>>>>> = {
  common: { [LONG_BODIES]: 'count' },
};

function becauseOf(
  group: ManagedGroup['group'],
  override: Readonly<Record<string, RuleAction>>,
  count: boolean,
): string {
  const { rules } = managedRuleGroups[group];
  const stated = Object.entries(override).map(([rule, action]) => `${rule}: ${action}`);
  const lengths =
    group === 'common' && !Object.hasOwn(override, LONG_BODIES)
      ? [`${LONG_BODIES} counts, since it would refuse all bodies over 8 KB; maxBodyBytes of routes limits them`]
      : [];
  const whole = count
    ? 'AWS keeps the group; it counts what it would block'
    : `AWS keeps the group: ${rules.length} rules`;
  return [whole, ...lengths, ...stated].join('; ');
}
