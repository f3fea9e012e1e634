import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { type IssuerKey, loadIssuerKey, type SigningAlgorithm } from './key-store.js';

/** Claims as an identity provider states them: `sub`, `aud` or `client_id`, `scope` … */
export type TokenClaims = Readonly<Record<string, unknown>>;

export interface TokenOptions {
  /** Negative: a token that has expired already. An hour where it is not given. */
  readonly expiresInSeconds?: number;
  readonly alg?: SigningAlgorithm;
  readonly nowMs?: () => number;
}

const DEFAULT_LIFETIME_SECONDS = 3600;

/**
 * A token signed with the key of a directory, for processes that do not serve the issuer themselves.
 *
 * @param options.issuer the issuer exactly as the template has it, trailing slash or not.
 */
export async function signToken(
  options: TokenOptions & { readonly keyStore: string; readonly issuer: string; readonly claims?: TokenClaims },
): Promise<string> {
  const { keyStore, issuer, claims = {}, ...rest } = options;
  return signWith(await loadIssuerKey(keyStore), issuer, claims, rest);
}

/** Claims given take the place of those made here, except `iss`. */
export async function signWith(
  key: IssuerKey,
  issuer: string,
  claims: TokenClaims,
  { expiresInSeconds = DEFAULT_LIFETIME_SECONDS, alg = 'RS256', nowMs = Date.now }: TokenOptions,
): Promise<string> {
  const iat = Math.floor(nowMs() / 1000);
  const payload: JWTPayload = { iat, exp: iat + expiresInSeconds, jti: randomUUID(), ...claims, iss: issuer };
  return new SignJWT(payload).setProtectedHeader({ alg, typ: 'JWT', kid: key.keyId }).sign(await key.signingKey(alg));
}
