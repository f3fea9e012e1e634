import type { EdgePlan } from '../edge-plan.js';
import type { OriginClosingPlan } from '../origin-plan.js';
import type { ApiPlan, Plan } from '../plan.js';
import type { QuotaCount } from './quota-use.js';

/** What the distribution takes; its default behaviour is not counted. */
export function edgeCounts({ edge, origin, apis }: Plan): readonly QuotaCount[] {
  if (!edge) return [];
  return [
    { name: 'edgeBehaviours', used: edge.behaviours.length },
    { name: 'edgeOrigins', used: edge.origins.length },
    { name: 'edgeCachePolicies', used: edge.cachePolicies.length },
    { name: 'edgeFunctionBytes', used: Buffer.byteLength(edge.function.code) },
    ...(origin ? [{ name: 'templateDynamicReferences', used: dynamicReferences(edge, origin, apis) } as const] : []),
    ...(edge.domain ? [{ name: 'edgeNames', used: edge.domain.names.length } as const] : []),
  ];
}

/** The rule of the web ACL before REST APIs has two statements, for what is sent before and after a rotation. */
const OF_THE_WEB_ACL = 2;

/** The secret of the origin, wherever the templates of the gateway and its edge have CloudFormation put it in. */
function dynamicReferences({ origins }: EdgePlan, { kind }: OriginClosingPlan, apis: readonly ApiPlan[]): number {
  const sent = origins.filter((one) => one.kind !== 'failover').length;
  return sent + (kind === 'secret' && apis.some(({ type }) => type === 'rest') ? OF_THE_WEB_ACL : 0);
}
