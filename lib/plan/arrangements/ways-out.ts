import type { Issue } from '../../errors/issue.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { estimateCost } from '../estimate-cost.js';
import type { PlanVariant } from './arrangement.js';
import { type Candidate, candidatesFor } from './candidates.js';

/** The one issue that another arrangement would mend. */
const MENDED_BY_ARRANGEMENT = 'FIREWALL_HTTP_API';

/** A firewall with routes that no firewall can stand before: what either way out would cost. */
export function withWaysOut(issues: readonly Issue[], spec: GatewaySpec, planVariant: PlanVariant): readonly Issue[] {
  if (issues.every(({ code }) => code !== MENDED_BY_ARRANGEMENT)) return issues;
  const all = candidatesFor(spec, planVariant);
  const ways = [wayOut(all, true, 'edge: {} on the gateway'), wayOut(all, false, "api: 'rest'")].filter(
    (way) => way !== undefined,
  );
  if (ways.length === 0) return issues;
  const fix = `write ${ways.join(', or ')}; with traffic.requestsPerMonth the cheaper is taken`;
  return issues.map((issue) => (issue.code === MENDED_BY_ARRANGEMENT ? { ...issue, fix } : issue));
}

/** With an edge the routes stay where they are; without one, all of them have to be on a REST API. */
function wayOut(all: readonly Candidate[], edge: boolean, text: string): string | undefined {
  const way = all.find(
    (one) => one.kind === 'feasible' && one.arrangement.edge === edge && (edge || one.arrangement.apis === 'rest'),
  );
  if (way?.kind !== 'feasible') return undefined;
  const { usdPerMonth, assumptions } = estimateCost(way.plan);
  const requests = assumptions.requestsPerMonth.toLocaleString('en');
  return `${text} ($${usdPerMonth.toFixed(2)} a month at ${requests} requests)`;
}
