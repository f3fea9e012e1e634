import type { RestIntegration } from '../../model/rest-api.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import type { Integrate } from './http.js';
import { readMockStatus } from './read-mock-status.js';
import { compileRequestRendering } from './render-request.js';
import { compileResponseRendering } from './render-response.js';

const NO_BODY = Buffer.alloc(0);

/**
 * A mock: the request template names the status, the integration response says the rest.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function mockIntegration(integration: RestIntegration): Integrate {
  const renderRequest = compileRequestRendering(integration);
  const renderResponse = compileResponseRendering(integration);
  return async (exchange) => {
    const status = readMockStatus(renderRequest(exchange).body.toString());
    if (status === undefined) throw new GatewayFault('DEFAULT_5XX', { reason: 'statusCode cannot be parsed' });
    return renderResponse({ status, headers: [], body: NO_BODY, selection: String(status) }, exchange);
  };
}
