import { methodPolicy } from '../../lib/runtime/method-policy.js';
import type { AuthorizerAnswer, AuthorizerContext, AuthorizerEvent } from './event.js';

/** Lets a caller through, and says who it is, in the form of the API that asks. */
export function allow(
  event: AuthorizerEvent,
  caller: string,
  context: AuthorizerContext,
  usageIdentifierKey?: string,
): AuthorizerAnswer {
  if (event.version === '2.0') return { isAuthorized: true, context };
  const answer = { principalId: caller, policyDocument: methodPolicy(event, 'Allow'), context };
  return usageIdentifierKey === undefined ? answer : { ...answer, usageIdentifierKey };
}

/** 403 on both kinds of API. */
export function deny(event: AuthorizerEvent): AuthorizerAnswer {
  if (event.version === '2.0') return { isAuthorized: false };
  return { principalId: 'refused', policyDocument: methodPolicy(event, 'Deny') };
}
