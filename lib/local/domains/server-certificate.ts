import { generate } from 'selfsigned';
import { keptFile } from '../state/kept-file.js';

/** Nobody renews what stands in a state directory. */
const LIFETIME_MS = 3650 * 24 * 3600 * 1000;

/** Key and certificate in one text, as a TLS server takes it for both. */
export type ServerCertificate = string;

/**
 * The certificate of a custom domain on this machine, for its name and for loopback names: made the first time, with its
 * key, and signed by itself.
 *
 * @throws where the directory cannot be written.
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
