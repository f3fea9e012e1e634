import { type JWTHeaderParameters, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Refusal, unauthorized } from './refusal.js';

/** As the native JWT authorizer of HTTP APIs: RSA with PKCS #1 v1.5. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** How far the issuer's clock may be from Lambda's. AWS states none for its own authorizer. */
const CLOCK_TOLERANCE_SECONDS = 10;

/** Headers by which a token would bring its own key (RFC 7515, sections 4.1.2, 4.1.3 and 4.1.5). */
const KEY_HEADERS = ['jku', 'jwk', 'x5u'] as const;

export interface TokenRules {
  readonly issuer: string;
  readonly audiences: readonly string[];
}

/**
 * The claims of a token that this issuer signed, for one of the audiences, and that holds now.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 *
 * @throws Refusal
 */
export async function verifyToken(
  token: string,
  rules: TokenRules,
  key: JWTVerifyGetKey,
  nowMs: number,
): Promise<JWTPayload> {
  const claims = await verified(token, rules.issuer, key, nowMs);
  if (typeof claims.iat === 'number' && claims.iat > nowMs / 1000 + CLOCK_TOLERANCE_SECONDS)
    throw unauthorized('issued-in-the-future');
  if (!audienceFits(claims, rules.audiences)) throw unauthorized('audience-wrong');
  return claims;
}

async function verified(token: string, issuer: string, key: JWTVerifyGetKey, nowMs: number): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, (header, input) => key(acceptable(header), input), {
      algorithms: ALGORITHMS,
      issuer,
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(nowMs),
    });
    return payload;
  } catch (error) {
    throw error instanceof Refusal ? error : unauthorized(reasonOf(error));
  }
}

/** AWS: the token names its key. */
function acceptable(header: JWTHeaderParameters): JWTHeaderParameters {
  if (typeof header.kid !== 'string' || header.kid === '') throw unauthorized('kid-missing');
  if (KEY_HEADERS.some((name) => name in header)) throw unauthorized('key-in-header');
  return header;
}

/** AWS: `client_id` counts only where there is no `aud`. */
function audienceFits(claims: JWTPayload, audiences: readonly string[]): boolean {
  const named: unknown = 'aud' in claims ? claims.aud : claims.client_id;
  const list: readonly unknown[] = Array.isArray(named) ? named : [named];
  return list.every((name) => typeof name === 'string') && list.some((name) => audiences.includes(name));
}

/** jose's stable code and the claim's name: neither holds a word of the token. */
function reasonOf(error: unknown): string {
  const { code, claim } = error as { code?: unknown; claim?: unknown };
  const known = typeof code === 'string' && /^ERR_[A-Z_]+$/.test(code);
  return known ? [code, claim].filter((part) => typeof part === 'string').join(' ') : 'token-invalid';
}
