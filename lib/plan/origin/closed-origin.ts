import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import type { ApiType } from '../plan.js';
import { routeAccess } from '../route-access.js';

/** What the distribution of a closed origin is tagged with: its value is the name of the secret. */
export const ORIGIN_TAG = 'gatewright:origin';

/** No name of a scheme has a `_` in it, so no authorizer of schemes is called so. */
export const ORIGIN_AUTHORIZER_ID = '_origin-http-function';

/** What the edge and the APIs do with the secret: the APIs ask for it, the edge alone sends it, or there is none. */
export function originClosing({ edge }: Pick<GatewaySpec, 'edge'>): 'secret' | 'sent' | 'none' {
  return edge ? (edge.origin?.closedBy ?? 'secret') : 'none';
}

/** Whether the APIs answer nobody but the edge. */
function isOriginClosed(spec: Pick<GatewaySpec, 'edge'>): boolean {
  return originClosing(spec) === 'secret';
}

/** Whether requests bring the secret: nothing behind the APIs is to see it. */
export function isSecretSent(spec: Pick<GatewaySpec, 'edge'>): boolean {
  return originClosing(spec) !== 'none';
}

/** A firewall stands before REST APIs, and none can stand before HTTP APIs: there an authorizer looks, on every route. */
export function isClosedByAuthorizer(spec: Pick<GatewaySpec, 'edge'>, api: ApiType): boolean {
  return api === 'http' && isOriginClosed(spec);
}

/** Whether a route has an authorizer for the edge's header alone, since it asks for no token. */
export function hasOriginAuthorizer(route: Route, spec: GatewaySpec, api: ApiType): boolean {
  const { tokens, iam, custom } = routeAccess(route, spec);
  return isClosedByAuthorizer(spec, api) && tokens.length === 0 && !iam && !custom;
}
