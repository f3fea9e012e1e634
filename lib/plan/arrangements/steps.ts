import type { GatewaySpec } from '../../spec/gateway.js';
import { groupedBy } from '../grouped-by.js';
import type { OriginClosingPlan } from '../origin-plan.js';
import type { ApiType, AuthorizerPlan, Plan } from '../plan.js';
import type { ArrangementPlan } from './arrangement.js';
import type { Candidate } from './candidates.js';
import { edgeForcedBy } from './edge-forced-by.js';

/** One part of a chosen arrangement, and what forced it. */
export interface Step {
  readonly part: 'apis' | 'edge' | 'origin' | 'firewall' | 'authorizer';
  /** `REST`, `no edge`, `native`. */
  readonly decision: string;
  readonly because: string;
  /** The routes or schemes that it is for; none: the gateway as a whole. */
  readonly for: readonly string[];
}

/**
 * How an arrangement comes about, requirement by requirement.
 *
 * @param all arrangements of the spec
 */
export function stepsOf(plan: Plan, spec: GatewaySpec, all: readonly Candidate[]): readonly Step[] {
  return [
    ...apiSteps(plan),
    edgeStep(plan, spec, all),
    ...(plan.firewall ? [firewallStep(plan.firewall)] : []),
    ...(plan.origin ? [originStep(plan.origin)] : []),
    ...authorizerSteps(plan.authorizers),
  ];
}

const ORIGIN_DECISIONS = { secret: 'closed', sent: 'open' } as const satisfies Record<
  OriginClosingPlan['kind'],
  string
>;

function originStep({ kind, because }: OriginClosingPlan): Step {
  return { part: 'origin', decision: ORIGIN_DECISIONS[kind], because, for: [] };
}

const API_NAMES: Record<ApiType, string> = { http: 'HTTP', rest: 'REST' };

/** Routes with one reason are one step; needs before what is cheaper. */
function apiSteps({ routes }: Plan): readonly Step[] {
  return [...groupedBy(routes, ({ api, apiBecause }) => `${api} ${apiBecause}`).values()]
    .map((group): Step => {
      const [{ api, apiBecause: because }] = group;
      return { part: 'apis', decision: API_NAMES[api], because, for: group.map(({ id }) => id).sort() };
    })
    .sort((a, b) => order(a, b));
}

function order(a: Step, b: Step): number {
  if (a.decision !== b.decision) return a.decision === 'REST' ? -1 : 1;
  return `${a.for[0]}` < `${b.for[0]}` ? -1 : 1;
}

function edgeStep({ edge, arrangement }: Plan, spec: GatewaySpec, all: readonly Candidate[]): Step {
  if (edge) return { part: 'edge', decision: 'CloudFront', because: edge.because, for: [] };
  return { part: 'edge', decision: 'no edge', because: noEdgeReason(arrangement, spec, all), for: [] };
}

function noEdgeReason(chosen: ArrangementPlan, { noEdge, traffic }: GatewaySpec, all: readonly Candidate[]): string {
  if (noEdge) return 'the spec says edge: false';
  if (chosen.chosenBy === 'pin') return 'the pin holds the gateway without one';
  if (traffic?.requestsPerMonth === undefined) return 'the spec asks for none';
  const forced = edgeForcedBy(all, chosen);
  return forced === undefined
    ? 'nothing asks for one, and it is cheaper without'
    : `nothing with an edge does all that the spec asks: ${forced}`;
}

function firewallStep({ attachedTo, because }: NonNullable<Plan['firewall']>): Step {
  const decision = attachedTo === 'edge' ? 'at the edge' : 'on the REST stage';
  return { part: 'firewall', decision, because, for: [] };
}

const AUTHORIZERS: Record<AuthorizerPlan['kind'], string> = {
  'http-jwt': 'native',
  'rest-cognito': 'native',
  'http-lambda': 'a function',
  'rest-lambda': 'a function',
};

function authorizerSteps(authorizers: Plan['authorizers']): readonly Step[] {
  return authorizers.map(({ kind, api, schemes, because }) => ({
    part: 'authorizer',
    decision: AUTHORIZERS[kind],
    because,
    for: schemes.length > 0 ? schemes.map((name) => `${name} on ${API_NAMES[api]}`) : [`public on ${API_NAMES[api]}`],
  }));
}
