import { type BodyRefs, httpApiBody, restApiBody } from '../../lib/openapi/index.js';
import { planGateway } from '../../lib/plan/index.js';
import { type GatewaySpec, gateway } from '../../lib/spec/index.js';

// biome-ignore lint/suspicious/noExplicitAny: a body is whatever JSON the test looks into
export type Body = any;

/** Bodies of a spec whose functions are invoked at `uri of ID`. */
export function bodiesOf(
  routes: GatewaySpec['routes'],
  more: Partial<GatewaySpec> = {},
  backends: BodyRefs['backends'] = {},
): { readonly http: Body; readonly rest: Body } {
  const plan = planGateway(gateway('shop', { ...more, routes } as never));
  const invocationUris = Object.fromEntries(plan.functions.map(({ id }) => [id, `uri of ${id}`]));
  const refs = { invocationUris, backends };
  return { http: httpApiBody(plan, refs), rest: restApiBody(plan, refs) };
}
