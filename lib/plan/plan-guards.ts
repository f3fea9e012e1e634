import { UNSETTABLE_ERRORS } from '../facts/unsettable-errors.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { ORIGIN_HEADER } from '../spec/origin-header.js';
import type { StepUpRule } from '../spec/requirement.js';
import type { Route } from '../spec/route.js';
import type { ApiChoices } from './choose-apis.js';
import { functionId } from './ids.js';
import { isSecretSent } from './origin/closed-origin.js';
import type { GuardConfig, GuardedRoute } from './plan.js';
import { routesByFunction } from './plan-transforms.js';
import { callerHeadersOf, otherTokenHeaders, ownHeaders, routeAccess } from './route-access.js';

/**
 * What is done around each handler, around authorizers of the user's own, and before backends that a function stands
 * before, by function id; functions without need of it are left alone.
 */
export function planGuards(spec: GatewaySpec, choices: ApiChoices): ReadonlyMap<string, GuardConfig> {
  const secret = isSecretSent(spec) ? [ORIGIN_HEADER] : [];
  const always = {
    removedHeaders: [...ownHeaders(spec), ...secret],
    ...(spec.edge && { unkeptStatuses: UNSETTABLE_ERRORS }),
  };
  const isAlways = always.removedHeaders.length > 0 || spec.edge !== undefined;
  const guards = [...routesByFunction(spec, choices)].map(([id, routes]): [string, GuardConfig] => [
    id,
    { ...always, routes: guardedRoutes(routes, spec) },
  ]);
  return new Map([
    ...(secret.length > 0 ? authorizerGuards(spec, { removedHeaders: secret, routes: {} }) : []),
    ...guards.filter(([, { routes }]) => isAlways || Object.values(routes).some(isNeeded)),
  ]);
}

/** They judge what the caller sent, the gateway's own headers too; the secret is not of the caller. */
function authorizerGuards(spec: GatewaySpec, guard: GuardConfig): readonly (readonly [string, GuardConfig])[] {
  const functions = spec.routes.flatMap((route) => routeAccess(route, spec).custom?.function ?? []);
  return functions.map((fn) => [functionId(fn), guard] as const);
}

/** All of them: `GET /x` without a rule would be taken for the `ANY /x` beside it. */
function guardedRoutes(routes: readonly Route[], spec: GatewaySpec): GuardConfig['routes'] {
  const guarded = routes.map((route) => [route.pattern, guardedRoute(route, spec)] as const);
  return guarded.some(([, rule]) => isNeeded(rule)) ? Object.fromEntries(guarded) : {};
}

function isNeeded({ stepUps, callerHeaders, exchanged }: GuardedRoute): boolean {
  return exchanged || Object.keys(stepUps).length > 0 || Object.keys(callerHeaders).length > 0;
}

function guardedRoute(route: Route, spec: GatewaySpec): GuardedRoute {
  const stepUps = stepUpsOf(route, spec);
  const callerHeaders = callerHeadersOf(route, spec);
  const exchanged = route.backendToken !== undefined;
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
