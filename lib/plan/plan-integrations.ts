import { isStreamed } from '../spec/backend.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { Route } from '../spec/route.js';
import type { ApiChoices } from './choose-apis.js';
import { functionId, type Integrated, integrationId } from './ids.js';
import { integrated } from './integrated.js';
import type { IntegrationPlan } from './plan.js';
import { unkeptHeaders } from './unkept-errors.js';

/** Equal integrations are one: an HTTP API holds 300 of them, and no more. */
export function planIntegrations(spec: GatewaySpec, choices: ApiChoices): readonly IntegrationPlan[] {
  const planned = spec.routes.map((route) => planIntegration(route, integrated(route, spec, choices), spec));
  return [...new Map(planned.map((integration) => [integration.id, integration])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

function planIntegration(route: Route, does: Integrated, { edge }: GatewaySpec): IntegrationPlan {
  const { headers, transform } = does;
  const id = integrationId(route, does);
  if (does.function !== undefined) return { kind: 'lambda', id, function: does.function };
  const mapped = { ...(Object.keys(headers).length > 0 && { headers }), ...(transform && { transform }) };
  const { to } = route;
  switch (to.kind) {
    case 'lambda':
      return { kind: 'lambda', id, function: functionId(to), ...(isStreamed(to) && { streaming: true }) };
    case 'http':
      return { kind: 'http', id, url: to.url, ...mapped };
    case 'reply':
      return { kind: 'reply', id, status: to.status, headers: edge ? unkeptHeaders(to) : to.headers, body: to.body };
    case 'bound':
      return { kind: 'bound', id, name: to.name, ...mapped };
  }
}
