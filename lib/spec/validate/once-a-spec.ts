import type { GatewaySpec } from '../gateway.js';
import type { Route } from '../route.js';

interface Kept<Result> {
  /** As they were: the list itself is the user's, and may have got longer. */
  readonly routes: readonly Route[];
  readonly result: Result;
}

/**
 * A pure function of specs that is asked once of each: of all that builders make, which is frozen. What could be another
 * value by the next time is looked at anew.
 */
export function onceASpec<Result>(of: (spec: GatewaySpec) => Result): (spec: GatewaySpec) => Result {
  const known = new WeakMap<GatewaySpec, Kept<Result>>();
  return (spec) => {
    if (!isFrozen(spec)) return of(spec);
    const kept = known.get(spec);
    if (kept && isSameList(kept.routes, spec.routes)) return kept.result;
    const result = of(spec);
    known.set(spec, { routes: [...spec.routes], result });
    return result;
  };
}

function isFrozen(spec: GatewaySpec): boolean {
  return Object.isFrozen(spec) && Array.isArray(spec.routes) && spec.routes.every((route) => Object.isFrozen(route));
}

/** Whether two lists hold the same values, and not only equal ones. */
export function isSameList(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
