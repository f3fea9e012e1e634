import { generate } from 'selfsigned';
import { keptFile } from '../state/kept-file.js';

/** As long as browsers and clients take. */
const LIFETIME_MS = 825 * 24 * 3600 * 1000;

/** Key and certificate in one text, as a TLS server takes it for both. */
export type ServerCertificate = string;

/**
 * The certificate of the local gateway's TLS listeners, for loopback names and for those of the domains: made the first
 * time, with its key, and signed by itself.
 *
 * @param names of the domains; a set of others has a certificate of its own
 */
export function loadServerCertificate(
  directory: string,
  name: string,
  nowMs: () => number,
): Promise<ServerCertificate> {
  return keptFile(directory, `tls-${name.replace(/[^a-z0-9.-]/gi, '_')}.pem`, () => createCertificate(name, nowMs()));
}

async function createCertificate(name: string, now: number): Promise<ServerCertificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    algorithm: 'sha256',
    keyType: 'ec',
    curve: 'P-256',
    notBeforeDate: new Date(now - 60_000),
    notAfterDate: new Date(now + LIFETIME_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 2, value: name },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return `${key}\n${cert}`;
}
