import type { IntegrationPlan, Plan, RoutePlan } from '../plan/plan.js';

const byPlan = new WeakMap<Plan, ReadonlyMap<string, IntegrationPlan>>();

/** The integration that a route names. */
export function integrationOf(plan: Plan, route: RoutePlan): IntegrationPlan {
  const found = integrationsOf(plan).get(route.integration);
  if (!found) throw new Error(`The plan's route "${route.id}" names an integration that it does not have`);
  return found;
}

function integrationsOf(plan: Plan): ReadonlyMap<string, IntegrationPlan> {
  const known = byPlan.get(plan);
  if (known) return known;
  const integrations = new Map(plan.integrations.map((integration) => [integration.id, integration]));
  byPlan.set(plan, integrations);
  return integrations;
}
