import type { GatewaySpec } from '../../spec/gateway.js';
import type { ApiArrangement, CloudFrontPricing, FirewallPlace } from '../../spec/pin.js';
import type { Split } from '../../spec/split.js';
import type { EdgePlan } from '../edge-plan.js';
import type { ApiType, Plan, SplitPlan } from '../plan.js';
import type { WebAclPlan } from '../web-acl-plan.js';

/** Which managed parts stand for a gateway; what each route becomes follows from it and from what the route asks. */
export interface Arrangement {
  /** `split`: some routes on each, HTTP where it can; `rest-first`: some on each, REST where it can. */
  readonly apis: ApiArrangement;
  /** CloudFront in front. */
  readonly edge: boolean;
  /** Absent: there is no firewall. */
  readonly firewallAt?: FirewallPlace;
  /** Absent: there is no edge. */
  readonly cloudFrontPricing?: CloudFrontPricing;
  /** How many parts it is split into. Absent: it is one. */
  readonly parts?: number;
  /** Which parts these are. Absent: it is one. */
  readonly split?: Split;
}

/** The arrangement of a plan, and how it came to be. */
export interface ArrangementPlan extends Arrangement {
  /** `rule`: by what the spec asks alone; `traffic`: the cheapest for the stated traffic; `pin`: as pinned. */
  readonly chosenBy: 'rule' | 'traffic' | 'pin';
  readonly because: string;
}

/** What the planner is told; the rest of an arrangement follows. */
export interface Variant {
  /** Where routes go that either API could serve. */
  readonly apis: ApiType;
  readonly edge: boolean;
}

/** What the planner is told for an arrangement. */
export function variantOf({ apis, edge }: Pick<Arrangement, 'apis' | 'edge'>): Variant {
  return { apis: PREFERRED[apis], edge };
}

const PREFERRED: Record<ApiArrangement, ApiType> = { split: 'http', http: 'http', rest: 'rest', 'rest-first': 'rest' };

/** What of a spec becomes a plan in one arrangement. */
export type PlanVariant = (spec: GatewaySpec, variant: Variant) => Plan;

/** Without a pin and stated traffic: HTTP where it can do all, and an edge where the spec has one. */
export function ruleVariant({ edge }: Pick<GatewaySpec, 'edge'>): Variant {
  return { apis: 'http', edge: edge !== undefined };
}

/** The spec as it would be written for a variant. */
export function asVariant(spec: GatewaySpec, { edge }: Variant): GatewaySpec {
  if (edge === (spec.edge !== undefined)) return spec;
  const { edge: _, ...others } = spec;
  return edge ? { ...others, edge: {} } : others;
}

interface Parts {
  readonly apis: Plan['apis'];
  readonly edge?: EdgePlan | undefined;
  readonly firewall?: WebAclPlan | undefined;
  readonly split?: SplitPlan | undefined;
}

/** What stands for a plan; its edge is paid for as it goes. */
export function arrangementOf(plan: Parts): Arrangement {
  const [only, other] = new Set(plan.apis.map(({ type }) => type));
  return {
    apis: only && !other ? only : 'split',
    edge: plan.edge !== undefined,
    ...(plan.firewall && { firewallAt: plan.firewall.attachedTo }),
    ...(plan.edge && { cloudFrontPricing: 'pay-as-you-go' }),
    ...partsOf(plan),
  };
}

/** What a split adds to an arrangement. */
export function partsOf({ split }: Pick<Parts, 'split'>): Pick<Arrangement, 'parts' | 'split'> {
  return split ? { parts: split.parts.length, split: split.rule } : {};
}

export function ruleArrangement(plan: Parts): ArrangementPlan {
  return { ...arrangementOf(plan), chosenBy: 'rule', because: BY_RULE };
}

const BY_RULE =
  'HTTP where it can do all that a route asks, REST where it cannot, and an edge where the spec has one; with traffic.requestsPerMonth the cheapest is taken';

const APIS: Record<ApiArrangement, string> = {
  split: 'HTTP and REST APIs, split by route',
  'rest-first': 'REST and HTTP APIs, HTTP only where needed',
  http: 'all routes on an HTTP API',
  rest: 'all routes on a REST API',
};

const PRICINGS: Record<CloudFrontPricing, string> = {
  'pay-as-you-go': 'CloudFront',
  free: 'CloudFront on its Free plan',
  pro: 'CloudFront on its Pro plan',
  business: 'CloudFront on its Business plan',
  premium: 'CloudFront on its Premium plan',
};

/** As a person says it: `all routes on an HTTP API, CloudFront, the firewall on it, in 8 parts`. */
export function arrangementText(arrangement: Arrangement): string {
  const { apis, edge, firewallAt, cloudFrontPricing = 'pay-as-you-go', parts } = arrangement;
  const firewall = firewallAt && (firewallAt === 'edge' ? 'the firewall on it' : 'the firewall on the REST stage');
  const split = parts && `in ${parts} ${parts === 1 ? 'part' : 'parts'}`;
  return [APIS[apis], edge ? PRICINGS[cloudFrontPricing] : 'no edge', firewall, split].filter(Boolean).join(', ');
}
