import type { Domain } from '../spec/domain.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { ApiType, DomainPlan } from './plan.js';

/** The gateway's own name stands before its one API; where there are two, an issue has said so. An edge has the name itself. */
export function planDomain({ domain, edge }: GatewaySpec, used: ReadonlySet<ApiType>): DomainPlan | undefined {
  const [api] = used;
  if (!domain || edge || !api) return undefined;
  const { name, certificateArn, basePath, hostedZone, mutualTls } = domain;
  return {
    api,
    name,
    ...(certificateArn !== undefined && { certificateArn }),
    ...(basePath !== undefined && { basePath }),
    ...(hostedZone && { hostedZone: { id: hostedZone.id, name: hostedZone.name } }),
    ...(mutualTls && { mutualTls: { ...mutualTls } }),
    because: reasonFor(domain),
  };
}

function reasonFor({ mutualTls, shared }: Domain): string {
  if (mutualTls) return 'clients show a certificate of the trust store, and no other address goes around it';
  if (shared) return 'the gateway stands below a name that is made elsewhere, and has no other address';
  return 'the gateway has a name of its own, and no other address';
}
