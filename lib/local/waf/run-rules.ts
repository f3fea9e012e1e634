import type { WafAction, WafHeader } from '../model/web-acl.js';
import type { CompiledRule, GroupRule, PlainRule } from './compile-rules.js';
import type { Inspection } from './inspection.js';

/** The rule that decides on a request. */
export interface Ending {
  readonly rule: string;
  readonly type: 'REGULAR' | 'RATE_BASED' | 'GROUP' | 'MANAGED_RULE_GROUP';
  readonly action: WafAction;
}

/** What matched on the way, for the log and for the headers that go on. */
export interface Trail {
  readonly inserted: WafHeader[];
  readonly counted: string[];
  readonly groups: { readonly group: string; readonly ending?: Ending; readonly counted: readonly string[] }[];
  readonly limited: string[];
}

/** Asks rules one after the other until one ends it. */
export function runRules(rules: readonly CompiledRule[], inspection: Inspection, trail: Trail): Ending | undefined {
  for (const rule of rules) {
    const ending = rule.kind === 'group' ? runGroup(rule, inspection, trail) : runRule(rule, inspection, trail);
    for (const label of inspection.newLabels) inspection.labels.add(label);
    inspection.newLabels.clear();
    if (ending) return ending;
  }
  return undefined;
}

function runRule(rule: PlainRule, inspection: Inspection, trail: Trail): Ending | undefined {
  if (rule.test(inspection) !== true) return undefined;
  for (const label of rule.labels) inspection.newLabels.add(label);
  if (rule.isRateBased) trail.limited.push(rule.name);
  const { action } = rule;
  if (action.kind !== 'count') return { rule: rule.name, type: rule.isRateBased ? 'RATE_BASED' : 'REGULAR', action };
  trail.counted.push(rule.name);
  insert(action.insertHeaders, trail);
  return undefined;
}

/** A group ends at the first of its rules that ends it, whether or not its web ACL then only counts that. */
function runGroup(rule: GroupRule, inspection: Inspection, trail: Trail): Ending | undefined {
  if (rule.applies && rule.applies(inspection) !== true) return undefined;
  const inner: Trail = { ...trail, counted: [] };
  const ending = runRules(rule.rules, inspection, inner);
  trail.groups.push({ group: rule.group, counted: inner.counted, ...(ending && { ending }) });
  if (ending === undefined) return undefined;
  if (!rule.countsOnly) {
    return { rule: rule.name, type: rule.isManaged ? 'MANAGED_RULE_GROUP' : 'GROUP', action: ending.action };
  }
  trail.counted.push(rule.name);
  return undefined;
}

/** AWS sets its prefix before each name. https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-incoming-request.html */
export function insert(headers: readonly WafHeader[], { inserted }: Pick<Trail, 'inserted'>): void {
  for (const [name, value] of headers) inserted.push([`x-amzn-waf-${name}`, value]);
}
