import type { DomainPlan } from '../plan/plan.js';

/**
 * The server that a gateway with a name of its own is called at, in place of the execute-api address. In the body, so
 * that a REST deployment comes with it: the address goes only when the API is deployed again.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-endpoint-configuration.html
 */
export function ownServer(domain: DomainPlan | undefined): { servers?: readonly object[] } {
  if (!domain) return {};
  const endpoint = { disableExecuteApiEndpoint: true };
  return { servers: [{ url: `https://${domain.name}`, 'x-amazon-apigateway-endpoint-configuration': endpoint }] };
}
