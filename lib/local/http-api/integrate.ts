import type { HttpIntegration } from '../model/http-api.js';
import { type Answer, INTERNAL_SERVER_ERROR } from './answer.js';
import type { Exchange, Stage } from './exchange.js';
import { compileHttpProxy } from './http-proxy/http-proxy.js';
import { compileLambdaProxy } from './lambda/lambda-proxy.js';
import type { ReadOptions } from './lambda/read-answer.js';
import { compileResponseMapping } from './mapping/compile-response-mapping.js';

export type Integrate = (exchange: Exchange) => Promise<Answer>;

/** Compiles what a route calls, with its response mapping. What cannot be called answers 500, and says why in the log. */
export function compileIntegration(
  integration: HttpIntegration | undefined,
  routeKey: string,
  stage: Stage,
  options: ReadOptions,
): Integrate {
  if (!integration) return cannotCall('The route has no integration');
  if (integration.subtype) return cannotCall(`${integration.subtype} is not emulated`);
  const call = COMPILERS[integration.kind](integration, routeKey, stage, options);
  if (Object.keys(integration.responseParameters).length === 0) return call;
  const map = compileResponseMapping(integration.responseParameters);
  return async (exchange) => {
    const answer = await call(exchange);
    // Errors of the gateway's own are not responses of the integration.
    return answer.errorMessage === undefined ? map(exchange, answer) : answer;
  };
}

const COMPILERS = {
  AWS_PROXY: (integration, _, stage, options) => compileLambdaProxy(integration, stage, options),
  HTTP_PROXY: (integration, routeKey, stage) => compileHttpProxy(integration, routeKey, stage),
} satisfies Record<
  HttpIntegration['kind'],
  (integration: HttpIntegration, routeKey: string, stage: Stage, options: ReadOptions) => Integrate
>;

const cannotCall =
  (errorMessage: string): Integrate =>
  async (exchange) => {
    exchange.integration = { latencyMs: 0, errorMessage };
    return INTERNAL_SERVER_ERROR;
  };
