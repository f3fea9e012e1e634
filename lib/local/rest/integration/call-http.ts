import type { UpstreamResult } from '../../model/engine.js';
import type { RestIntegration } from '../../model/rest-api.js';
import type { Exchange, HeaderList } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';

const BODILESS = new Set(['GET', 'HEAD', 'OPTIONS']);
const NO_BODY = Buffer.alloc(0);

export interface HttpCall {
  readonly integration: RestIntegration;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: Buffer | string;
}

type Answered = UpstreamResult & { readonly kind: 'response' };

/**
 * Calls an HTTP backend and tells how that went. No backend in time is 504, a URL that is none is 500.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export async function callHttp(exchange: Exchange, call: HttpCall): Promise<Answered> {
  const { services } = exchange.scope;
  const method = methodOf(call.integration, exchange);
  if (!isHttpUrl(call.url)) throw new GatewayFault('API_CONFIGURATION_ERROR', { reason: 'invalid endpoint address' });
  const startedMs = services.nowMs();
  const result = await services.fetch({
    method,
    url: call.url,
    headers: call.headers,
    body: BODILESS.has(method) ? NO_BODY : Buffer.from(call.body),
    timeoutMs: call.integration.timeoutMs,
  });
  exchange.integration = { latencyMs: services.nowMs() - startedMs };
  if (result.kind === 'timeout') throw new GatewayFault('INTEGRATION_TIMEOUT');
  if (result.kind === 'unreachable') throw new GatewayFault('INTEGRATION_FAILURE', { reason: result.reason });
  exchange.integration.status = result.status;
  return result;
}

/** The method of the integration, or the caller's where it takes any. */
export const methodOf = (integration: RestIntegration, exchange: Exchange): string =>
  integration.httpMethod === undefined || integration.httpMethod.toUpperCase() === 'ANY'
    ? exchange.request.method
    : integration.httpMethod.toUpperCase();

function isHttpUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' && /^https?:\/\/[^/?#]/i.test(url);
}
