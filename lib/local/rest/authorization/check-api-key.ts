import type { RestApiDefinition, RestMethod } from '../../model/rest-api.js';
import { type Exchange, headerValue } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';

/**
 * Holds a method that needs an API key to it, and its usage plan to its limits.
 * The key comes from `x-api-key`, or from the authorizer's `usageIdentifierKey`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
export function compileApiKeyCheck(
  definition: RestApiDefinition,
  method: RestMethod,
): ((exchange: Exchange) => void) | undefined {
  if (!method.apiKeyRequired) return undefined;
  return (exchange) => {
    const { apiId, stageName, services } = exchange.scope;
    const value =
      definition.apiKeySource === 'AUTHORIZER'
        ? exchange.usageIdentifierKey
        : headerValue(exchange.headers, 'x-api-key');
    if (!value) throw new GatewayFault('INVALID_API_KEY');
    const methodKey = `${method.path}/${exchange.request.method}`;
    const verdict = services.keys.admit(value, { apiId, stage: stageName, methodKey });
    if (verdict.kind === 'invalid') throw new GatewayFault('INVALID_API_KEY');
    exchange.apiKey = { value, id: verdict.keyId };
    if (verdict.kind === 'throttled') throw new GatewayFault('THROTTLED');
    if (verdict.kind === 'quota-exceeded') throw new GatewayFault('QUOTA_EXCEEDED');
  };
}
