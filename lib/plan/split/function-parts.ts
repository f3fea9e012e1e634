import type { Plan, RoutePlan } from '../plan.js';

/**
 * Handler id → the part whose routes alone use it. What several use stands with the gateway: nested stacks that named
 * each other's functions would close a circle.
 */
export function functionParts(plan: Plan): ReadonlyMap<string, string> {
  const functionsOf = functionsByRoute(plan);
  const users = new Map<string, Set<string | undefined>>();
  for (const route of plan.routes) {
    for (const id of functionsOf(route)) users.set(id, (users.get(id) ?? new Set()).add(route.part));
  }
  return new Map(
    plan.functions.flatMap(({ kind, id }) => {
      const [part, ...others] = users.get(id) ?? [];
      return kind !== 'handler' || part === undefined || others.length > 0 ? [] : [[id, part] as const];
    }),
  );
}

/** What API Gateway calls for a route: its backend and its authorizer, where these are functions. */
export function functionsByRoute({
  integrations,
  authorizers,
}: Pick<Plan, 'integrations' | 'authorizers'>): (route: RoutePlan) => readonly string[] {
  const backends = new Map(integrations.map((to) => [to.id, to.kind === 'lambda' ? to.function : undefined]));
  const checks = new Map(authorizers.map((one) => [one.id, 'function' in one ? one.function : undefined]));
  return ({ integration, auth }) =>
    [backends.get(integration), checks.get(authorizerOf(auth) ?? '')].filter((id) => id !== undefined);
}

/** Id of the authorizer that API Gateway asks. */
export function authorizerOf(auth: RoutePlan['auth']): string | undefined {
  if (auth.kind === 'public') return auth.originAuthorizer;
  return auth.authorization.kind === 'authorizer' ? auth.authorization.authorizer : undefined;
}
