import type { generateKeyPair } from 'node:crypto';

/** Algorithms that the stand-ins sign with (RFC 7518, section 3.1; RFC 8037). */
export const SIGNING_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** One key pair, for all algorithms that take its type. */
export interface KeyFamily {
  readonly file: string;
  readonly algorithms: readonly SigningAlgorithm[];
  /** As a person says it. */
  readonly name: string;
  readonly type: 'rsa' | 'ec' | 'ed25519';
  readonly curve?: string;
  /** What node:crypto generates. */
  readonly pairOf: (generate: typeof generateKeyPair, done: PairCallback) => void;
}

type PairCallback = (error: Error | null, publicKey: string, privateKey: string) => void;

const PEM = {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
} as const;

export const KEY_FAMILIES: readonly KeyFamily[] = [
  {
    file: 'issuer-key.pem',
    algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
    name: 'RSA',
    type: 'rsa',
    pairOf: (generate, done) => generate('rsa', { modulusLength: 2048, ...PEM }, done),
  },
  elliptic('ES256', 'P-256', 'prime256v1'),
  elliptic('ES384', 'P-384', 'secp384r1'),
  elliptic('ES512', 'P-521', 'secp521r1'),
  {
    file: 'issuer-key-ed25519.pem',
    algorithms: ['EdDSA'],
    name: 'Ed25519',
    type: 'ed25519',
    pairOf: (generate, done) => generate('ed25519', PEM, done),
  },
];

function elliptic(algorithm: SigningAlgorithm, name: string, curve: string): KeyFamily {
  return {
    file: `issuer-key-${name.toLowerCase()}.pem`,
    algorithms: [algorithm],
    name,
    type: 'ec',
    curve,
    pairOf: (generate, done) => generate('ec', { namedCurve: curve, ...PEM }, done),
  };
}
