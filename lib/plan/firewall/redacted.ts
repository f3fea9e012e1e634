import { headerOf } from '../../spec/access.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { ORIGIN_HEADER } from '../../spec/origin-header.js';
import { routeAccess } from '../route-access.js';
import type { WebAclPlan } from '../web-acl-plan.js';

/** Where credentials stand, whatever a gateway asks for. */
const ALWAYS = ['authorization', 'cookie', 'x-api-key', ORIGIN_HEADER];

/** What callers prove themselves with, in headers and in the query. */
export function redacted(spec: GatewaySpec): WebAclPlan['redacted'] {
  const accesses = spec.routes.map((route) => routeAccess(route, spec));
  const headers = accesses.flatMap(({ tokens, custom }) => [
    ...tokens.flat().map(headerOf),
    ...(custom?.identityHeaders ?? []),
  ]);
  return {
    headers: [...new Set([...ALWAYS, ...headers.map((name) => name.toLowerCase())])].sort(),
    query: accesses.some(({ custom }) => (custom?.identityQuery ?? []).length > 0),
  };
}
