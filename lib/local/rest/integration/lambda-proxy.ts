import type { RestIntegration } from '../../model/rest-api.js';
import { requestContext } from '../exchange/context-variables.js';
import { type Exchange, headerValue, type MethodResponse } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { compileRequestMapping } from '../mapping/compile-request-mapping.js';
import { decodeBase64 } from './content-handling.js';
import { joinHeaders, lastQueryValues, multiHeaders, multiQueryValues } from './event-values.js';
import type { Integrate } from './http.js';
import { functionOf, invokeFunction } from './lambda.js';
import { isBinary } from './media-types.js';
import { malformed, readProxyResponse } from './read-proxy-response.js';
import { refuseForbidden } from './render-request.js';
import { STREAM_DELIMITER } from './stream/read-stream-head.js';

/** Largest payload of a synchronous invocation, both ways. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024 + 100;

/** A function, and the request as it is handed to it. */
export interface ProxyCall {
  readonly functionArn: string;
  readonly event: Record<string, unknown>;
}

/**
 * Makes requests into events. Mappings have no effect, but one that is forbidden fails all the same.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyCaller(integration: RestIntegration): (exchange: Exchange) => ProxyCall {
  const mapRequest =
    Object.keys(integration.requestParameters).length > 0
      ? compileRequestMapping(integration.requestParameters)
      : undefined;
  return (exchange) => {
    if (mapRequest) refuseForbidden(mapRequest(exchange), integration.kind);
    const functionArn = functionOf(integration, exchange);
    if (exchange.request.body.length > PAYLOAD_LIMIT_BYTES) throw new GatewayFault('REQUEST_TOO_LARGE');
    return { functionArn, event: proxyEvent(exchange) };
  };
}

/** A function that is handed the whole request, and answers whole. */
export function lambdaProxyIntegration(integration: RestIntegration): Integrate {
  const prepare = proxyCaller(integration);
  const { timeoutMs } = integration;
  return async (exchange) => {
    const { functionArn, event } = prepare(exchange);
    const result = await invokeFunction(exchange, functionArn, event, { timeoutMs });
    if (result.kind === 'function-error') throw malformed('the function failed');
    if (result.payload.length > PAYLOAD_LIMIT_BYTES) throw malformed('it is larger than Lambda allows');
    // Of what is made for a stream API Gateway sends status and headers, and no body.
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
    return toMethodResponse(result.payload.split(STREAM_DELIMITER, 1)[0] ?? '', exchange);
  };
}

function toMethodResponse(payload: string, exchange: Exchange): MethodResponse {
  const response = readProxyResponse(payload);
  if (exchange.integration) exchange.integration.status = response.status;
  return { status: response.status, headers: response.headers, body: bodyOf(response, exchange) };
}

/** Base64 is decoded only for a caller whose first Accept is one of the API's binary media types. */
function bodyOf(
  response: { readonly body: string; readonly isBase64Encoded: boolean },
  exchange: Exchange,
): Buffer | string {
  if (!response.isBase64Encoded) return response.body;
  const { binaryMediaTypes } = exchange.scope;
  const isWanted = isBinary(headerValue(exchange.headers, 'accept'), binaryMediaTypes);
  return isWanted ? decodeBase64(response.body) : response.body;
}

/** The event of payload format 1.0. */
function proxyEvent(exchange: Exchange): Record<string, unknown> {
  const { request, route, query, scope } = exchange;
  const { body } = request;
  const isBase64Encoded =
    body.length > 0 && isBinary(headerValue(exchange.headers, 'content-type'), scope.binaryMediaTypes);
  return {
    resource: route?.method.path ?? '',
    path: exchange.path,
    httpMethod: request.method,
    headers: joinHeaders(exchange.headers),
    multiValueHeaders: multiHeaders(exchange.headers),
    queryStringParameters: query.size === 0 ? null : lastQueryValues(query),
    multiValueQueryStringParameters: query.size === 0 ? null : multiQueryValues(query),
    pathParameters: nullIfEmpty(route?.pathParameters ?? {}),
    stageVariables: nullIfEmpty(scope.variables),
    requestContext: requestContext(exchange),
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

function nullIfEmpty<Value>(of: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> | null {
  for (const _name in of) return of;
  return null;
}
