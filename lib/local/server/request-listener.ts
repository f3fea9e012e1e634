import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ControlPlane } from '../control-plane/control-plane.js';
import { answerControlPlane } from '../control-plane/control-plane-listener.js';
import { signedService } from '../control-plane/signed-service.js';
import { clientCertificateOf } from '../domains/client-certificate.js';
import type { InboundRequest } from '../model/engine.js';
import { chooseDestination, chooseMapped, type Destination } from './destinations.js';
import type { GatewayLogger } from './gateway-logger.js';
import type { Generation } from './generation.js';
import { readRequestBody } from './request-body.js';
import { parseRequestTarget, type RequestTarget } from './request-target.js';
import { sendJson, sendResponse } from './send-response.js';
import { writeAccessLog } from './write-access-log.js';

export interface ListenerWorld {
  readonly current: () => Generation | undefined;
  readonly controlPlane: ControlPlane;
  readonly logger: GatewayLogger;
  readonly nowMs: () => number;
  /** Answers what is for no API; `false`, and nothing done, where it is for one. @default there is nothing besides */
  readonly pages?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** The custom domain that is listened for. @default none: the gateway's own address */
  readonly domainName?: string;
}

/** Hands each request to the API that it is for; a request that fails here never ends the process. */
export function createRequestListener({ current, controlPlane, logger, nowMs, pages, domainName }: ListenerWorld) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const generation = current();
    if (generation === undefined) return sendJson(response, 503, { message: 'The local gateway is starting' });
    generation.begin();
    try {
      await respond(generation, request, response);
    } catch (error) {
      logger.warn(`a request failed in the local gateway: ${error instanceof Error ? error.message : 'unknown error'}`);
      sendJson(response, 500, { message: 'Internal server error' });
    } finally {
      generation.end();
    }
  };

  async function respond(generation: Generation, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const receivedAtMs = nowMs();
    const target = parseRequestTarget(request.url ?? '');
    if (target === undefined || namesTwoHosts(request)) return refuse(response);
    const service = domainName === undefined ? signedService(request.headers.authorization) : undefined;
    if (service !== undefined) return answerControlPlane(controlPlane, service, target, request, response);
    if (domainName === undefined && pages?.(request, response)) return;
    const destination =
      domainName === undefined
        ? chooseDestination(generation, target, request, response)
        : chooseMapped(generation, domainName, target, request, response);
    if (destination === undefined) return;
    const read = readRequestBody(request);
    const body = read instanceof Buffer ? read : await read;
    if (body === undefined) return;
    const inbound = inboundRequest(request, destination, target, body, receivedAtMs);
    const answer = destination.kind === 'stage' ? destination.stage.engine : destination.distribution.handle;
    const outbound = await answer(inbound);
    const sending = sendResponse(response, request.method === 'HEAD', outbound);
    const sentBytes = typeof sending === 'number' ? sending : await sending;
    const logged = { receivedAtMs, nowMs: nowMs(), sentBytes };
    if (destination.kind === 'stage') writeAccessLog(logger, destination.stage, outbound, logged);
  }
}

/** A server must refuse it (RFC 9112, section 3.2): who routes by one host, and who by the other, would differ. */
function namesTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts += 1;
  return hosts > 1;
}

function refuse(response: ServerResponse): void {
  response.shouldKeepAlive = false;
  sendJson(response, 400, { message: 'Bad Request' });
}

function inboundRequest(
  request: IncomingMessage,
  { rawPath, basePath }: Destination,
  { path, query }: RequestTarget,
  body: Buffer,
  receivedAtMs: number,
): InboundRequest {
  const raw = request.rawHeaders;
  const headers: (readonly [string, string])[] = [];
  for (let at = 0; at < raw.length; at += 2) headers.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return {
    method: request.method ?? '',
    rawPath,
    rawQuery: query,
    basePath,
    headers,
    body,
    sourceIp: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    protocol: request.httpVersion === '1.0' ? 'HTTP/1.0' : 'HTTP/1.1',
    receivedAtMs,
    sentPath: path,
    ...clientCertificateOf(request.socket),
  };
}
