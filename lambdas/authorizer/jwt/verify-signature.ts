import { type KeyObject, verify } from 'node:crypto';
import { unauthorized } from '../refusal.js';
import { ALGORITHMS } from './algorithms.js';
import { parseToken, type TokenHeader } from './parse-token.js';

/** Finds the one key that a token names, made for its algorithm. @throws Refusal */
export type FindKey = (header: TokenHeader) => Promise<KeyObject>;

export interface Verified {
  readonly header: TokenHeader;
  readonly payload: Uint8Array;
}

/**
 * Header and payload of a token whose signature holds. The token does not choose the algorithm: it has to be among
 * `algorithms` before a key is looked for, and the key has to be one for it.
 *
 * @throws Refusal
 */
export async function verifySignature(
  token: string,
  algorithms: readonly string[],
  findKey: FindKey,
): Promise<Verified> {
  const { header, payload, signature, signed } = parseToken(token);
  const algorithm = algorithms.includes(header.alg) ? ALGORITHMS.get(header.alg) : undefined;
  if (!algorithm) throw unauthorized('algorithm-not-allowed');
  const key = await findKey(header);
  const { hash, options, signatureBytes = signature.length } = algorithm;
  if (signature.length !== signatureBytes || !verify(hash, signed, { key, ...options }, signature))
    throw unauthorized('signature-wrong');
  return { header, payload };
}
