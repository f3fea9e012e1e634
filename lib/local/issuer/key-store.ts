import { createHash, createPublicKey, generateKeyPair } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CryptoKey, exportJWK, importPKCS8, type JWK } from 'jose';

/** Algorithms that API Gateway's JWT authorizer takes. */
export type SigningAlgorithm = 'RS256' | 'RS384' | 'RS512';

/** The one key pair of a project. */
export interface IssuerKey {
  readonly keyId: string;
  /** The public half, as it stands in a key set. */
  readonly publicJwk: JWK;
  readonly signingKey: (algorithm: SigningAlgorithm) => Promise<CryptoKey>;
}

const KEY_FILE = 'issuer-key.pem';
const MODULUS_BITS = 2048;

/**
 * The key in a directory, generated and written there, with mode 0600, the first time. Processes that start at once
 * agree on one key: the file appears whole or not at all, and the first one stays.
 *
 * @throws where the directory cannot be written, or the file holds no private key.
 */
export async function loadIssuerKey(directory: string): Promise<IssuerKey> {
  const path = join(directory, KEY_FILE);
  const pem = (await readIfThere(path)) ?? (await createKeyFile(directory, path));
  return issuerKey(pem, path);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** A link, unlike a rename, fails where the name is taken. */
async function createKeyFile(directory: string, path: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const pem = await generatePem();
  const draft = `${path}.${process.pid}.${fingerprint(pem)}`;
  await writeFile(draft, pem, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
    return pem;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return await readFile(path, 'utf8');
    throw error;
  } finally {
    await unlink(draft);
  }
}

async function generatePem(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: MODULUS_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
}

async function issuerKey(pem: string, path: string): Promise<IssuerKey> {
  const { n, e } = await exportJWK(readPublicKey(pem, path));
  const keyId = fingerprint(JSON.stringify({ e, kty: 'RSA', n }));
  return {
    keyId,
    publicJwk: { kty: 'RSA', use: 'sig', kid: keyId, n, e } as JWK,
    signingKey: (algorithm) => importPKCS8(pem, algorithm),
  };
}

/** Nothing of the file's content gets into the error. */
function readPublicKey(pem: string, path: string) {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'rsa' && pem.includes('PRIVATE KEY')) return key;
  } catch {
    // Told below, without the parser's words.
  }
  throw new Error(`${path} holds no RSA private key: delete the file to have a new one`);
}

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === code;
