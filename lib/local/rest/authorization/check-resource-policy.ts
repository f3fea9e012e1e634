import type { RestMethod } from '../../model/rest-api.js';
import { type Exchange, headerValue } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { evaluatePolicy } from '../policy/evaluate-policy.js';
import { methodArn } from './method-arn.js';

/**
 * Refuses what the API's resource policy denies. Where nobody else asks who the caller is, the policy has to allow
 * the call; elsewhere it is enough that it does not deny it.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function compileResourcePolicy(policy: unknown, method: RestMethod): ((exchange: Exchange) => void) | undefined {
  const document = typeof policy === 'string' ? parse(policy) : policy;
  if (document === undefined || document === null) return undefined;
  return (exchange) => {
    const resource = methodArn(exchange);
    const decision = evaluatePolicy(document, {
      action: 'execute-api:Invoke',
      resource,
      context: {
        'aws:sourceip': exchange.request.sourceIp,
        'aws:useragent': headerValue(exchange.headers, 'user-agent') ?? '',
        'aws:referer': headerValue(exchange.headers, 'referer') ?? '',
        'aws:securetransport': 'true',
      },
    });
    const mayPass = decision === 'allow' || (decision === 'implicit-deny' && method.authorization.kind !== 'NONE');
    if (mayPass) return;
    const how = decision === 'explicit-deny' ? ' with an explicit deny' : '';
    const masked = resource.replace(/:\d+(\d{4}):/, ':********$1:');
    const message = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${masked}${how}`;
    throw new GatewayFault('ACCESS_DENIED', { message });
  };
}

/** A policy that is no JSON allows nothing. */
function parse(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
