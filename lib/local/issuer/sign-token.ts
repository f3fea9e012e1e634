import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import type { SigningAlgorithm } from './key-families.js';
import { type IssuerKeys, loadIssuerKeys } from './key-store.js';

/** Claims as an identity provider states them: `sub`, `aud` or `client_id`, `scope` … */
export type TokenClaims = Readonly<Record<string, unknown>>;

export interface TokenOptions {
  /** Negative: a token that has expired already. An hour where it is not given. */
  readonly expiresInSeconds?: number;
  /** @default 'RS256' */
  readonly alg?: SigningAlgorithm;
  /** The `typ` header. @default 'JWT' */
  readonly type?: string;
  readonly nowMs?: () => number;
}

export const DEFAULT_LIFETIME_SECONDS = 3600;

/**
 * A token signed with a key of a directory, for processes that do not serve the issuer themselves.
 *
 * @param options.issuer the issuer exactly as the template has it, trailing slash or not.
 */
export async function signToken(
  options: TokenOptions & { readonly keyStore: string; readonly issuer: string; readonly claims?: TokenClaims },
): Promise<string> {
  const { keyStore, issuer, claims = {}, ...rest } = options;
  return signWith(await loadIssuerKeys(keyStore), issuer, claims, rest);
}

/** Claims given take the place of those made here, except `iss`. */
export async function signWith(
  keys: IssuerKeys,
  issuer: string,
  claims: TokenClaims,
  { expiresInSeconds = DEFAULT_LIFETIME_SECONDS, alg = 'RS256', type = 'JWT', nowMs = Date.now }: TokenOptions,
): Promise<string> {
  const iat = Math.floor(nowMs() / 1000);
  const payload: JWTPayload = { iat, exp: iat + expiresInSeconds, jti: randomUUID(), ...claims, iss: issuer };
  const { key, keyId } = await keys.signingKey(alg);
  return new SignJWT(payload).setProtectedHeader({ alg, typ: type, kid: keyId }).sign(key);
}
