import type { ServerResponse } from 'node:http';
import type { OutboundResponse } from '../model/engine.js';
import { sendParts } from './send-parts.js';

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
 * @returns how many bytes the body has; of one in parts once all is sent
 * @throws where a status, a header's name or its value cannot stand in HTTP; nothing was sent then
 */
export function sendResponse(
  response: ServerResponse,
  isHead: boolean,
  { status, headers, body, parts }: OutboundResponse,
): number | Promise<number> {
  const hasBody = status !== 204 && status !== 304;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const flat: string[] = [];
  let isMeasured = false;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (CONNECTION_HEADERS.has(lower)) continue;
    if (lower === 'content-length') {
      if (!(isHead || parts) || isMeasured) continue;
      isMeasured = true;
    }
    flat.push(name, value);
  }
  if (hasBody && !isMeasured && !parts) flat.push('Content-Length', String(length));
  if (status < 200) throw new RangeError(`${status} is no final status`);
  const begin = () => response.writeHead(status, flat);
  if (parts) return sendParts(response, parts, { hasBody: hasBody && !isHead, begin });
  begin();
  if (hasBody && !isHead) response.end(body);
  else response.end();
  return length;
}

/** An answer of the local gateway itself. */
export function sendJson(response: ServerResponse, status: number, document: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify(document);
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
    .end(body);
}
