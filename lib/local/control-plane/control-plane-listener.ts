import type { IncomingMessage, ServerResponse } from 'node:http';
import { readRequestBody } from '../server/request-body.js';
import type { RequestTarget } from '../server/request-target.js';
import { AwsError } from './aws-error.js';
import type { ControlPlane } from './control-plane.js';
import type { ControlPlaneAnswer } from './control-plane-call.js';
import { isLocalCaller } from './local-caller.js';
import type { ControlPlaneService } from './signed-service.js';

/** The most that a call needs is an entry of PutEvents. */
const MAX_BODY_BYTES = 1024 * 1024;

const FOREIGN = new AwsError(
  'AccessDeniedException',
  403,
  'The local control plane answers programs on this machine, by a loopback name such as 127.0.0.1 or localhost',
);
const TOO_LARGE = new AwsError('RequestEntityTooLargeException', 413, `A call has ${MAX_BODY_BYTES} bytes at most`);

/** Answers a request that is signed for a service of the control plane. */
export async function answerControlPlane(
  controlPlane: ControlPlane,
  service: ControlPlaneService,
  { path, query }: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readRequestBody(request);
  if (body === undefined) return;
  if (!isLocalCaller(request)) return send(response, controlPlane.refuse(service, FOREIGN));
  if (body.length > MAX_BODY_BYTES) return send(response, controlPlane.refuse(service, TOO_LARGE));
  const call = {
    method: request.method ?? '',
    path,
    query: new URLSearchParams(query),
    target: String(request.headers['x-amz-target'] ?? ''),
    ifMatch: request.headers['if-match'] ?? '',
    body: body.toString(),
  };
  send(response, controlPlane.answer(service, call));
}

/** Answers hold values of keys. */
function send(response: ServerResponse, { status, headers, body }: ControlPlaneAnswer): void {
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...headers, ...length, 'cache-control': 'no-store' }).end(body);
}
