import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLocalCaller } from '../control-plane/local-caller.js';
import { authenticatedClient, type IsClientSecret } from './client-authentication.js';
import { type EndpointAnswer, FOREIGN_CALLER, INVALID_CLIENT, oauthError } from './endpoint-answer.js';
import { exchangeToken } from './exchange-token.js';
import { introspect } from './introspect.js';
import { SIGNING_ALGORITHMS } from './key-families.js';
import type { IssuerKeys } from './key-store.js';
import type { OpaqueTokens } from './opaque-tokens.js';
import { readForm } from './read-form.js';

/** Where the stand-ins are mounted, on a port of their own or on the gateway's. */
const ISSUER_MOUNT = '/_aws/issuer';

/** Serves the stand-ins; answers `false`, and does nothing, where a request is for something else. */
export type IssuerListener = (request: IncomingMessage, response: ServerResponse) => boolean;

/** The addresses that stand-ins are for, as templates name them. */
export interface IssuerAddresses {
  readonly issuers: readonly string[];
  /** Of key sets that are named in place of discovery. */
  readonly keySets: readonly string[];
  readonly introspectionEndpoints: readonly string[];
  readonly tokenEndpoints: readonly string[];
}

export interface IssuerWorld {
  readonly keys: IssuerKeys;
  readonly tokens: OpaqueTokens;
  readonly isClientSecret: IsClientSecret;
  readonly nowMs: () => number;
}

/** Reads a form of an authenticated client. */
type Endpoint = (
  form: ReadonlyMap<string, string> | undefined,
  clientId: string,
) => EndpointAnswer | Promise<EndpointAnswer>;

/** The path of the stand-in of an issuer, or of an endpoint that has an address of its own: stable, and without a character of that address in it. */
export function issuerPath(issuer: string): string {
  return `${ISSUER_MOUNT}/${createHash('sha256').update(issuer).digest('hex').slice(0, 12)}`;
}

/**
 * Discovery document and key set of each issuer, the key sets that stand elsewhere, introspection and token endpoints
 * (OpenID Connect Discovery 1.0 4, RFC 7517 5, RFC 7662, RFC 8693). Documents name the real issuer's addresses, as a
 * verifier that insists on HTTPS expects; what stands in for them is applied on the way.
 */
export function createIssuerListener(addresses: IssuerAddresses, world: IssuerWorld): IssuerListener {
  const documents = documentsOf(addresses, world);
  const endpoints = endpointsOf(addresses, world);
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (path !== ISSUER_MOUNT && !path.startsWith(`${ISSUER_MOUNT}/`)) return false;
    const endpoint = endpoints.get(path);
    if (endpoint) void answerForm(request, response, endpoint, world.isClientSecret);
    else answerDocument(request, response, documents.get(path));
    return true;
  };
}

function documentsOf({ issuers, keySets }: IssuerAddresses, { keys }: IssuerWorld) {
  const documents = new Map<string, () => unknown>();
  const keySet = () => ({ keys: keys.publicJwks });
  for (const issuer of issuers) {
    const path = issuerPath(issuer);
    documents.set(`${path}/.well-known/openid-configuration`, () => discovery(issuer));
    documents.set(`${path}/jwks`, keySet);
    // Where Cognito has it, and API Gateway looks without discovery.
    documents.set(`${path}/.well-known/jwks.json`, keySet);
  }
  for (const address of keySets) documents.set(issuerPath(address), keySet);
  return documents;
}

function endpointsOf({ issuers, introspectionEndpoints, tokenEndpoints }: IssuerAddresses, world: IssuerWorld) {
  const { tokens, nowMs } = world;
  const endpoints = new Map<string, Endpoint>();
  for (const endpoint of introspectionEndpoints) {
    endpoints.set(issuerPath(endpoint), (form) => introspect(endpoint, form, tokens, nowMs()));
  }
  for (const endpoint of tokenEndpoints) {
    endpoints.set(issuerPath(endpoint), (form, clientId) =>
      exchangeToken(form, clientId, { ...world, endpoint, issuers }),
    );
  }
  return endpoints;
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

function answerDocument(
  request: IncomingMessage,
  response: ServerResponse,
  document: (() => unknown) | undefined,
): void {
  request.resume();
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!document) send(response, { status: 404, document: { message: 'Not Found' } });
  else if (isRead) send(response, { status: 200, document: document() });
  else send(response, notAllowed('GET, HEAD'));
}

async function answerForm(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: Endpoint,
  isClientSecret: IsClientSecret,
): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  if (request.method !== 'POST') {
    request.resume();
    return send(response, notAllowed('POST'));
  }
  try {
    const form = await readForm(request);
    if (!isLocalCaller(request)) return send(response, FOREIGN_CALLER);
    const clientId = authenticatedClient(request.headers.authorization, isClientSecret);
    send(response, clientId === undefined ? INVALID_CLIENT : await endpoint(form, clientId));
  } catch {
    send(response, oauthError(500, 'server_error', 'the stand-in failed'));
  }
}

const notAllowed = (allow: string): EndpointAnswer => ({
  status: 405,
  document: { message: 'Method Not Allowed' },
  headers: { allow },
});

function send(response: ServerResponse, { status, document, headers = {} }: EndpointAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify(document);
  response
    .writeHead(status, { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}
