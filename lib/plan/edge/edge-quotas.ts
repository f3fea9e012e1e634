import { type QuotaName, quotas } from '../../facts/quotas.js';
import type { EdgePlan } from '../edge-plan.js';
import type { QuotaUse } from '../plan.js';

/** What an edge uses of CloudFront's quotas. */
export function edgeQuotas(edge: EdgePlan | undefined): readonly QuotaUse[] {
  if (!edge) return [];
  return [
    use('edgeBehaviours', edge.behaviours.length),
    use('edgeCachePolicies', edge.cachePolicies.length),
    use('edgeFunctionBytes', Buffer.byteLength(edge.function.code)),
  ];
}

function use(name: QuotaName, used: number): QuotaUse {
  const { value, unit, raisable, source } = quotas[name];
  return { name, used, limit: value, unit, raisable, source };
}
