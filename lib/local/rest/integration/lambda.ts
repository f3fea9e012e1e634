import type { InvokeResult } from '../../model/engine.js';
import type { RestIntegration } from '../../model/rest-api.js';
import type { Exchange } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import type { MappedRequest } from '../mapping/compile-request-mapping.js';
import { methodOf } from './call-http.js';
import type { Integrate } from './http.js';
import { fillUri, functionArnOf } from './integration-uri.js';
import { compileRequestRendering } from './render-request.js';
import { compileResponseRendering, type EndpointResponse } from './render-response.js';

const NO_PARAMETERS = new Map<string, string>();

/** The function of an integration; other services than Lambda are not emulated. */
export function functionOf(
  integration: RestIntegration,
  exchange: Exchange,
  pathParameters: MappedRequest['path'] = NO_PARAMETERS,
): string {
  const uri = fillUri(integration.uri ?? '', exchange.scope.variables, pathParameters);
  const functionArn = functionArnOf(uri);
  if (functionArn === undefined) {
    const service = /^arn:[^:]*:apigateway:[^:]*:([^:]+):/.exec(uri)?.[1] ?? 'unknown';
    throw new GatewayFault('API_CONFIGURATION_ERROR', { reason: `the service ${service} is not emulated` });
  }
  const method = integration.httpMethod === undefined ? 'POST' : methodOf(integration, exchange);
  if (method !== 'POST') throw new GatewayFault('DEFAULT_5XX', { reason: 'Lambda is invoked by POST only' });
  return functionArn;
}

/** Invokes the function; a caller's own timeout is 504, no function 500. */
export async function invokeFunction(
  exchange: Exchange,
  functionArn: string,
  payload: unknown,
  options: { readonly timeoutMs: number; readonly async?: boolean },
): Promise<InvokeResult & { readonly kind: 'success' | 'function-error' }> {
  const { services } = exchange.scope;
  const requestId = services.randomId();
  const startedMs = services.nowMs();
  const result = await services.invoke(functionArn, payload, { ...options, requestId, traceId: exchange.traceId });
  exchange.integration = { latencyMs: services.nowMs() - startedMs, requestId };
  if (result.kind === 'caller-timeout') throw new GatewayFault('INTEGRATION_TIMEOUT');
  if (result.kind === 'not-invocable') throw new GatewayFault('API_CONFIGURATION_ERROR', { reason: result.reason });
  exchange.integration.status = 200;
  exchange.integration.serviceStatus = 200;
  if (result.kind === 'function-error') exchange.integration.error = result.errorMessage;
  return result;
}

/**
 * A function behind mappings and templates. Selection patterns are held against its error message; an
 * `X-Amz-Invocation-Type` of `Event` does not wait for it.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
 */
export function lambdaIntegration(integration: RestIntegration): Integrate {
  const renderRequest = compileRequestRendering(integration);
  const renderResponse = compileResponseRendering(integration);
  return async (exchange) => {
    const rendered = renderRequest(exchange);
    const functionArn = functionOf(integration, exchange, rendered.path);
    const payload = readPayload(rendered.body.toString());
    if (!payload.ok) return renderResponse(unreadable(payload.reason), exchange);
    const isEvent = invocationType(rendered) === 'Event';
    const options = { timeoutMs: integration.timeoutMs, ...(isEvent && { async: true }) };
    const result = await invokeFunction(exchange, functionArn, payload.value, options);
    return renderResponse(isEvent ? answer(202, '', '') : readResult(result), exchange);
  };
}

function invocationType(rendered: MappedRequest): string | undefined {
  for (const [name, value] of rendered.header) if (name.toLowerCase() === 'x-amz-invocation-type') return String(value);
  return undefined;
}

/** Nothing at all is the empty object. */
function readPayload(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string } {
  if (text.trim() === '') return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, reason: 'Could not parse request body into json' };
  }
}

const answer = (status: number, body: string, selection: string): EndpointResponse => ({
  status,
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from(body),
  selection,
});

/** What Lambda says to a payload that is no JSON. */
const unreadable = (message: string): EndpointResponse =>
  answer(400, JSON.stringify({ Type: 'User', message }), message);

const readResult = (result: InvokeResult & { readonly kind: 'success' | 'function-error' }): EndpointResponse =>
  answer(200, result.payload, result.kind === 'function-error' ? result.errorMessage : errorMessageIn(result.payload));

/** A function may also return an object that has the form of an error. */
function errorMessageIn(payload: string): string {
  if (!payload.includes('"errorMessage"')) return '';
  const value: unknown = JSON.parse(payload);
  if (typeof value !== 'object' || value === null || !('errorMessage' in value)) return '';
  return typeof value.errorMessage === 'string' ? value.errorMessage : '';
}
