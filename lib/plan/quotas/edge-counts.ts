import type { Plan } from '../plan.js';
import type { QuotaCount } from './quota-use.js';

/** What the distribution takes; its default behaviour is not counted. */
export function edgeCounts({ edge }: Plan): readonly QuotaCount[] {
  if (!edge) return [];
  return [
    { name: 'edgeBehaviours', used: edge.behaviours.length },
    { name: 'edgeOrigins', used: edge.origins.length },
    { name: 'edgeCachePolicies', used: edge.cachePolicies.length },
    { name: 'edgeFunctionBytes', used: Buffer.byteLength(edge.function.code) },
    ...(edge.domain ? [{ name: 'edgeNames', used: edge.domain.names.length } as const] : []),
  ];
}
