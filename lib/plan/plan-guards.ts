import type { GatewaySpec } from '../spec/gateway.js';
import type { StepUpRule } from '../spec/requirement.js';
import type { Route } from '../spec/route.js';
import type { ApiChoices } from './choose-apis.js';
import type { GuardConfig, GuardedRoute } from './plan.js';
import { functionOf } from './plan-transforms.js';
import { callerHeadersOf, otherTokenHeaders, ownHeaders, routeAccess } from './route-access.js';

/** What is done around each handler, and before backends that a function stands before, by function id; functions without need of it are left alone. */
export function planGuards(spec: GatewaySpec, choices: ApiChoices): ReadonlyMap<string, GuardConfig> {
  const removedHeaders = ownHeaders(spec);
  const guards = new Map<string, { removedHeaders: readonly string[]; routes: Record<string, GuardedRoute> }>();
  for (const route of spec.routes.toSorted((a, b) => (a.pattern < b.pattern ? -1 : 1))) {
    const id = functionOf(route, choices);
    if (id === undefined) continue;
    const guarded = guardedRoute(route, spec);
    if (!guarded && removedHeaders.length === 0) continue;
    const guard = guards.get(id) ?? { removedHeaders, routes: {} };
    if (guarded) guard.routes[route.pattern] = guarded;
    guards.set(id, guard);
  }
  return guards;
}

function guardedRoute(route: Route, spec: GatewaySpec): GuardedRoute | undefined {
  const stepUps = stepUpsOf(route, spec);
  const callerHeaders = callerHeadersOf(route, spec);
  const exchanged = route.backendToken !== undefined;
  const isNeeded = exchanged || Object.keys(stepUps).length > 0 || Object.keys(callerHeaders).length > 0;
  if (!isNeeded) return undefined;
  const tokenHeaders = exchanged ? otherTokenHeaders(route, spec) : [];
  return { stepUps, callerHeaders, exchanged, ...(tokenHeaders.length > 0 && { tokenHeaders }) };
}

/** Of a scheme that stands in several alternatives, all step-ups hold. */
function stepUpsOf(route: Route, spec: GatewaySpec): Readonly<Record<string, readonly StepUpRule[]>> {
  const found: Record<string, readonly StepUpRule[]> = {};
  for (const { name, stepUps } of routeAccess(route, spec).tokens.flat())
    if (stepUps.length > 0) found[name] = [...(found[name] ?? []), ...stepUps];
  return found;
}
