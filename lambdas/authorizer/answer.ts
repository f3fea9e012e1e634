import type { Claims } from './check-claims.js';
import type { AuthorizerAnswer, AuthorizerEvent } from './event.js';
import { scopesOf } from './meets-requirement.js';
import { policyFor } from './policy.js';

/** Lets a caller through, and says who it is, in the form of the API that asks. */
export function allow(event: AuthorizerEvent, caller: string, claims: Claims): AuthorizerAnswer {
  // The token has at most 10,240 characters, so its claims have less than 8 KB.
  const context = {
    sub: typeof claims.sub === 'string' ? claims.sub : '',
    scope: scopesOf(claims).join(' '),
    claims: JSON.stringify(claims),
  };
  if (event.version === '2.0') return { isAuthorized: true, context };
  return { principalId: caller, policyDocument: policyFor(event, 'Allow'), context };
}

/** 403 on both kinds of API. */
export function deny(event: AuthorizerEvent, caller: string): AuthorizerAnswer {
  if (event.version === '2.0') return { isAuthorized: false };
  return { principalId: caller, policyDocument: policyFor(event, 'Deny') };
}
