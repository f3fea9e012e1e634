import type { RouteRule } from '../../lib/plan/plan.js';
import { headerText } from '../../lib/runtime/guard/header-text.js';
import { scopesOf } from '../../lib/runtime/scopes-of.js';
import type { Claims } from './claims.js';
import type { AuthorizerContext } from './event.js';
import { forbidden } from './refusal.js';

/** Who showed a token of a scheme. */
export interface Caller {
  readonly scheme: string;
  /** API Gateway's principal. */
  readonly name: string;
  readonly token: string;
  readonly claims: Claims;
}

/** What backends and handlers learn of those whose tokens let the request in; the first is the caller. Never a token. */
export function callerContext([caller, ...more]: readonly [Caller, ...Caller[]]): AuthorizerContext {
  const { scheme, claims } = caller;
  const all = [caller, ...more].map((each) => ({ scheme: each.scheme, claims: each.claims }));
  return {
    scheme,
    sub: typeof claims.sub === 'string' ? claims.sub : '',
    scope: scopesOf(claims).join(' '),
    claims: JSON.stringify(claims),
    ...(more.length > 0 && { callers: JSON.stringify(all) }),
  };
}

/**
 * Claims as texts of headers, the same that a guarded handler gets. API Gateway leaves a header as the client sent it
 * where it has no value of its own, so a claim that gives none is refused.
 *
 * @throws Refusal
 */
export function headerContext(wanted: RouteRule['contextClaims'], claims: Claims): AuthorizerContext {
  return Object.fromEntries(
    Object.entries(wanted).map(([key, name]) => {
      const text = Object.hasOwn(claims, name) ? headerText(claims[name]) : undefined;
      if (!text) throw forbidden('claim-missing');
      return [key, text];
    }),
  );
}
