import type { Issue } from '../../errors/issue.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { estimateCost } from '../estimate-cost.js';
import type { PlanVariant } from './arrangement.js';
import { type Candidate, candidatesFor, type FeasibleCandidate } from './candidates.js';
import { cheapest } from './cheapest.js';

interface Way {
  readonly text: string;
  readonly leadsTo: (arrangement: Candidate['arrangement']) => boolean;
}

/** With an edge the routes stay where they are; without one, all of them have to be on a REST API. */
const EDGE: Way = { text: 'edge: {} on the gateway', leadsTo: ({ edge }) => edge };
const REST: Way = { text: "api: 'rest'", leadsTo: ({ edge, apis }) => !edge && apis === 'rest' };

/** The issues that another arrangement would mend. */
const WAYS: Readonly<Record<string, readonly Way[]>> = {
  FIREWALL_HTTP_API: [EDGE, REST],
  CACHE_WITHOUT_EDGE: [EDGE],
};

export function isMendedByArrangement(code: string): boolean {
  return Object.hasOwn(WAYS, code);
}

/** A firewall with routes that no firewall can stand before: what either way out would cost. */
export function withWaysOut(issues: readonly Issue[], spec: GatewaySpec, planVariant: PlanVariant): readonly Issue[] {
  return issues.map((issue) => {
    const ways = issue.code === 'FIREWALL_HTTP_API' ? pricedWays(issue.code, spec, planVariant) : undefined;
    return ways === undefined
      ? issue
      : { ...issue, fix: `${ways}; with traffic.requestsPerMonth the cheaper is taken` };
  });
}

/** What to write for another arrangement that has no such issue, and what that costs; undefined: there is none. */
export function pricedWays(code: string, spec: GatewaySpec, planVariant: PlanVariant): string | undefined {
  const ways = (WAYS[code] ?? []).flatMap((way) => wayOut(way, spec, planVariant));
  return ways.length > 0 ? `write ${ways.join(', or ')}` : undefined;
}

/** Where the spec states no requests, the rule without traffic chooses among several. */
function wayOut({ text, leadsTo }: Way, spec: GatewaySpec, planVariant: PlanVariant): readonly string[] {
  const ways = candidatesFor(spec, planVariant).filter(
    (one): one is FeasibleCandidate => one.kind === 'feasible' && leadsTo(one.arrangement),
  );
  const isStated = spec.traffic?.requestsPerMonth !== undefined;
  const [way] = isStated ? cheapest(ways, ({ plan }) => estimateCost(plan).usdPerMonth) : ways;
  if (!way) return [];
  const { usdPerMonth, assumptions } = estimateCost(way.plan);
  const requests = assumptions.requestsPerMonth.toLocaleString('en');
  return [`${text} ($${usdPerMonth.toFixed(2)} a month at ${requests} requests)`];
}
