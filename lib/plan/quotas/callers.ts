import { onceEach } from '../once-each.js';
import type { ApiPlan, Plan } from '../plan.js';
import { apiIdOf } from '../split/api-id.js';
import { functionsByRoute } from '../split/function-parts.js';

/**
 * A function's policy names each API that calls it in a statement of its own, up to so many: of the 20 KB that it holds,
 * these take 18.8, and what replaces them all has room beside them while a deployment adds one and deletes others.
 */
export const MOST_NAMED_APIS = 40;

type ApiIds = ReadonlySet<ApiPlan['id']>;

/** What is called, by the APIs that call it. */
export interface Callers {
  /** By id of a function of the plan. */
  readonly functions: ReadonlyMap<string, ApiIds>;
  /** By name of a bound backend, which the app may bind to a function. */
  readonly backends: ReadonlyMap<string, ApiIds>;
}

/** Of a whole plan, whose slices each know their own APIs alone, and each ask. */
export const callersOf = onceEach((plan: Plan): Callers => {
  const functionsOf = functionsByRoute(plan);
  const bound = boundNames(plan);
  const functions = new Map<string, Set<string>>();
  const backends = new Map<string, Set<string>>();
  for (const route of plan.routes) {
    const api = apiIdOf(route);
    for (const id of functionsOf(route)) functions.set(id, (functions.get(id) ?? new Set()).add(api));
    const name = bound.get(route.integration);
    if (name !== undefined) backends.set(name, (backends.get(name) ?? new Set()).add(api));
  }
  return { functions: sorted(functions), backends: sorted(backends) };
});

/** Id of an integration → name of the backend that the app binds. */
export function boundNames({ integrations }: Pick<Plan, 'integrations'>): ReadonlyMap<string, string> {
  return new Map(integrations.flatMap((to) => (to.kind === 'bound' ? [[to.id, to.name] as const] : [])));
}

/** By name: no order of routes shows in a plan. */
function sorted(callers: ReadonlyMap<string, ApiIds>): ReadonlyMap<string, ApiIds> {
  return new Map([...callers].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** More APIs call it than its policy names: one statement lets in every API of the account and Region. */
export function isOpenToAll(apis: ApiIds | undefined): boolean {
  return apis !== undefined && apis.size > MOST_NAMED_APIS;
}

/** Ids of the functions, or names of the backends, whose policy names no API. */
export function openToAll(callers: ReadonlyMap<string, ApiIds>): ReadonlySet<string> {
  return new Set([...callers].flatMap(([called, apis]) => (isOpenToAll(apis) ? [called] : [])));
}

/** Whether APIs ask it who may call, and never turn to it as a backend. */
export function isAuthorizerAlone({ integrations }: Pick<Plan, 'integrations'>, functionId: string): boolean {
  return !integrations.some((to) => to.kind === 'lambda' && to.function === functionId);
}
