import type { IncomingMessage, ServerResponse } from 'node:http';
import { type SignatureRules, verifySignature } from '../authorization/sigv4/verify-signature.js';
import { isLocalCaller } from '../control-plane/local-caller.js';
import { parseJson } from '../json/json-value.js';
import { readRequestBody } from '../server/request-body.js';
import type { SecretsManager } from './secrets-manager.js';

/** Where functions find Secrets Manager, below the gateway's own address. */
export const SECRETS_MOUNT = '/_aws/secretsmanager';

/** Serves the stand-in; answers `false`, and does nothing, where a request is for something else. */
type SecretsListener = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface SecretsListenerOptions extends Pick<SignatureRules, 'accessKeys'> {
  readonly secretsManager: SecretsManager;
  readonly nowMs: () => number;
}

/**
 * Hands calls of programs on this machine to the stand-in. They have to be signed with an access key that is known here,
 * for whichever region: there is one place only.
 */
export function createSecretsListener(options: SecretsListenerOptions): SecretsListener {
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (path !== SECRETS_MOUNT && path !== `${SECRETS_MOUNT}/`) return false;
    void answer(request, response, options).catch(() => send(response, 500, { __type: 'InternalServiceError' }));
    return true;
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { secretsManager, accessKeys, nowMs }: SecretsListenerOptions,
): Promise<void> {
  const body = await readRequestBody(request);
  if (body === undefined) return;
  if (!isLocalCaller(request)) return send(response, 403, FOREIGN);
  const rules = { service: 'secretsmanager', accessKeys, nowMs: nowMs() };
  const verdict = verifySignature({ ...signedParts(request), body }, rules);
  if (verdict.kind === 'unsigned') return send(response, 400, UNSIGNED);
  if (verdict.kind === 'refused') return send(response, 400, { __type: verdict.code, message: verdict.message });
  const { status, document } = secretsManager(
    String(request.headers['x-amz-target'] ?? ''),
    parseJson(body.toString()),
  );
  send(response, status, document);
}

function signedParts({ method = '', url = '', rawHeaders }: IncomingMessage) {
  const [path = '', rawQuery = ''] = url.split(/\?(.*)/s);
  const headers: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return { method, path, rawQuery, headers };
}

const FOREIGN = {
  __type: 'AccessDeniedException',
  Message: 'Secrets are for programs on this machine, by a loopback name such as 127.0.0.1 or localhost',
};
const UNSIGNED = { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' };

function send(response: ServerResponse, status: number, document: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify(document);
  response
    .writeHead(status, {
      'content-type': 'application/x-amz-json-1.1',
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
    })
    .end(body);
}
