import type { WafRule } from '../../model/web-acl.js';
import { optional } from '../optional.js';
import type { Properties } from '../properties.js';
import { readAction } from './read-action.js';
import { readStatement } from './read-statement.js';
import type { WafReading } from './waf-reading.js';

/** The `Rules` of a web ACL or a rule group. */
export const readRules = (properties: Properties, reading: WafReading): WafRule[] =>
  properties.objects('Rules').map((rule, index) => readRule(rule, index, reading));

function readRule(rule: Properties, index: number, reading: WafReading): WafRule {
  const action = readRuleAction(rule, reading);
  const statement = readStatement(rule.object('Statement'), reading);
  return {
    name: rule.string('Name') ?? `rule ${index}`,
    priority: rule.number('Priority') ?? index,
    statement: action === undefined ? { kind: 'not-evaluated', reason: 'its action is not known here' } : statement,
    action: action ?? { kind: 'count', insertHeaders: [] },
    labels: rule.objects('RuleLabels').flatMap((label) => label.string('Name') ?? []),
    ...optional('metricName', rule.object('VisibilityConfig').string('MetricName')),
  };
}

/** Rules over groups override what the group comes to, in place of an action. */
function readRuleAction(rule: Properties, reading: WafReading): WafRule['action'] | undefined {
  if (rule.has('Action')) return readAction(rule.object('Action'), reading);
  return { kind: 'group', countsOnly: rule.object('OverrideAction').has('Count') };
}
