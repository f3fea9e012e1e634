import type { PlanSlice } from '../../split/slices-of.js';

const OF_BODIES = [
  'gateway',
  'description',
  'routes',
  'apis',
  'authorizers',
  'integrations',
  'models',
  'functions',
  'usagePlans',
  'domain',
  'cors',
  'whole',
] as const satisfies readonly (keyof PlanSlice)[];

/** What bodies of APIs are made of. */
export type BodyPlan = Pick<PlanSlice, (typeof OF_BODIES)[number]>;

/**
 * The length of a body, counted once for all plans that have the very same in it: quotas are counted where a split may be
 * needed, and again of the whole plan, which has more besides.
 */
export function onceABody(bytesOf: (plan: BodyPlan) => number): (plan: BodyPlan) => number {
  const known = new WeakMap<BodyPlan['routes'], { readonly of: BodyPlan; readonly bytes: number }>();
  return (plan) => {
    const before = known.get(plan.routes);
    if (before && OF_BODIES.every((name) => before.of[name] === plan[name])) return before.bytes;
    const bytes = bytesOf(plan);
    known.set(plan.routes, { of: plan, bytes });
    return bytes;
  };
}
