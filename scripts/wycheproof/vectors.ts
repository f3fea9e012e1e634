import { ALGORITHMS } from '../../lambdas/authorizer/jwt/algorithms.js';
import { keySet } from '../../lambdas/authorizer/jwt/key-set.js';
import { verifySignature } from '../../lambdas/authorizer/jwt/verify-signature.js';
import { unauthorized } from '../../lambdas/authorizer/refusal.js';

export interface Vector {
  readonly id: string;
  /** The group's public key; the secret where there is none. */
  readonly key: Readonly<Record<string, unknown>>;
  /** A token; an object where it is in JSON serialization. */
  readonly jws: unknown;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

interface Policy {
  readonly reason: string;
  readonly covers: (vector: Vector) => boolean;
}

/** What a gateway refuses although the signature holds. A vector that one of these covers has to be refused. */
export const POLICIES: readonly Policy[] = [
  {
    reason: 'HMAC: whoever can verify can sign, so a gateway takes no shared secrets (RFC 8725, section 3.1)',
    covers: ({ key }) => key.kty === 'oct',
  },
  {
    reason: 'JSON serialization: a bearer JWT is compact (RFC 7519, section 3)',
    covers: ({ jws }) => typeof jws !== 'string',
  },
  {
    reason: 'The key is made for another algorithm than the token names (RFC 7517, section 4.4)',
    covers: ({ key, jws }) => key.alg !== undefined && key.alg !== algorithmOf(jws),
  },
];

function algorithmOf(jws: unknown): unknown {
  try {
    const [header = ''] = String(jws).split('.');
    return (JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { alg?: unknown }).alg;
  } catch {
    return undefined;
  }
}

/** @throws TypeError where the document has not the form of the vectors */
export function readVectors(document: unknown): readonly Vector[] {
  const { testGroups } = document as { testGroups?: unknown };
  if (!Array.isArray(testGroups)) throw new TypeError('the file has no testGroups');
  return testGroups.flatMap((group: { public?: Vector['key']; private?: Vector['key']; tests: readonly RawTest[] }) =>
    group.tests.map(({ tcId, jws, result }) => ({
      id: String(tcId),
      key: group.public ?? group.private ?? {},
      jws,
      result,
    })),
  );
}

interface RawTest {
  readonly tcId: number;
  readonly jws: unknown;
  readonly result: Vector['result'];
}

/** What the authorizer's own verifier makes of a vector, with the group's key as the only one of a JWK set. */
export async function verdictOf({ key, jws }: Vector): Promise<{ readonly result: string; readonly reason?: string }> {
  // Vectors name keys as they please: which key it is, is not what they are about.
  const kid = 'the-key';
  const find = keySet({ keys: [{ ...key, kid }] });
  try {
    await verifySignature(jws as string, [...ALGORITHMS.keys()], async (header) => {
      const found = find({ ...header, kid });
      if (!found) throw unauthorized('key-unknown');
      return found;
    });
    return { result: 'valid' };
  } catch (error) {
    return { result: 'invalid', reason: error instanceof Error ? error.message : String(error) };
  }
}
