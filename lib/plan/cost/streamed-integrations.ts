import type { Plan } from '../plan.js';

/** Ids of the integrations whose answers come in pieces. */
export function streamedIntegrations({ integrations }: Pick<Plan, 'integrations'>): ReadonlySet<string> {
  return new Set(integrations.filter((one) => one.kind === 'lambda' && one.streaming).map(({ id }) => id));
}
