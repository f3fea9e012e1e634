import type { GatewaySpec } from '../spec/gateway.js';
import type { Route } from '../spec/route.js';
import { functionId, integrationId } from './ids.js';
import type { IntegrationPlan } from './plan.js';

/** Equal integrations are one: an HTTP API holds 300 of them, and no more. */
export function planIntegrations(spec: GatewaySpec): readonly IntegrationPlan[] {
  const planned = spec.routes.map(planIntegration);
  return [...new Map(planned.map((integration) => [integration.id, integration])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

function planIntegration(route: Route): IntegrationPlan {
  const id = integrationId(route);
  const { to } = route;
  switch (to.kind) {
    case 'lambda':
      return { kind: 'lambda', id, function: functionId(to) };
    case 'http':
      return { kind: 'http', id, url: to.url };
    case 'reply':
      return { kind: 'reply', id, status: to.status, headers: to.headers, body: to.body };
    case 'bound':
      return { kind: 'bound', id, name: to.name };
  }
}
