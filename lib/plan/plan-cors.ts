import { headerOf } from '../spec/access.js';
import type { Cors, GatewaySpec } from '../spec/gateway.js';
import type { CorsPlan } from './plan.js';
import { routeAccess } from './route-access.js';

const ALWAYS = ['authorization', 'content-type', 'x-api-key'];

/** The gateway's CORS with its defaults filled in: `allowHeaders` are those that the routes' schemes need. */
export function planCors(cors: Cors, spec: GatewaySpec): CorsPlan {
  return {
    origins: cors.origins,
    allowHeaders: cors.allowHeaders ?? [...ALWAYS, ...credentialHeaders(spec)],
    exposeHeaders: cors.exposeHeaders ?? [],
    credentials: cors.credentials ?? false,
    maxAgeSeconds: cors.maxAgeSeconds ?? 3600,
  };
}

/** Headers that scripts have to send so that a route lets them in, besides those that are always allowed. */
function credentialHeaders(spec: GatewaySpec): readonly string[] {
  const names = spec.routes.flatMap((route) => {
    const { tokens, custom } = routeAccess(route, spec);
    return [...tokens.flat().map(headerOf), ...(custom?.identityHeaders ?? [])];
  });
  return [...new Set(names)].filter((name) => !ALWAYS.includes(name)).sort();
}
