import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SIGNING_ALGORITHMS } from './key-families.js';
import type { IssuerKeys } from './key-store.js';

/** Where the stand-ins are mounted, on a port of their own or on the gateway's. */
const ISSUER_MOUNT = '/_aws/issuer';

/** Serves the stand-ins; answers `false`, and does nothing, where a request is for something else. */
export type IssuerListener = (request: IncomingMessage, response: ServerResponse) => boolean;

/** The path of the stand-in of an issuer, or of a key set that has an address of its own: stable, and without a character of the issuer's address in it. */
export function issuerPath(issuer: string): string {
  return `${ISSUER_MOUNT}/${createHash('sha256').update(issuer).digest('hex').slice(0, 12)}`;
}

/**
 * Discovery document and key set of each issuer, and the key sets that stand elsewhere (OpenID Connect Discovery 1.0 4, RFC 7517 5). Both name the real
 * issuer's addresses, as a verifier that insists on HTTPS expects; what stands in for them is applied on the way.
 */
export function createIssuerListener(
  issuers: readonly string[],
  keySets: readonly string[],
  { publicJwks }: IssuerKeys,
): IssuerListener {
  const documents = new Map<string, () => unknown>();
  for (const issuer of issuers) {
    const path = issuerPath(issuer);
    documents.set(`${path}/.well-known/openid-configuration`, () => discovery(issuer));
    documents.set(`${path}/jwks`, () => ({ keys: publicJwks }));
  }
  for (const keySet of keySets) documents.set(issuerPath(keySet), () => ({ keys: publicJwks }));
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (path !== ISSUER_MOUNT && !path.startsWith(`${ISSUER_MOUNT}/`)) return false;
    answer(request, response, documents.get(path));
    return true;
  };
}

function discovery(issuer: string) {
  return {
    issuer,
    jwks_uri: `${issuer.replace(/\/$/, '')}/jwks`,
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: SIGNING_ALGORITHMS,
  };
}

function answer(request: IncomingMessage, response: ServerResponse, document: (() => unknown) | undefined): void {
  request.resume();
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!document) send(response, 404, { message: 'Not Found' });
  else if (isRead) send(response, 200, document());
  else send(response.setHeader('allow', 'GET, HEAD'), 405, { message: 'Method Not Allowed' });
}

function send(response: ServerResponse, status: number, document: unknown): void {
  const body = JSON.stringify(document);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}
