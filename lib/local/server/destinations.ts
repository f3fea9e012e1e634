import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { ServedDistribution } from '../cloudfront/create-distribution.js';
import { EXECUTE_API_MOUNT } from './api-address.js';
import type { Generation } from './generation.js';
import type { RequestTarget } from './request-target.js';
import { sendJson } from './send-response.js';
import type { ServedStage } from './served-api.js';

/** Says that the gateway is ready, and what it serves. */
const HEALTH_PATH = '/_aws/health';
const RESERVED = '/_aws/';

/** What answers a request, and how its path is split for it. */
export type Destination =
  | StageDestination
  | {
      readonly kind: 'distribution';
      readonly distribution: Pick<ServedDistribution, 'handle'>;
      readonly basePath: '';
      readonly rawPath: string;
    };

export interface StageDestination {
  readonly kind: 'stage';
  readonly stage: ServedStage;
  readonly basePath: string;
  readonly rawPath: string;
}

/**
 * Where a request to the gateway's own address goes; undefined where it has been answered already.
 */
export function chooseDestination(
  generation: Generation,
  target: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Destination | undefined {
  return target.path.startsWith(RESERVED)
    ? reservedPath(generation, target, request, response)
    : frontDestination(generation, target, request, response);
}

/** Where a request to a custom domain with mutual TLS goes: AWS answers Forbidden where nothing is mapped. */
export function chooseMapped(
  generation: Generation,
  domainName: string,
  { path }: RequestTarget,
  { socket }: IncomingMessage,
  response: ServerResponse,
): Destination | undefined {
  const isCertified = socket instanceof TLSSocket && socket.authorized;
  const destination = isCertified ? generation.domain(domainName, path) : undefined;
  if (destination === undefined) forbid(response);
  return destination;
}

/** The front is a distribution where there is one; otherwise it is like a custom domain: the stage is no part of its paths. */
function frontDestination(
  generation: Generation,
  { path }: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Destination | undefined {
  const distribution = generation.distributions.forHost(request.headers.host);
  if (distribution) return { kind: 'distribution', distribution, basePath: '', rawPath: path };
  const requested = request.headers['access-control-request-method'];
  const api = generation.front(request.method ?? '', path, requested);
  const stage = api?.frontStage;
  if (stage === undefined) sendJson(response, 404, { message: 'The assembly has no API with a stage' });
  else if (api?.isOpenOnFront === false) forbid(response);
  else return { kind: 'stage', stage, basePath: '', rawPath: path };
  return undefined;
}

function reservedPath(
  generation: Generation,
  target: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Destination | undefined {
  if (target.path.startsWith(EXECUTE_API_MOUNT)) return executeApi(generation, target, response);
  if (target.path === HEALTH_PATH) sendJson(response, 200, health(generation));
  else if (!generation.answersItself(request, response)) sendJson(response, 404, { message: 'Not Found' });
  return undefined;
}

function executeApi(generation: Generation, target: RequestTarget, response: ServerResponse): Destination | undefined {
  const address = generation.address(target);
  if (address.kind === 'stage' && !address.stage.isExecuteApiDisabled) return address;
  // AWS answers Forbidden for a stage that an API lacks, and for an API whose address is switched off; for one that is
  // not there it has not even a host name.
  if (address.kind === 'no-api') sendJson(response, 404, { message: `There is no API ${address.name} here` });
  else forbid(response);
  return undefined;
}

const forbid = (response: ServerResponse): void => sendJson(response, 403, { message: 'Forbidden' });

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
