import type { Issue } from '../../errors/issue.js';
import { listPrices } from '../../facts/prices.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { pinIssues } from '../../spec/validate/pin-issues.js';
import { estimateCost } from '../estimate-cost.js';
import type { Plan } from '../plan.js';
import { refuseWith } from '../refuse.js';
import { type ArrangementPlan, arrangementText, type PlanVariant, ruleVariant } from './arrangement.js';
import { attempt } from './attempt.js';
import { type Candidate, candidatesFor, type FeasibleCandidate } from './candidates.js';
import { cheapest } from './cheapest.js';
import { edgeForcedBy } from './edge-forced-by.js';
import { noArrangementIssues } from './no-arrangement-issues.js';
import { pinnedPlan } from './pinned-plan.js';
import { isMendedByArrangement, withWaysOut } from './ways-out.js';

/**
 * The plan of a sound spec in the arrangement that its pin holds; without one in the cheapest for the traffic that it
 * states; without that by the rule: HTTP where it can do all, and an edge where the spec has one.
 *
 * @throws IssuesError with what is in the way
 */
export function arrangedPlan(spec: GatewaySpec, planVariant: PlanVariant): Plan {
  if (spec.pin && pinIssues(spec).length === 0) return pinnedPlan(spec, spec.pin, planVariant);
  if (spec.pin) return faultyPlan(spec, spec, planVariant);
  return spec.traffic?.requestsPerMonth === undefined
    ? rulePlan(spec, planVariant)
    : cheapestPlan(spec, spec.traffic.requestsPerMonth, planVariant);
}

/**
 * Refuses a spec whose faults leave open which arrangement stands: where its pin or its traffic would say so, what
 * another arrangement mends is none of them.
 *
 * @param sound the spec, as far as it can be read
 * @throws IssuesError always
 */
export function faultyPlan(spec: GatewaySpec, sound: GatewaySpec, planVariant: PlanVariant): Plan {
  const { plan, issues } = attempt(() => planVariant(spec, ruleVariant(sound)));
  if (!issues) return plan;
  const isOpen = spec.pin !== undefined || sound.traffic?.requestsPerMonth !== undefined;
  return refuseWith(spec, isOpen ? issues.filter(({ code }) => !isMendedByArrangement(code)) : issues);
}

function rulePlan(spec: GatewaySpec, planVariant: PlanVariant): Plan {
  const { plan, issues } = attempt(() => planVariant(spec, ruleVariant(spec)));
  return issues ? refuseWith(spec, withWaysOut(issues, spec, planVariant)) : plan;
}

function cheapestPlan(spec: GatewaySpec, requestsPerMonth: number, planVariant: PlanVariant): Plan {
  const all = candidatesFor(spec, planVariant);
  const feasible = all.filter((one): one is FeasibleCandidate => one.kind === 'feasible');
  const [first] = cheapest(feasible, ({ plan }) => estimateCost(plan).usdPerMonth);
  if (!first) return refuseWith(spec, noArrangementIssues(spec, all, planVariant));
  const { arrangement, plan } = first;
  const amongSeveral = feasible.length > 1;
  const because = amongSeveral
    ? `the cheapest for ${requestsPerMonth.toLocaleString('en')} requests a month, at our list prices of ${listPrices.region}`
    : 'no other arrangement does all that the spec asks';
  const chosen: ArrangementPlan = { ...arrangement, chosenBy: amongSeveral ? 'traffic' : 'rule', because };
  return arranged(
    spec.edge ? plan : withEdgeReason(plan, edgeReason(all, chosen)),
    chosen,
    amongSeveral ? [unpinned(chosen, requestsPerMonth)] : [],
  );
}

/** Of an edge that the spec does not name. */
function edgeReason(all: readonly Candidate[], chosen: ArrangementPlan): string {
  const forced = edgeForcedBy(all, chosen);
  return forced === undefined
    ? `with an edge: ${chosen.because}`
    : `nothing without an edge does all that the spec asks: ${forced}`;
}

function withEdgeReason(plan: Plan, because: string): Plan {
  return plan.edge ? { ...plan, edge: Object.freeze({ ...plan.edge, because }) } : plan;
}

function arranged(plan: Plan, arrangement: ArrangementPlan, warnings: readonly Issue[] = []): Plan {
  return Object.freeze({
    ...plan,
    arrangement: Object.freeze(arrangement),
    ...(warnings.length > 0 && { warnings: Object.freeze([...plan.warnings, ...warnings]) }),
  });
}

/** A change of arrangement can move the gateway's address, so that it should not come of another number in the spec. */
function unpinned(arrangement: ArrangementPlan, requestsPerMonth: number): Issue {
  return {
    code: 'ARRANGEMENT_UNPINNED',
    place: 'traffic.requestsPerMonth',
    message: `${arrangementText(arrangement)} is the cheapest for this traffic: other traffic may choose otherwise, and move the address`,
    got: `${requestsPerMonth.toLocaleString('en')} requests`,
    allowed: 'any number with a pin, which holds the arrangement',
    fix: 'run gatewright plan --pin, and give the file to the gateway: docs/arrangements.md',
  };
}
