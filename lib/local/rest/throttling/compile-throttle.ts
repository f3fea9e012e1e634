import { tokenBucket } from '../../limits/token-bucket.js';
import type { RestMethod, RestMethodSettings } from '../../model/rest-api.js';
import type { Exchange } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';

/**
 * The limit that a stage sets for a method: a bucket of the method's own, whether the setting names the method or
 * all of them.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function compileThrottle(
  settings: Readonly<Record<string, RestMethodSettings>>,
  method: RestMethod,
  nowMs: number,
): ((exchange: Exchange) => void) | undefined {
  const keys = [`${method.path}/${method.httpMethod}`, `${method.path}/*`, `/*/${method.httpMethod}`, '/*/*'];
  const throttle = keys.map((key) => settings[key]?.throttle).find((each) => each !== undefined);
  if (throttle === undefined) return undefined;
  const bucket = tokenBucket(throttle.ratePerSecond, throttle.burst, nowMs);
  return (exchange) => {
    if (!bucket.take(exchange.scope.services.nowMs()).taken) throw new GatewayFault('THROTTLED');
  };
}
