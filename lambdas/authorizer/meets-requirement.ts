import type { TokenRule } from '../../lib/plan/plan.js';
import { scopesOf } from '../../lib/runtime/scopes-of.js';
import type { ClaimRule } from '../../lib/spec/requirement.js';
import type { Claims } from './claims.js';

/** What a route asks for and a good token lacks, as a word for the log; `undefined` where nothing is. */
export type Lack = 'scope-missing' | 'claim-unfit';

export function lackOf({ scopes, claims: rules }: TokenRule, claims: Claims): Lack | undefined {
  const held = scopesOf(claims);
  if (!scopes.every((any) => any.some((scope) => held.includes(scope)))) return 'scope-missing';
  return rules.every((rule) => isMet(rule, claims)) ? undefined : 'claim-unfit';
}

/** Values with their type; a claim of another type than the rule's meets none. */
function isMet(rule: ClaimRule, claims: Claims): boolean {
  const there = Object.hasOwn(claims, rule.name);
  const value = there ? claims[rule.name] : undefined;
  switch (rule.kind) {
    case 'equals':
      return there && value === rule.value;
    case 'one-of':
      return there && rule.values.some((each) => each === value);
    case 'contains':
      return Array.isArray(value) && value.includes(rule.value);
    case 'exists':
      return rule.expected ? value !== undefined && value !== null : !there;
    default:
      return false;
  }
}
