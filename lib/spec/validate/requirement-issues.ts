import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { quotas } from '../../facts/quotas.js';
import type { ClaimRule, ClaimValue, StepUpRule, TokenRequirement } from '../requirement.js';
import { isWhole } from './api-limits.js';
import { issueAt } from './rule.js';

/** RFC 6749, section 3.3; CreateRoute takes 64 characters. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/;
/** An `acr` value stands in a quoted string of the challenge, separated by blanks: visible ASCII without `"` and `\`. */
const ACR = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/;

export function scopeIssues({ scopes }: TokenRequirement, place: string): readonly Issue[] {
  const all = scopes.flat();
  const fits = all.length <= quotas.httpScopes.value && all.every((scope) => SCOPE.test(scope));
  if (fits) return [];
  return [
    issueAt(place, {
      code: 'JWT_SCOPES',
      at: 'scopes',
      message: 'a scope is one word of a token',
      got: all,
      allowed: `up to ${quotas.httpScopes.value} scopes of 1 to 64 visible characters`,
      fix: 'write each scope as a text of its own',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html',
    }),
  ];
}

/** A condition that says nothing would be met by every token, or by none. */
export function claimIssues({ claims }: TokenRequirement, place: string): readonly Issue[] {
  return claims
    .filter((rule) => !isMeaningful(rule))
    .map((rule) =>
      issueAt(place, {
        code: 'JWT_CLAIMS',
        at: `claims['${oneLine(rule.name)}']`,
        message: 'a condition on a claim says which values it lets through',
        got: rule,
        allowed: 'a name, and one of equals, oneOf (one value or more), contains, exists (true or false)',
        fix: "write claims: { tenant: { oneOf: ['north', 'south'] } }",
        source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4',
      }),
    );
}

function isMeaningful(rule: ClaimRule): boolean {
  if (rule.name === '') return false;
  switch (rule.kind) {
    case 'equals':
    case 'contains':
      return isValue(rule.value);
    case 'one-of':
      return rule.values.length > 0 && rule.values.every(isValue);
    case 'exists':
      return typeof rule.expected === 'boolean';
    default:
      return false;
  }
}

function isValue(value: ClaimValue): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** What a challenge could not word, or what would ask for nothing. */
export function stepUpIssues({ stepUps }: TokenRequirement, place: string): readonly Issue[] {
  return stepUps
    .filter((rule) => !isAskable(rule))
    .map((rule) =>
      issueAt(place, {
        code: 'STEP_UP',
        at: 'stepUp',
        message: 'a step-up asks for a class of login, for its age, or for both',
        got: rule,
        allowed:
          'acrValues of 1 to 256 visible characters without " and \\, maxAgeSeconds a whole number from 0; one of the two',
        fix: "write stepUp: { acrValues: ['urn:example:mfa'], maxAgeSeconds: 300 }",
        source: 'https://www.rfc-editor.org/rfc/rfc9470#section-3',
      }),
    );
}

function isAskable({ acrValues, maxAgeSeconds }: StepUpRule): boolean {
  const asks = acrValues.length > 0 || maxAgeSeconds !== undefined;
  return asks && acrValues.every((acr) => ACR.test(acr)) && (maxAgeSeconds === undefined || isWhole(maxAgeSeconds));
}
