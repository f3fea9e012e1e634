import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import type { JwtAuthorizerConfig } from '../../lib/plan/plan.js';
import { bearerToken } from './bearer-token.js';
import type { AuthorizerAnswer, AuthorizerEvent } from './event.js';
import { policyFor } from './policy.js';
import { unauthorized } from './refusal.js';
import { verifyToken } from './verify-token.js';

export interface Decision {
  readonly answer: AuthorizerAnswer;
  /** Why the answer is Deny, for the log. */
  readonly denied?: 'route-unknown' | 'scope-missing';
}

/**
 * Decides one request. Pure but for `keys`.
 *
 * @throws Refusal where no answer can be given: the token is bad, or the issuer cannot be asked
 */
export async function authorize(
  event: AuthorizerEvent,
  config: JwtAuthorizerConfig,
  keys: (issuer: string) => JWTVerifyGetKey,
  nowMs: number,
): Promise<Decision> {
  const route =
    own(config.routes, `${event.httpMethod} ${event.resource}`) ?? own(config.routes, `ANY ${event.resource}`);
  const scheme = route && own(config.schemes, route.scheme);
  if (!route || !scheme) return deny(event, 'unknown', 'route-unknown');
  const claims = await verifyToken(bearerToken(event), scheme, keys(scheme.issuer), nowMs);
  const caller = callerName(claims);
  const scopes = scopesOf(claims);
  const enough = route.anyScopes.length === 0 || route.anyScopes.some((scope) => scopes.includes(scope));
  return enough ? allow(event, caller, scopes, claims) : deny(event, caller, 'scope-missing');
}

function allow(event: AuthorizerEvent, principalId: string, scopes: readonly string[], claims: JWTPayload): Decision {
  // The token has at most 10,240 characters, so its claims have less than 8 KB.
  const context = { sub: claims.sub ?? '', scope: scopes.join(' '), claims: JSON.stringify(claims) };
  return { answer: { principalId, policyDocument: policyFor(event, 'Allow'), context } };
}

function deny(event: AuthorizerEvent, principalId: string, denied: NonNullable<Decision['denied']>): Decision {
  return { answer: { principalId, policyDocument: policyFor(event, 'Deny') }, denied };
}

/** API Gateway needs a principal: machine clients without a `sub` go by their client. */
function callerName(claims: JWTPayload): string {
  const name: unknown = claims.sub ?? claims.client_id;
  if (typeof name !== 'string' || name === '') throw unauthorized('subject-missing');
  return name;
}

/** RFC 8693's `scope` is one string; `scp` is a string or a list, by issuer. */
function scopesOf(claims: JWTPayload): readonly string[] {
  return [claims.scope, claims.scp].flat().flatMap((value) => (typeof value === 'string' ? words(value) : []));
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
