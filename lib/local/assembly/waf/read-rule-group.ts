import type { WafAction, WafRuleGroup, WafStatement } from '../../model/web-acl.js';
import type { Properties } from '../properties.js';
import { managedRules } from './managed-rules.js';
import { readAction } from './read-action.js';
import type { WafReading } from './waf-reading.js';

const COUNT: WafAction = { kind: 'count', insertHeaders: [] };

/** What stands in place of the rules' own actions; excluded rules count. */
function readOverrides(statement: Properties, reading: WafReading): WafRuleGroup['overrides'] {
  const excluded = statement.objects('ExcludedRules').map((rule) => [rule.string('Name') ?? '', COUNT] as const);
  const overridden = statement.objects('RuleActionOverrides').flatMap((override) => {
    const action = readAction(override.object('ActionToUse'), reading);
    return action === undefined ? [] : [[override.string('Name') ?? '', action] as const];
  });
  return Object.fromEntries([...excluded, ...overridden]);
}

/** A rule group of the account's own. */
export function readReferencedGroup(statement: Properties, reading: WafReading): WafStatement {
  const arn = statement.string('Arn') ?? statement.string('ARN') ?? '';
  const group = reading.sets.ruleGroups.get(arn);
  if (group === undefined) return { kind: 'not-evaluated', reason: 'its rule group is not in the cloud assembly' };
  const { name, labelNamespace, rules } = group;
  return { kind: 'rule-group', name, labelNamespace, rules, overrides: readOverrides(statement, reading) };
}

/** A managed rule group, with those of its rules that its documentation says exactly. */
export function readManagedGroup(statement: Properties, reading: WafReading): WafRuleGroup {
  const vendor = statement.string('VendorName') ?? '';
  const name = statement.string('Name') ?? '';
  return {
    kind: 'rule-group',
    name: `${vendor}#${name}`,
    ...managedRules(vendor, name),
    overrides: readOverrides(statement, reading),
  };
}
