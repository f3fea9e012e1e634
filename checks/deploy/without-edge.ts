import type { GatewaySpec, Route } from '../../lib/spec/index.js';

/**
 * A gateway without its edge, its firewall and what routes say to these: MiniStack's CloudFormation refuses policies and
 * functions of CloudFront, and associations of web ACLs.
 */
export function withoutEdge(spec: GatewaySpec): GatewaySpec {
  const { edge: _edge, firewall: _firewall, ...api } = spec;
  return { ...api, routes: (spec.routes as readonly Route[]).map(bare) };
}

function bare({ cache: _cache, maxBodyBytes: _maxBodyBytes, ...route }: Route): Route {
  return route;
}
