import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { ALGORITHMS } from './algorithms.js';
import type { TokenHeader } from './parse-token.js';

/** RFC 7518, sections 3.3 and 3.5. */
const LEAST_RSA_BITS = 2_048;

interface Jwk extends JsonWebKey {
  readonly kid?: unknown;
  readonly use?: unknown;
  readonly key_ops?: unknown;
  readonly alg?: unknown;
}

export type KeySet = (header: TokenHeader) => KeyObject | undefined;

/**
 * The keys of a JWK set (RFC 7517, section 5) by `kid`. A key is found where it alone bears the name, and is one to
 * verify this algorithm with. Each is read once.
 *
 * @throws TypeError where the document is no JWK set
 */
export function keySet(document: unknown): KeySet {
  const keys = (document as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) throw new TypeError('no JWK set');
  const byName = new Map<string, Jwk[]>();
  for (const key of keys as readonly (Jwk | null)[]) {
    if (typeof key?.kid === 'string') byName.set(key.kid, [...(byName.get(key.kid) ?? []), key]);
  }
  const known = new Map<Jwk, KeyObject | undefined>();
  return ({ alg, kid }) => {
    const [key, ...others] = byName.get(kid ?? '')?.filter((each) => isFor(each, alg)) ?? [];
    if (!key || others.length > 0) return undefined;
    if (!known.has(key)) known.set(key, publicKey(key));
    return known.get(key);
  };
}

function isFor(key: Jwk, alg: string): boolean {
  const wanted = ALGORITHMS.get(alg);
  return (
    wanted !== undefined &&
    key.kty === wanted.kty &&
    (wanted.crv === undefined || key.crv === wanted.crv) &&
    (key.alg === undefined || key.alg === alg) &&
    (key.use === undefined || key.use === 'sig') &&
    (key.key_ops === undefined || (Array.isArray(key.key_ops) && key.key_ops.includes('verify')))
  );
}

/** Of the public members alone: a private key in a set is read as the public one. What cannot be read is no key. */
function publicKey({ kty, crv, x, y, n, e }: Jwk): KeyObject | undefined {
  try {
    const members = kty === 'RSA' ? { kty, n, e } : kty === 'EC' ? { kty, crv, x, y } : { kty, crv, x };
    const key = createPublicKey({ key: members as JsonWebKey, format: 'jwk' });
    return (key.asymmetricKeyDetails?.modulusLength ?? LEAST_RSA_BITS) >= LEAST_RSA_BITS ? key : undefined;
  } catch {
    return undefined;
  }
}
