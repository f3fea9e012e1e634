import { isToken } from '../access.js';
import type { SchemeAuth } from '../auth.js';

/** A scheme as JSON can say it, without what a route requires of its tokens. A schema is not JSON: see {@link contextOf}. */
export function schemeSettings(scheme: SchemeAuth): object {
  if (isToken(scheme))
    return { ...scheme, scopes: undefined, claims: undefined, stepUps: undefined, unknownProps: undefined };
  return { ...scheme, context: undefined };
}

/** The schema of what an authorizer of the user's own says of callers. */
export function contextOf(scheme: SchemeAuth): unknown {
  return scheme.kind === 'custom' ? scheme.context : undefined;
}
