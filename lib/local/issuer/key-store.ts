import { createHash, createPublicKey, generateKeyPair } from 'node:crypto';
import { join } from 'node:path';
import { type CryptoKey, exportJWK, importPKCS8, type JWK } from 'jose';
import { keptFile } from '../state/kept-file.js';
import { KEY_FAMILIES, type KeyFamily, type SigningAlgorithm } from './key-families.js';

/** The key pairs of a project, one for each family of algorithms. */
export interface IssuerKeys {
  /** The public halves, as they stand in a key set. */
  readonly publicJwks: readonly JWK[];
  readonly signingKey: (algorithm: SigningAlgorithm) => Promise<SigningKey>;
}

interface SigningKey {
  readonly keyId: string;
  readonly key: CryptoKey;
}

interface KeyPair {
  readonly family: KeyFamily;
  readonly keyId: string;
  readonly publicJwk: JWK;
  readonly pem: string;
}

/**
 * The keys in a directory, generated and written there, with mode 0600, the first time.
 *
 * @throws where the directory cannot be written, or a file holds no private key of its family.
 */
export async function loadIssuerKeys(directory: string): Promise<IssuerKeys> {
  const pairs: KeyPair[] = [];
  for (const family of KEY_FAMILIES) pairs.push(await loadPair(directory, family));
  return {
    publicJwks: pairs.map(({ publicJwk }) => publicJwk),
    signingKey: async (algorithm) => {
      const pair = pairs.find(({ family }) => family.algorithms.includes(algorithm));
      if (!pair) throw new RangeError(`the local issuer does not sign with ${algorithm}`);
      return { keyId: pair.keyId, key: await importPKCS8(pair.pem, algorithm) };
    },
  };
}

async function loadPair(directory: string, family: KeyFamily): Promise<KeyPair> {
  const pem = await keptFile(directory, family.file, () => generatePem(family));
  const { kty, crv, e, n, x, y } = await exportJWK(readPublicKey(pem, join(directory, family.file), family));
  // In the order, and of the members, of RFC 7638.
  const members = JSON.parse(JSON.stringify({ crv, e, kty, n, x, y })) as JWK;
  const keyId = fingerprint(JSON.stringify(members));
  return { family, keyId, publicJwk: { ...members, use: 'sig', kid: keyId }, pem };
}

function generatePem(family: KeyFamily): Promise<string> {
  return new Promise((resolve, reject) => {
    family.pairOf(generateKeyPair, (error, _publicKey, privateKey) => (error ? reject(error) : resolve(privateKey)));
  });
}

/** Nothing of the file's content gets into the error. */
function readPublicKey(pem: string, path: string, { name, type, curve }: KeyFamily) {
  try {
    const key = createPublicKey(pem);
    const fits = key.asymmetricKeyType === type && key.asymmetricKeyDetails?.namedCurve === curve;
    if (fits && pem.includes('PRIVATE KEY')) return key;
  } catch {
    // Told below, without the parser's words.
  }
  throw new Error(`${path} holds no ${name} private key: delete the file to have a new one`);
}

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
