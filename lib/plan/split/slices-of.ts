import { groupedBy } from '../grouped-by.js';
import { onceEach } from '../once-each.js';
import type { ModelPlan, Plan, RoutePlan } from '../plan.js';
import { authorizerOf } from './function-parts.js';

/** What of a plan stands in one stack: at most one API of each type, with what their routes need. */
export interface PlanSlice extends Plan {
  /** Absent: the gateway's own stack, which has usage plans, firewall, edge and name besides. */
  readonly part?: string;
  /** What it is a slice of; absent: it is the whole. */
  readonly whole?: Plan;
}

/** The gateway's own slice, then those of its parts in order of their names. */
export const slicesOf = onceEach((plan: Plan): readonly [PlanSlice, ...PlanSlice[]] => {
  if (!plan.split) return [plan];
  const named = {
    authorizers: picking(plan.authorizers, ({ id }) => id),
    integrations: picking(plan.integrations, ({ id }) => id),
    models: picking<ModelPlan>(plan.models, ({ name }) => name),
  };
  const placed = { routes: byPart(plan.routes), apis: byPart(plan.apis), functions: byPart(plan.functions) };
  const sliceOf = (part: string | undefined): Plan => {
    const routes = placed.routes.get(part) ?? [];
    return { ...plan, ...neededBy(routes, named), routes, ...inPart(placed, part) };
  };
  const parts = plan.split.parts.map(({ name }) => ({ ...sliceOf(name), usagePlans: [], part: name, whole: plan }));
  return [{ ...sliceOf(undefined), whole: plan }, ...parts];
});

type Picked<T> = (names: ReadonlySet<string | undefined>) => readonly T[];

function neededBy(
  routes: readonly RoutePlan[],
  named: {
    readonly authorizers: Picked<Plan['authorizers'][number]>;
    readonly integrations: Picked<Plan['integrations'][number]>;
    readonly models: Picked<ModelPlan>;
  },
) {
  return {
    authorizers: named.authorizers(new Set(routes.map(({ auth }) => authorizerOf(auth)))),
    integrations: named.integrations(new Set(routes.map(({ integration }) => integration))),
    models: named.models(new Set(routes.map(({ validation }) => validation?.model))),
  };
}

function inPart(
  placed: {
    readonly apis: ReadonlyMap<string | undefined, Plan['apis']>;
    readonly functions: ReadonlyMap<string | undefined, Plan['functions']>;
  },
  part: string | undefined,
) {
  return { apis: placed.apis.get(part) ?? [], functions: placed.functions.get(part) ?? [] };
}

/** Those of some names, in their own order, without a look at all others. */
function picking<T>(all: readonly T[], nameOf: (one: T) => string): Picked<T> {
  const at = new Map(all.map((one, index) => [nameOf(one), index]));
  return (names) =>
    [...names]
      .flatMap((name) => at.get(name ?? '') ?? [])
      .sort((one, other) => one - other)
      .flatMap((index) => all[index] ?? []);
}

function byPart<T extends { readonly part?: string }>(
  all: readonly T[],
): ReadonlyMap<string | undefined, readonly T[]> {
  return groupedBy(all, ({ part }) => part);
}
