import type { WafAction, WafRule, WafRuleGroup, WafStatement } from '../model/web-acl.js';
import type { TestStatement } from './inspection.js';
import type { RateCounters } from './rate/rate-based.js';
import { compileStatement } from './statements/compile-statement.js';
import { fullLabel } from './statements/logical-statements.js';

export type CompiledRule = PlainRule | GroupRule;

export interface PlainRule {
  readonly kind: 'plain';
  readonly name: string;
  readonly isRateBased: boolean;
  readonly test: TestStatement;
  readonly action: WafAction;
  /** Fully qualified. */
  readonly labels: readonly string[];
}

export interface GroupRule {
  readonly kind: 'group';
  readonly name: string;
  readonly group: string;
  readonly isManaged: boolean;
  readonly applies: TestStatement | undefined;
  readonly countsOnly: boolean;
  readonly rules: readonly CompiledRule[];
}

interface RulesPlace {
  readonly labelNamespace: string;
  readonly counters: RateCounters;
  /** Names of the groups around. */
  readonly path: string;
  readonly overrides: WafRuleGroup['overrides'];
}

const COUNT: WafAction = { kind: 'count', insertHeaders: [] };

/** The rules of a web ACL in the order of their priorities, ready to be asked. */
export const compileRules = (
  rules: readonly WafRule[],
  labelNamespace: string,
  counters: RateCounters,
): CompiledRule[] => rulesAt(rules, { labelNamespace, counters, path: '', overrides: {} });

const rulesAt = (rules: readonly WafRule[], place: RulesPlace): CompiledRule[] =>
  [...rules].sort((one, other) => one.priority - other.priority).map((rule) => compileRule(rule, place));

function compileRule(rule: WafRule, place: RulesPlace): CompiledRule {
  const { labelNamespace, counters } = place;
  const path = `${place.path}/${rule.name}`;
  const test = (statement: WafStatement) => compileStatement(statement, { labelNamespace, rule: path, counters });
  if (rule.statement.kind === 'rule-group') {
    const group = rule.statement;
    return {
      kind: 'group',
      name: rule.name,
      group: group.name,
      isManaged: group.leftOut !== undefined,
      applies: group.scopeDown && test(group.scopeDown),
      countsOnly: rule.action.kind === 'group' && rule.action.countsOnly,
      rules: rulesAt(group.rules, { ...group, counters, path }),
    };
  }
  const own = rule.action.kind === 'group' ? COUNT : rule.action;
  return {
    kind: 'plain',
    name: rule.name,
    isRateBased: rule.statement.kind === 'rate-based',
    test: test(rule.statement),
    action: (Object.hasOwn(place.overrides, rule.name) ? place.overrides[rule.name] : undefined) ?? own,
    labels: rule.labels.map((label) => fullLabel(label, labelNamespace)),
  };
}
