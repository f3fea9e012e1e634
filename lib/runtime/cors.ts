import type { DecodedRequest } from './event.js';

/** What a function on a REST API is told of the gateway's CORS, as JSON in `GATEWRIGHT_CORS`. */
export interface CorsSetting {
  readonly origins: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly credentials: boolean;
}

/**
 * CORS headers of a function's own answers. A REST API puts them on preflights and on its own refusals, and passes what
 * a proxy integration answers on as it is; an HTTP API puts its own on everything.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
export function corsHeaders(request: DecodedRequest, setting = process.env.GATEWRIGHT_CORS): Record<string, string> {
  if (!setting || request.version === '2.0') return {};
  const { origins, exposeHeaders, credentials } = JSON.parse(setting) as CorsSetting;
  const isOpen = origins.includes('*');
  const vary = isOpen ? {} : { vary: 'Origin' };
  const { origin } = request.headers;
  const allowed = isOpen ? '*' : origins.find((one) => one === origin);
  if (!origin || !allowed) return vary;
  return {
    ...vary,
    'access-control-allow-origin': allowed,
    ...(credentials && { 'access-control-allow-credentials': 'true' }),
    ...(exposeHeaders.length > 0 && { 'access-control-expose-headers': exposeHeaders.join(',') }),
  };
}
