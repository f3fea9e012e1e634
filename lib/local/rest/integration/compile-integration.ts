import type { RestIntegration, RestMethod } from '../../model/rest-api.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { httpIntegration, httpProxyIntegration, type Integrate } from './http.js';
import { lambdaIntegration } from './lambda.js';
import { lambdaProxyIntegration } from './lambda-proxy.js';
import { mockIntegration } from './mock.js';

const COMPILERS = {
  AWS: lambdaIntegration,
  AWS_PROXY: lambdaProxyIntegration,
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

const noIntegration: Integrate = async () => {
  throw new GatewayFault('API_CONFIGURATION_ERROR', { reason: 'the method has no integration' });
};
