import type { RestIntegration, RestMethod } from '../../model/rest-api.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { httpIntegration, httpProxyIntegration, type Integrate } from './http.js';
import { isStreamUri } from './integration-uri.js';
import { lambdaIntegration } from './lambda.js';
import { lambdaProxyIntegration } from './lambda-proxy.js';
import { mockIntegration } from './mock.js';
import { lambdaStreamIntegration } from './stream/lambda-stream.js';

const COMPILERS = {
  AWS: lambdaIntegration,
  AWS_PROXY: functionIntegration,
  HTTP: httpIntegration,
  HTTP_PROXY: httpProxyIntegration,
  MOCK: mockIntegration,
} satisfies Record<RestIntegration['kind'], (integration: RestIntegration) => Integrate>;

/** Makes a method's integration, with its templates and mappings read once. */
export function compileIntegration(method: RestMethod): Integrate {
  const { integration } = method;
  if (integration === undefined) return noIntegration;
  return COMPILERS[integration.kind](integration);
}

/** Mode and URI have to say the same; AWS supports no other pair. */
function functionIntegration(integration: RestIntegration): Integrate {
  const streams = integration.responseTransferMode === 'STREAM';
  if (streams !== isStreamUri(integration.uri)) return misfit;
  return streams ? lambdaStreamIntegration(integration) : lambdaProxyIntegration(integration);
}

const misfit: Integrate = async () => {
  throw new GatewayFault('API_CONFIGURATION_ERROR', { reason: 'response transfer mode and URI do not fit each other' });
};

const noIntegration: Integrate = async () => {
  throw new GatewayFault('API_CONFIGURATION_ERROR', { reason: 'the method has no integration' });
};
