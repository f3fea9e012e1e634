import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ClientCertificate } from '../model/engine.js';

/** What a TLS handshake has found out of the caller, to be spread into a request. */
export function clientCertificateOf(socket: Socket): { readonly clientCertificate?: ClientCertificate } {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return certificate ? { clientCertificate: describeCertificate(certificate) } : {};
}

/**
 * A certificate as API Gateway hands it on to functions and into `$context.identity.clientCert`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
function describeCertificate(certificate: X509Certificate): ClientCertificate {
  const { subject, issuer, serialNumber, validFrom, validTo } = certificate;
  return {
    clientCertPem: certificate.toString(),
    subjectDN: nameOf(subject),
    issuerDN: nameOf(issuer),
    serialNumber: serialText(serialNumber),
    validity: { notBefore: validFrom, notAfter: validTo },
  };
}

/** Node.js has a line for each part. A certificate need not name anybody. */
const nameOf = (name: string | undefined): string => (name ?? '').split('\n').join(',');

/** What fits into 64 bits is a number; others are written as OpenSSL does. */
function serialText(hex: string): string {
  if (hex.length <= 16) return BigInt(`0x${hex}`).toString();
  return (hex.match(/../g) ?? []).join(':').toLowerCase();
}
