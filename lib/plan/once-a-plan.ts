import type { GatewaySpec } from '../spec/gateway.js';
import { onceEach } from './once-each.js';

const planned = new WeakSet<GatewaySpec>();

/** A copy that nobody outside of one planning holds, and so nobody changes. */
export function ofOnePlanning(spec: GatewaySpec): GatewaySpec {
  const own = { ...spec, routes: [...spec.routes] };
  planned.add(own);
  return own;
}

/** What is asked of the whole spec for each route is worked out once a planning; of any other spec each time. */
export function onceAPlan<Result>(of: (spec: GatewaySpec) => Result): (spec: GatewaySpec) => Result {
  const kept = onceEach((spec: GatewaySpec) => ({ result: of(spec) }));
  return (spec) => (planned.has(spec) ? kept(spec).result : of(spec));
}
