import type { JwtSchemeConfig } from '../../../lib/plan/plan.js';
import { type Claims, namesAudience, timeOf } from '../claims.js';
import { unauthorized } from '../refusal.js';
import { jsonObject, type TokenHeader } from './parse-token.js';
import type { Verified } from './verify-signature.js';

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

/** What an access token has to have: https://www.rfc-editor.org/rfc/rfc9068#section-2.2 */
const ACCESS_TOKEN_TEXTS = ['sub', 'client_id', 'jti'] as const;

function checkAccessToken({ typ }: TokenHeader, claims: Claims): void {
  if (typeof typ !== 'string' || !/^(application\/)?at\+jwt$/i.test(typ)) throw unauthorized('token-type-wrong');
  const missing = ACCESS_TOKEN_TEXTS.find((name) => typeof claims[name] !== 'string' || claims[name] === '');
  if (missing !== undefined) throw unauthorized(`${missing}-missing`);
  if (claims.iat === undefined) throw unauthorized('iat-missing');
}

/**
 * AWS: `client_id` counts only where there is no `aud`; so Cognito's access tokens are told from its ID tokens. Access
 * tokens of RFC 9068 have an `aud`.
 */
function audienceFits(claims: Claims, { audiences, tokenType }: JwtSchemeConfig): boolean {
  if (audiences.length === 0) return true;
  return namesAudience('aud' in claims || tokenType !== undefined ? claims.aud : claims.client_id, audiences);
}
