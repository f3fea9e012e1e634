import type { JwtSchemeConfig } from '../../../lib/plan/plan.js';
import type { Claims } from '../claims.js';
import type { Services, VerifyToken } from '../parts.js';
import { unauthorized } from '../refusal.js';
import { checkedClaims } from './check-claims.js';
import { boundedFetchJson } from './fetch-json.js';
import { issuerKeys, type KeysOf } from './issuer-keys.js';
import { verifySignature } from './verify-signature.js';

/** Verifies JWTs; schemes with the same issuer share its keys. */
export function verifyJwts(services: Services): (scheme: JwtSchemeConfig) => VerifyToken {
  const keysOf = issuerKeys(boundedFetchJson(services), services.nowMs);
  return (scheme) => (token) => verifyJwt(token, scheme, keysOf, services.nowMs());
}

/**
 * The claims of a token that one of the scheme's issuers signed, for one of its audiences, and that holds now.
 *
 * @throws Refusal
 */
export async function verifyJwt(
  token: string,
  scheme: JwtSchemeConfig,
  keysOf: KeysOf,
  nowMs: number,
): Promise<Claims> {
  const issuer = issuerOf(token, scheme.issuers);
  const findKey = keysOf(issuer, scheme.jwksUri);
  const verified = await verifySignature(token, scheme.algorithms, async (header) => {
    // AWS: the token names its key.
    if (!header.kid) throw unauthorized('kid-missing');
    return findKey(header);
  });
  return checkedClaims(verified, issuer, scheme, nowMs);
}

/**
 * Whose keys to verify with. Of several issuers the token's own word chooses, unverified, and among those of the scheme
 * alone; the signature then shows whether it was theirs.
 */
function issuerOf(token: string, issuers: readonly string[]): string {
  const [only, ...others] = issuers;
  if (only !== undefined && others.length === 0) return only;
  const named = issuers.find((issuer) => issuer === unverifiedIssuer(token));
  if (named === undefined) throw unauthorized('issuer-wrong');
  return named;
}

function unverifiedIssuer(token: string): unknown {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return (claims as { iss?: unknown } | null)?.iss;
  } catch {
    return undefined;
  }
}
