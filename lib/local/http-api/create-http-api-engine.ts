import type { TokenBucket } from '../limits/token-bucket.js';
import type { Engine, EngineServices, InboundRequest, OutboundResponse } from '../model/engine.js';
import type { HttpApiModel, HttpRoute, HttpStage } from '../model/http-api.js';
import {
  type Answer,
  HEADERS_TOO_LARGE,
  INTERNAL_SERVER_ERROR,
  NOT_FOUND,
  REQUEST_TOO_LARGE,
  TOO_MANY_REQUESTS,
} from './answer.js';
import { compileAuthorizers } from './authorizers/compile-authorizers.js';
import type { Authorize } from './authorizers/verdict.js';
import { finishedContext } from './context-variables.js';
import { createCorsPolicy } from './cors.js';
import { beginExchange, type Exchange, requestPath, type Stage } from './exchange.js';
import { compileIntegration, type Integrate } from './integrate.js';
import { createRouter } from './routing/create-router.js';
import { routeBucket } from './throttling.js';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;
/** Request line and headers together. */
const MAX_HEAD_BYTES = 10_240;

export interface HttpApiEngineOptions {
  /**
   * Content type of a function's response that states a `statusCode` but no type. HTTP APIs send
   * `text/plain; charset=utf-8`; Lambda function URLs, whose other rules are the same, `application/json`.
   */
  readonly untypedContentType?: string;
}

interface CompiledRoute {
  readonly routeKey: string;
  readonly bucket: TokenBucket | undefined;
  readonly authorize: Authorize | undefined;
  readonly integrate: Integrate;
}

/**
 * An HTTP API at one stage. Routes, authorizers, mappings and limits are compiled here; a request only runs them.
 *
 * @throws {RangeError} where the API has no stage of that name.
 */
export function createHttpApiEngine(
  api: HttpApiModel,
  stageName: string,
  services: EngineServices,
  { untypedContentType = 'text/plain; charset=utf-8' }: HttpApiEngineOptions = {},
): Engine {
  const model = api.stages.find(({ name }) => name === stageName);
  if (!model) throw new RangeError(`HTTP API ${api.logicalId} has no stage ${stageName}`);
  const stage = createStage(api.apiId, model, services);
  const cors = api.cors && createCorsPolicy(api.cors);
  const answer = compileRouting(api, model, stage, untypedContentType, cors !== undefined);
  return async (request) => {
    const exchange = beginExchange(stage, request);
    const preflight = cors?.preflight(exchange);
    if (preflight) return send(exchange, preflight);
    const given = await answer(exchange).catch(() => INTERNAL_SERVER_ERROR);
    return send(exchange, cors ? cors.apply(exchange, given) : given);
  };
}

const createStage = (apiId: string, { name, variables }: HttpStage, services: EngineServices): Stage => ({
  apiId,
  name,
  variables,
  hasVariables: Object.keys(variables).length > 0,
  services,
});

function compileRouting(
  api: HttpApiModel,
  model: HttpStage,
  stage: Stage,
  untypedContentType: string,
  hasCors: boolean,
) {
  const authorizeFor = compileAuthorizers(api.authorizers, stage);
  const compile = (route: HttpRoute): CompiledRoute => ({
    routeKey: route.routeKey,
    bucket: routeBucket(model, route.routeKey, stage.services.nowMs()),
    authorize: authorizeFor(route.authorization),
    integrate: compileIntegration(api.integrations[route.integrationId], route.routeKey, stage, { untypedContentType }),
  });
  const router = createRouter(api.routes.map((route) => [route.routeKey, compile(route)] as const));
  return async (exchange: Exchange): Promise<Answer> => {
    const { request } = exchange;
    if (isHeadTooLarge(request)) return HEADERS_TOO_LARGE;
    if (request.body.length > MAX_PAYLOAD_BYTES) return REQUEST_TOO_LARGE;
    const match = router(request.method, requestPath(exchange));
    if (!match) return hasCors && request.method === 'OPTIONS' ? EMPTY_PREFLIGHT : NOT_FOUND;
    exchange.routeKey = match.value.routeKey;
    exchange.pathParameters = match.pathParameters;
    return runRoute(match.value, exchange);
  };
}

/** With CORS configured, `OPTIONS` needs no route even where it is not a preflight request. */
const EMPTY_PREFLIGHT: Answer = { status: 204, headers: [], body: '' };

async function runRoute({ bucket, authorize, integrate }: CompiledRoute, exchange: Exchange): Promise<Answer> {
  if (bucket && !bucket.take(exchange.stage.services.nowMs()).taken) return TOO_MANY_REQUESTS;
  if (authorize) {
    const verdict = await authorize(exchange);
    if (verdict.kind === 'refused') {
      exchange.authorizerError = verdict.error;
      return verdict.answer;
    }
    exchange.caller = verdict.caller;
  }
  const answer = await integrate(exchange);
  return Buffer.byteLength(answer.body) > MAX_PAYLOAD_BYTES ? INTERNAL_SERVER_ERROR : answer;
}

function isHeadTooLarge({ method, rawPath, rawQuery, headers }: InboundRequest): boolean {
  let bytes = method.length + rawPath.length + rawQuery.length + ' ? HTTP/1.1\r\n'.length;
  for (const [name, value] of headers) bytes += name.length + value.length + ': \r\n'.length;
  return bytes > MAX_HEAD_BYTES;
}

function send(exchange: Exchange, answer: Answer): OutboundResponse {
  const sentAtMs = exchange.stage.services.nowMs();
  return {
    status: answer.status,
    headers: [...answer.headers, ['apigw-requestid', exchange.requestId]],
    body: answer.body,
    logContext: () => finishedContext(exchange, answer, sentAtMs),
  };
}
