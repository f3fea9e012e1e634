import { normalBeginning } from '../../spec/path-tokens.js';
import type { Split, SplitParts } from '../../spec/split.js';
import type { ApiPlan, FunctionPlan, PartPlan, Plan, RoutePlan } from '../plan.js';
import { planFront } from '../plan-front.js';
import { apiIdOf } from './api-id.js';
import { functionParts } from './function-parts.js';
import { partName } from './part-name.js';
import { inOrder, type PartOf, partOfPaths } from './part-of.js';

/** A plan whose routes, functions and APIs stand in the parts of a split. */
export function withParts(
  plan: Plan,
  split: Split,
  chosen: Pick<NonNullable<Plan['split']>, 'chosenBy' | 'because'>,
): Plan {
  const placed = inParts(plan, partOfPaths(split));
  const { routes } = placed;
  return {
    ...plan,
    ...placed,
    front: planFront(routes),
    split: { rule: split, ...chosen, parts: partsOf(routes, split) },
  };
}

/** What stands in parts. */
export function inParts(plan: Plan, partOf: PartOf): Pick<Plan, 'routes' | 'functions' | 'apis'> {
  const routes = plan.routes.map((route): RoutePlan => {
    const part = partOf(route.path);
    return part === undefined ? route : { ...route, part };
  });
  const parted = functionParts({ ...plan, routes });
  const functions = plan.functions.map((fn): FunctionPlan => {
    const part = parted.get(fn.id);
    return part === undefined ? fn : { ...fn, part };
  });
  return { routes, functions, apis: apisOf(plan.apis, routes) };
}

/** One of each type that a part has routes of; the gateway's own first, then by name. */
function apisOf(types: readonly ApiPlan[], routes: readonly RoutePlan[]): readonly ApiPlan[] {
  const used = new Map(routes.map((route) => [apiIdOf(route), route]));
  // `sort` puts undefined last, whatever it is asked.
  const parts = [...new Set(routes.map(({ part = '' }) => part))].sort(byName);
  return parts.flatMap((part) =>
    types.flatMap((api) => {
      const place = part === '' ? {} : { part };
      const id = apiIdOf({ api: api.type, ...place });
      return used.has(id) ? [{ ...api, id, ...place }] : [];
    }),
  );
}

function byName(one = '', other = ''): number {
  return one < other ? -1 : Number(one > other);
}

/** Those that have routes. */
function partsOf(routes: readonly RoutePlan[], split: Split): readonly PartPlan[] {
  const used = new Set(routes.map(({ part }) => part));
  const parts = split.parts ? namedParts(split.parts) : volumes(split.from);
  return parts.filter(({ name }) => used.has(name));
}

function namedParts(parts: SplitParts['parts']): readonly PartPlan[] {
  return Object.entries(parts)
    .map(([name, prefixes]) => ({ name, prefixes }))
    .sort((one, other) => byName(one.name, other.name));
}

function volumes(from: readonly string[]): readonly PartPlan[] {
  const starts = inOrder(from).map(normalBeginning);
  return starts.map((start, index) => {
    const before = starts[index + 1];
    return { name: partName(start), from: start, ...(before !== undefined && { before }) };
  });
}
