import type { JwtSchemeConfig } from '../../lib/plan/plan.js';
import { jsonObject, type TokenHeader } from './parse-token.js';
import { unauthorized } from './refusal.js';
import type { Verified } from './verify-signature.js';

export type Claims = Readonly<Record<string, unknown>>;

/**
 * The claims of a verified token, where this issuer made it, for one of the audiences, and it holds now.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 *
 * @throws Refusal
 */
export function checkedClaims(
  { header, payload }: Verified,
  issuer: string,
  rules: JwtSchemeConfig,
  nowMs: number,
): Claims {
  const claims = jsonObject(payload, 'claims-malformed');
  if (claims.iss !== issuer) throw unauthorized('issuer-wrong');
  checkTimes(claims, Math.floor(nowMs / 1000), rules.clockToleranceSeconds);
  if (rules.tokenType !== undefined) checkAccessToken(header, claims);
  if (!audienceFits(claims, rules)) throw unauthorized('audience-wrong');
  return claims;
}

function checkTimes(claims: Claims, now: number, tolerance: number): void {
  const [expiresAt, startsAt, issuedAt] = [timeOf(claims, 'exp'), timeOf(claims, 'nbf'), timeOf(claims, 'iat')];
  if (expiresAt === undefined) throw unauthorized('exp-missing');
  if (expiresAt <= now - tolerance) throw unauthorized('expired');
  if (startsAt !== undefined && startsAt > now + tolerance) throw unauthorized('not-yet-valid');
  if (issuedAt !== undefined && issuedAt > now + tolerance) throw unauthorized('issued-in-the-future');
}

function timeOf(claims: Claims, name: string): number | undefined {
  const value = claims[name];
  // JSON has no infinity, but 1e999 is read as one: a token without an end.
  if (value === undefined || Number.isFinite(value)) return value as number | undefined;
  throw unauthorized(`${name}-no-number`);
}

/** What an access token has to have: https://www.rfc-editor.org/rfc/rfc9068#section-2.2 */
const ACCESS_TOKEN_TEXTS = ['sub', 'client_id', 'jti'] as const;

function checkAccessToken({ typ }: TokenHeader, claims: Claims): void {
  if (typeof typ !== 'string' || !/^(application\/)?at\+jwt$/i.test(typ)) throw unauthorized('token-type-wrong');
  const missing = ACCESS_TOKEN_TEXTS.find((name) => typeof claims[name] !== 'string' || claims[name] === '');
  if (missing !== undefined) throw unauthorized(`${missing}-missing`);
  if (claims.iat === undefined) throw unauthorized('iat-missing');
}

/** AWS: `client_id` counts only where there is no `aud`. Access tokens of RFC 9068 have one. */
function audienceFits(claims: Claims, { audiences, tokenType }: JwtSchemeConfig): boolean {
  const named = 'aud' in claims || tokenType !== undefined ? claims.aud : claims.client_id;
  const list: readonly unknown[] = Array.isArray(named) ? named : [named];
  return list.every((name) => typeof name === 'string') && list.some((name) => audiences.includes(name as string));
}
