import type { Issue } from '../../errors/issue.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { API_ARRANGEMENTS } from '../../spec/pin.js';
import type { Plan } from '../plan.js';
import { apiRequirements } from './api-requirements.js';
import { type Arrangement, type PlanVariant, partsOf, variantOf } from './arrangement.js';
import { attempt } from './attempt.js';
import { type Requirement, requirementsOf } from './requirement.js';

/** An arrangement that the planner could make, and what it makes of the spec. */
export type Candidate = FeasibleCandidate | ForbiddenCandidate;

export interface FeasibleCandidate {
  readonly kind: 'feasible';
  readonly arrangement: Arrangement;
  readonly plan: Plan;
}

export interface ForbiddenCandidate {
  readonly kind: 'forbidden';
  readonly arrangement: Arrangement;
  readonly forbiddenBy: readonly Requirement[];
  /** Of one that was planned; none: what the routes need forbids it before. */
  readonly issues: readonly Issue[];
}

/**
 * All arrangements, their edges paid for as they go. Where two cost the same, the first is taken: what the rule without
 * traffic would take stands before the others.
 */
export function candidatesFor(spec: GatewaySpec, planVariant: PlanVariant): readonly Candidate[] {
  const known = candidates.get(spec);
  if (known) return known;
  const free = unpinned(spec);
  const requirements = apiRequirements(free);
  const made = [false, true].flatMap((edge) =>
    API_ARRANGEMENTS.map((apis): Candidate => {
      const arrangement = arrangementFor(free, apis, edge);
      const forbiddenBy = [...stated(free, edge), ...requirements[apis]];
      if (forbiddenBy.length > 0) return { kind: 'forbidden', arrangement, forbiddenBy, issues: [] };
      return planned(free, arrangement, planVariant);
    }),
  );
  candidates.set(spec, made);
  return made;
}

/** Specs are frozen, and planning is most of the work. */
const candidates = new WeakMap<GatewaySpec, readonly Candidate[]>();

/** A pin holds one arrangement, and would be an issue of all others. */
export function unpinned(spec: GatewaySpec): GatewaySpec {
  const { pin, ...others } = spec;
  return pin ? others : spec;
}

function arrangementFor({ firewall }: GatewaySpec, apis: Arrangement['apis'], edge: boolean): Arrangement {
  return {
    apis,
    edge,
    ...(firewall && { firewallAt: edge ? ('edge' as const) : ('rest-stage' as const) }),
    ...(edge && { cloudFrontPricing: 'pay-as-you-go' as const }),
  };
}

/** What the spec says in so many words is not weighed. */
function stated(spec: GatewaySpec, edge: boolean): readonly Requirement[] {
  if (!edge && spec.edge) return [{ rule: 'EDGE_STATED', because: 'the spec asks for an edge', at: ['edge'] }];
  if (edge && spec.noEdge) return [{ rule: 'EDGE_STATED', because: 'the spec says edge: false', at: ['edge'] }];
  return [];
}

function planned(spec: GatewaySpec, arrangement: Arrangement, planVariant: PlanVariant): Candidate {
  const { plan, issues } = attempt(() => planVariant(spec, variantOf(arrangement)));
  return issues
    ? { kind: 'forbidden', arrangement, forbiddenBy: requirementsOf(issues), issues }
    : { kind: 'feasible', arrangement: { ...arrangement, ...partsOf(plan) }, plan };
}
