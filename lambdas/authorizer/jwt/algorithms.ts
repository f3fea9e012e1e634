import { constants } from 'node:crypto';

/** How an algorithm signs (RFC 7518, section 3.1; RFC 8037, section 3.1), and which keys do. */
export interface Algorithm {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly crv?: string;
  /** `null`: the signature is over the input itself. */
  readonly hash: string | null;
  readonly options: Readonly<Record<string, number | string>>;
  /** Of a signature, where the algorithm fixes it. */
  readonly signatureBytes?: number;
}

const pkcs1 = (hash: string): Algorithm => ({ kty: 'RSA', hash, options: { padding: constants.RSA_PKCS1_PADDING } });

/** The salt is as long as the hash (RFC 7518, section 3.5). */
const pss = (hash: string): Algorithm => ({
  kty: 'RSA',
  hash,
  options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
});

/** R and S one after the other (RFC 7518, section 3.4), not in DER. */
const ecdsa = (hash: string, crv: string, signatureBytes: number): Algorithm => ({
  kty: 'EC',
  crv,
  hash,
  options: { dsaEncoding: 'ieee-p1363' },
  signatureBytes,
});

export const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ['RS256', pkcs1('sha256')],
  ['RS384', pkcs1('sha384')],
  ['RS512', pkcs1('sha512')],
  ['PS256', pss('sha256')],
  ['PS384', pss('sha384')],
  ['PS512', pss('sha512')],
  ['ES256', ecdsa('sha256', 'P-256', 64)],
  ['ES384', ecdsa('sha384', 'P-384', 96)],
  ['ES512', ecdsa('sha512', 'P-521', 132)],
  ['EdDSA', { kty: 'OKP', crv: 'Ed25519', hash: null, options: {}, signatureBytes: 64 }],
]);
