import type { RestIntegration } from '../../model/rest-api.js';
import type { Exchange, MethodResponse } from '../exchange/exchange.js';
import { headerValue } from '../exchange/exchange.js';
import { compileRequestMapping } from '../mapping/compile-request-mapping.js';
import { callHttp } from './call-http.js';
import { convertProxyBody, convertRequestBody } from './content-handling.js';
import { addQuery, fillUri } from './integration-uri.js';
import { customHeaders, proxyHeaders } from './outgoing-headers.js';
import { compileRequestRendering, refuseForbidden } from './render-request.js';
import { compileResponseRendering } from './render-response.js';

/** Answers an exchange, or throws the fault it ends with. */
export type Integrate = (exchange: Exchange) => Promise<MethodResponse>;

/** An HTTP backend behind mappings and templates. */
export function httpIntegration(integration: RestIntegration): Integrate {
  const renderRequest = compileRequestRendering(integration);
  const renderResponse = compileResponseRendering(integration);
  return async (exchange) => {
    const rendered = renderRequest(exchange);
    const uri = fillUri(integration.uri ?? '', exchange.scope.variables, rendered.path);
    const answered = await callHttp(exchange, {
      integration,
      url: addQuery(uri, rendered.querystring),
      headers: customHeaders(exchange, rendered),
      body: rendered.body,
    });
    return renderResponse({ ...answered, selection: String(answered.status) }, exchange);
  };
}

/** Ends at API Gateway on the way back. */
const NOT_PASSED_BACK = new Set(['transfer-encoding', 'keep-alive', 'via']);

/**
 * An HTTP backend that is handed the request as it is. Mappings add to it all the same: what is mapped into the query
 * string comes behind what the URI and the caller give, and a mapped header takes the place of the caller's.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
 */
export function httpProxyIntegration(integration: RestIntegration): Integrate {
  const mapRequest = compileRequestMapping(integration.requestParameters);
  return async (exchange) => {
    const mapped = mapRequest(exchange);
    refuseForbidden(mapped, integration.kind);
    const uri = fillUri(integration.uri ?? '', exchange.scope.variables, mapped.path);
    const answered = await callHttp(exchange, {
      integration,
      url: addQuery(addQuery(uri, exchange.query), mapped.querystring),
      headers: proxyHeaders(exchange, mapped),
      body: convertRequestBody(exchange, undefined),
    });
    const contentType = headerValue(answered.headers, 'content-type');
    return {
      status: answered.status,
      headers: answered.headers.filter(([name]) => !NOT_PASSED_BACK.has(name.toLowerCase())),
      body: convertProxyBody(exchange, answered.body, contentType),
    };
  };
}
