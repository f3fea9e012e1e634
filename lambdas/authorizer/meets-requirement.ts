import type { TokenRequirement } from '../../lib/plan/plan.js';
import type { ClaimRule } from '../../lib/spec/jwt.js';
import type { Claims } from './check-claims.js';

/** What a route asks for and a good token lacks, as a word for the log; `undefined` where nothing is. */
export type Lack = 'scope-missing' | 'claim-unfit';

export function lackOf({ scopes, claims: rules }: TokenRequirement, claims: Claims): Lack | undefined {
  const held = scopesOf(claims);
  if (!scopes.every((any) => any.some((scope) => held.includes(scope)))) return 'scope-missing';
  return rules.every((rule) => isMet(rule, claims)) ? undefined : 'claim-unfit';
}

/** RFC 8693's `scope` is one string; `scp` is a string or a list, by issuer. */
export function scopesOf(claims: Claims): readonly string[] {
  return [claims.scope, claims.scp].flat().flatMap((value) => (typeof value === 'string' ? words(value) : []));
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
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
