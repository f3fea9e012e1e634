import type { RouteRule } from '../../lib/plan/plan.js';
import { type Claims, scopesOf } from './claims.js';
import type { AuthorizerContext } from './event.js';
import { forbidden } from './refusal.js';

/** Who showed a token of a scheme. */
export interface Caller {
  readonly scheme: string;
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
 * Claims as texts of headers. API Gateway leaves a header as the client sent it where it has no value of its own, so a
 * claim that gives none is refused.
 *
 * @throws Refusal
 */
export function headerContext(wanted: RouteRule['contextClaims'], claims: Claims): AuthorizerContext {
  return Object.fromEntries(Object.entries(wanted).map(([key, name]) => [key, headerText(ownClaim(claims, name))]));
}

function ownClaim(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

function headerText(value: unknown): string {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const text = values.map(valueText).join(',');
  if (text.trim() === '') throw forbidden('claim-missing');
  return text;
}

function valueText(value: unknown): string {
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw forbidden('claim-missing');
  const text = String(value);
  // A line break would begin a header of the token's own making.
  if (/\p{Cc}/u.test(text)) throw forbidden('claim-with-control-characters');
  return text;
}
