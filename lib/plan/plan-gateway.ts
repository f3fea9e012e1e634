import type { GatewaySpec } from '../spec/gateway.js';
import type { Plan } from './plan.js';

/**
 * Decides everything that is deployed for a spec.
 *
 * @throws IssuesError with every issue of the spec at once
 */
export function planGateway(spec: GatewaySpec): Plan {
  throw new Error(`not yet: ${spec.name}`);
}
