import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { isRecord, parseJson } from '../json/json-value.js';
import { keptFile } from '../state/kept-file.js';
import { DEFAULT_LIFETIME_SECONDS, type TokenClaims, type TokenOptions } from './sign-token.js';

/** What an introspection endpoint knows of a token. */
export interface OpaqueToken {
  /** The endpoint that knows it; no other does. */
  readonly endpoint: string;
  /** Members of the answer (RFC 7662, section 2.2): `sub`, `scope`, `client_id` … */
  readonly claims: TokenClaims;
  /** Seconds since the epoch. */
  readonly iat: number;
  readonly exp: number;
}

/** Tokens that say nothing to whoever holds them. */
export interface OpaqueTokens {
  readonly mint: (token: OpaqueToken) => string;
  /** Undefined for what was not minted with this key. */
  readonly read: (text: string) => OpaqueToken | undefined;
}

const KEY_FILE = 'opaque-token-key';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Tokens that hold what they stand for, encrypted (AES-256-GCM) with a key of the directory: so they outlive a restart,
 * and a process beside the gateway can mint them, with no list of tokens that both would have to keep.
 *
 * @throws where the directory cannot be written, or the file holds no key.
 */
export async function loadOpaqueTokens(directory: string): Promise<OpaqueTokens> {
  const text = await keptFile(directory, KEY_FILE, async () => randomBytes(32).toString('base64'));
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) {
    throw new Error(`${directory}/${KEY_FILE} holds no key of 256 bits: delete the file to have a new one`);
  }
  const key = createSecretKey(bytes);
  return {
    mint(token) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(token), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    read(token) {
      const sealed = Buffer.from(token, 'base64url');
      if (sealed.length <= IV_BYTES + TAG_BYTES || sealed.toString('base64url') !== token) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const open = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
        const value = parseJson(open.toString('utf8'));
        return isRecord(value) ? (value as unknown as OpaqueToken) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** A token that one introspection endpoint, and no other, answers these claims for. */
export function mintOpaqueToken(
  tokens: OpaqueTokens,
  endpoint: string,
  claims: TokenClaims,
  { expiresInSeconds = DEFAULT_LIFETIME_SECONDS, nowMs = Date.now }: Pick<TokenOptions, 'expiresInSeconds' | 'nowMs'>,
): string {
  const iat = Math.floor(nowMs() / 1000);
  return tokens.mint({ endpoint, claims, iat, exp: iat + expiresInSeconds });
}
