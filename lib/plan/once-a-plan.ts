import type { GatewaySpec } from '../spec/gateway.js';

const planned = new WeakSet<GatewaySpec>();

/** A copy that nobody outside of one planning holds, and so nobody changes. */
export function ofOnePlanning(spec: GatewaySpec): GatewaySpec {
  const own = { ...spec, routes: [...spec.routes] };
  planned.add(own);
  return own;
}

/** What is asked of the whole spec for each route is worked out once a planning; of any other spec each time. */
export function onceAPlan<Result>(of: (spec: GatewaySpec) => Result): (spec: GatewaySpec) => Result {
  const known = new WeakMap<GatewaySpec, { readonly result: Result }>();
  return (spec) => {
    if (!planned.has(spec)) return of(spec);
    const kept = known.get(spec) ?? { result: of(spec) };
    known.set(spec, kept);
    return kept.result;
  };
}
