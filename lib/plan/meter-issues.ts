import type { Issue } from '../errors/issue.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { placeOf } from '../spec/validate/place-of.js';
import { issueAt } from '../spec/validate/rule.js';
import { authorizerNamesKeys, routeAccess } from './route-access.js';

/**
 * A REST API takes all its keys from the header, or all from its authorizers; with a meter, from these. Where IAM or an
 * authorizer of the user's own decides, nobody would name the key, and every call would be refused.
 */
export function meterIssues(spec: GatewaySpec): readonly Issue[] {
  if (!authorizerNamesKeys(spec)) return [];
  return spec.routes.flatMap((route) => {
    const { apiKey, iam, custom } = routeAccess(route, spec);
    const decider = iam ?? custom;
    if (!apiKey || !decider) return [];
    return [
      issueAt(placeOf(route), {
        code: 'METER_KEY_SOURCE',
        at: 'auth',
        message: 'with a meter in the gateway its authorizer names the key of every call, and here another one decides',
        got: `${apiKey.name} (${apiKey.kind}) and ${decider.name} (${decider.kind}), beside the meter of another route`,
        allowed: 'a key alone, or beside a token',
        fix: 'put these routes into a gateway of their own, or ask for a token beside the key',
        source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html',
      }),
    ];
  });
}
