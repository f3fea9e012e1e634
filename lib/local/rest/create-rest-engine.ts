import type { Engine, EngineServices, InboundRequest, OutboundResponse } from '../model/engine.js';
import type { RestApiModel, RestStage } from '../model/rest-api.js';
import { type CompiledMethod, compileDeployment, type Deployment } from './compile-deployment.js';
import type { Exchange, MethodResponse } from './exchange/exchange.js';
import { compressResponse, finishResponse } from './exchange/finish-response.js';
import { logContext } from './exchange/log-context.js';
import { openExchange } from './exchange/open-exchange.js';
import { customResponse, passFirewall, WafFault } from './firewall/pass-firewall.js';
import { buildGatewayResponse } from './gateway-response/build-gateway-response.js';
import { GatewayFault } from './gateway-response/gateway-fault.js';
import { decompressBody } from './request/decompress-body.js';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const PAYLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Answers requests to one stage of a REST API as API Gateway does.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-create-api.html
 * @throws Error where the API has no stage of that name
 */
export function createRestEngine(api: RestApiModel, stageName: string, services: EngineServices): Engine {
  const stage = api.stages.find((each) => each.name === stageName);
  if (stage === undefined) throw new Error(`the API ${api.name} has no stage ${stageName}`);
  const chooseDeployment = compileStage(api, stage, services);
  return async (request) => {
    const deployment = chooseDeployment();
    const exchange = openExchange(deployment.scope, request);
    const response = await answer(deployment, exchange, request);
    return toOutbound(exchange, response, services);
  };
}

/** The stage, and beside it its canary: which of the two answers is decided anew for each request. */
function compileStage(api: RestApiModel, stage: RestStage, services: EngineServices): () => Deployment {
  const scope = {
    apiId: api.apiId,
    stageName: stage.name,
    deploymentId: api.apiId.slice(0, 6),
    variables: stage.variables,
    binaryMediaTypes: api.binaryMediaTypes,
    services,
  };
  const { canary } = stage;
  if (canary === undefined) {
    const only = compileDeployment(api, stage, scope);
    return () => only;
  }
  const main = compileDeployment(api, stage, { ...scope, isCanary: false });
  const definition = canary.definition ?? api;
  const other = compileDeployment(definition, stage, {
    ...scope,
    isCanary: true,
    variables: { ...stage.variables, ...canary.stageVariableOverrides },
    binaryMediaTypes: definition.binaryMediaTypes,
  });
  return () => (drawPercent(services.randomId()) < canary.percentTraffic ? other : main);
}

/** From 0 up to but not 100, out of an id's digits. */
function drawPercent(id: string): number {
  const digits = id.replace(/[^0-9a-f]/gi, '').slice(-8);
  return (Number.parseInt(digits === '' ? '0' : digits, 16) / 2 ** (4 * Math.max(1, digits.length))) * 100;
}

async function answer(deployment: Deployment, exchange: Exchange, request: InboundRequest): Promise<MethodResponse> {
  try {
    if (deployment.webAclArn !== undefined) passFirewall(exchange, deployment.webAclArn);
    const method = admit(deployment, exchange, request);
    if (readsBody(deployment, method)) await decompressBody(exchange, PAYLOAD_LIMIT_BYTES);
    const response = await pass(method, exchange);
    const finished = finishResponse(exchange, response, method.kind);
    return await compressResponse(exchange, finished, deployment.minimumCompressionSizeBytes);
  } catch (error) {
    exchange.fault = error instanceof GatewayFault ? error : new GatewayFault('DEFAULT_5XX', { reason: nameOf(error) });
    return finishResponse(exchange, refusal(exchange, exchange.fault, deployment), undefined);
  }
}

const refusal = (exchange: Exchange, fault: GatewayFault, { gatewayResponses }: Deployment): MethodResponse =>
  fault instanceof WafFault && fault.custom !== undefined
    ? customResponse(fault.custom)
    : buildGatewayResponse(exchange, fault, gatewayResponses);

/** Proxies hand a compressed body on as it is. */
const readsBody = ({ minimumCompressionSizeBytes }: Deployment, { kind }: CompiledMethod): boolean =>
  minimumCompressionSizeBytes !== undefined && kind !== 'AWS_PROXY' && kind !== 'HTTP_PROXY';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');

function admit(deployment: Deployment, exchange: Exchange, request: InboundRequest): CompiledMethod {
  const match = deployment.route(request.rawPath, request.method);
  if (match === undefined) throw new GatewayFault('MISSING_AUTHENTICATION_TOKEN');
  exchange.route = { method: match.target.method, pathParameters: match.pathParameters };
  if (request.body.length > PAYLOAD_LIMIT_BYTES) throw new GatewayFault('REQUEST_TOO_LARGE');
  match.target.checkPolicy?.(exchange);
  return match.target;
}

async function pass(method: CompiledMethod, exchange: Exchange): Promise<MethodResponse> {
  if (method.authorize !== undefined) await method.authorize(exchange);
  for (const check of method.checks) check(exchange);
  const response = await method.integrate(exchange);
  if (response.body.length <= PAYLOAD_LIMIT_BYTES) return response;
  throw new GatewayFault('DEFAULT_5XX', { reason: 'the response is larger than 10 MB' });
}

function toOutbound(exchange: Exchange, response: MethodResponse, services: EngineServices): OutboundResponse {
  const finishedAtMs = services.nowMs();
  return {
    status: response.status,
    headers: response.headers,
    body: response.body,
    ...(response.parts && { parts: response.parts }),
    logContext: () => logContext(exchange, response, finishedAtMs),
  };
}
