import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ControlPlane } from '../control-plane/control-plane.js';
import { answerControlPlane } from '../control-plane/control-plane-listener.js';
import { signedService } from '../control-plane/signed-service.js';
import type { InboundRequest, OutboundResponse } from '../model/engine.js';
import { EXECUTE_API_MOUNT } from './api-address.js';
import type { GatewayLogger } from './gateway-logger.js';
import type { Generation } from './generation.js';
import { readRequestBody } from './request-body.js';
import { parseRequestTarget, type RequestTarget } from './request-target.js';
import { sendJson, sendResponse } from './send-response.js';
import type { ServedStage } from './served-api.js';

/** Says that the gateway is ready, and what it serves. */
const HEALTH_PATH = '/_aws/health';
const RESERVED = '/_aws/';

interface Destination {
  readonly stage: ServedStage;
  readonly basePath: string;
  readonly rawPath: string;
}

export interface ListenerWorld {
  readonly current: () => Generation | undefined;
  readonly controlPlane: ControlPlane;
  readonly logger: GatewayLogger;
  readonly nowMs: () => number;
}

/** Hands each request to the API that it is for; a request that fails here never ends the process. */
export function createRequestListener({ current, controlPlane, logger, nowMs }: ListenerWorld) {
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
    const service = signedService(request.headers.authorization);
    if (service !== undefined) return answerControlPlane(controlPlane, service, target, request, response);
    const destination = target.path.startsWith(RESERVED)
      ? reservedPath(generation, target, request, response)
      : frontDestination(generation, target, request, response);
    if (destination === undefined) return;
    const read = readRequestBody(request);
    const body = read instanceof Buffer ? read : await read;
    if (body === undefined) return;
    const inbound = inboundRequest(request, destination, target, body, receivedAtMs);
    const outbound = await destination.stage.engine(inbound);
    sendResponse(response, request.method === 'HEAD', outbound);
    writeAccessLog(destination.stage, outbound, receivedAtMs);
  }

  function writeAccessLog(stage: ServedStage, outbound: OutboundResponse, receivedAtMs: number): void {
    const { accessLogLine, apiId, name } = stage;
    if (accessLogLine === undefined || logger.accessLog === undefined) return;
    const context = {
      status: String(outbound.status),
      responseLength: String(Buffer.byteLength(outbound.body)),
      responseLatency: String(nowMs() - receivedAtMs),
      ...outbound.logContext(),
    };
    logger.accessLog({ apiId, stage: name, line: accessLogLine(context) });
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

/** The front is like a custom domain: the stage is no part of its paths. */
function frontDestination(
  generation: Generation,
  { path }: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Destination | undefined {
  const requested = request.headers['access-control-request-method'];
  const stage = generation.front(request.method ?? '', path, requested)?.frontStage;
  if (stage !== undefined) return { stage, basePath: '', rawPath: path };
  sendJson(response, 404, { message: 'The assembly has no API with a stage' });
  return undefined;
}

function reservedPath(
  generation: Generation,
  target: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Destination | undefined {
  if (target.path.startsWith(EXECUTE_API_MOUNT)) {
    const address = generation.address(target);
    if (address.kind === 'stage') return address;
    // AWS answers Forbidden for a stage that an API lacks; for an API that is not there it has not even a host name.
    if (address.kind === 'no-stage') sendJson(response, 403, { message: 'Forbidden' });
    else sendJson(response, 404, { message: `There is no API ${address.name} here` });
  } else if (target.path === HEALTH_PATH) {
    sendJson(response, 200, health(generation));
  } else if (generation.issuer?.handle(request, response) !== true) {
    sendJson(response, 404, { message: 'Not Found' });
  }
  return undefined;
}

function health(generation: Generation) {
  const apis = generation.apis.map(({ model, stages }) => ({
    stack: model.stackName,
    logicalId: model.logicalId,
    apiId: model.apiId,
    kind: model.kind,
    stages: [...stages.keys()],
  }));
  return { status: 'ready', apis };
}

function inboundRequest(
  request: IncomingMessage,
  { rawPath, basePath }: Destination,
  { query }: RequestTarget,
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
  };
}
