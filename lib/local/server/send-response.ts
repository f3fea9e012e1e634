import type { ServerResponse } from 'node:http';
import type { OutboundResponse } from '../model/engine.js';

/** Fields that the connection to the caller decides on (RFC 9110, section 7.6.1). */
const CONNECTION_HEADERS = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'proxy-connection',
  'trailer',
]);

/**
 * Sends an engine's answer: its headers in their order, case and number, with the true length of the body.
 *
 * @throws where a status, a header's name or its value cannot stand in HTTP; nothing was sent then
 */
export function sendResponse(
  response: ServerResponse,
  isHead: boolean,
  { status, headers, body }: OutboundResponse,
): void {
  const hasBody = status !== 204 && status !== 304;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const flat: string[] = [];
  let isMeasured = false;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (CONNECTION_HEADERS.has(lower)) continue;
    if (lower === 'content-length') {
      if (!isHead || isMeasured) continue;
      isMeasured = true;
    }
    flat.push(name, value);
  }
  if (hasBody && !isMeasured) flat.push('Content-Length', String(length));
  if (status < 200) throw new RangeError(`${status} is no final status`);
  response.writeHead(status, flat);
  if (hasBody && !isHead) response.end(body);
  else response.end();
}

/** An answer of the local gateway itself. */
export function sendJson(response: ServerResponse, status: number, document: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify(document);
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
    .end(body);
}
