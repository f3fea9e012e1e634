import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import { FLAT_PLANS, type FlatPlan } from '../../facts/cloudfront-plans.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { ApiArrangement, CloudFrontPricing, Pin } from '../../spec/pin.js';
import { REPIN } from '../../spec/validate/pin-issues.js';
import type { Plan } from '../plan.js';
import { refuseWith } from '../refuse.js';
import { apiRequirements } from './api-requirements.js';
import { arrangementOf, type PlanVariant, variantOf } from './arrangement.js';
import { attempt } from './attempt.js';
import { flatRequirements } from './flat-offers.js';
import { withPinInTheWay } from './pin-in-the-way.js';
import { movedPathIssues } from './pinned-paths.js';
import type { Requirement } from './requirement.js';

const COMPARISON = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html';

/**
 * The plan of a spec as a sound pin holds it.
 *
 * @throws IssuesError where what the routes ask has outgrown it
 */
export function pinnedPlan(spec: GatewaySpec, pin: Pin, planVariant: PlanVariant): Plan {
  const apis = pin.arrangement.apis as ApiArrangement;
  const against = apiConflicts(spec, apis);
  const plan = planOrRefuse(spec, pin, against, planVariant);
  const pricing = (pin.arrangement.cloudFrontPricing ?? 'pay-as-you-go') as CloudFrontPricing;
  const all = [...against, ...movedPathIssues(plan, pin, spec), ...pricingConflicts(plan, pricing)];
  if (all.length > 0) return refuseWith(spec, all);
  return Object.freeze({
    ...plan,
    arrangement: Object.freeze({
      ...arrangementOf(plan),
      ...(isRestFirst(apis, spec) && { apis }),
      ...(plan.edge && { cloudFrontPricing: pricing }),
      chosenBy: 'pin' as const,
      because: pin.madeOn === undefined ? 'the spec pins it' : `pinned on ${pin.madeOn}`,
    }),
  });
}

function planOrRefuse(spec: GatewaySpec, pin: Pin, against: readonly Issue[], planVariant: PlanVariant): Plan {
  const { apis, edge } = pin.arrangement;
  const { plan, issues } = attempt(() => planVariant(spec, variantOf({ apis: apis as ApiArrangement, edge })));
  return issues ? refuseWith(spec, [...against, ...withPinInTheWay(issues, spec, pin, planVariant)]) : plan;
}

/** Where no route could be on either, it is the split that there is. */
function isRestFirst(apis: ApiArrangement, spec: GatewaySpec): boolean {
  return apis === 'rest-first' && apiRequirements(spec)[apis].length === 0;
}

/** `split` and `rest-first` hold a rule, and so any routes. */
function apiConflicts(spec: GatewaySpec, pinned: ApiArrangement): readonly Issue[] {
  if (pinned === 'split' || pinned === 'rest-first') return [];
  return apiRequirements(spec)[pinned].map(({ at, because, source = COMPARISON }) => ({
    code: 'PIN_API',
    place: 'pin.arrangement.apis',
    message: `the pin holds all routes on the ${pinned.toUpperCase()} API, and these cannot be there: ${because}`,
    got: shown(at),
    allowed: `routes that the ${pinned.toUpperCase()} API can serve`,
    fix: `give up what they ask, or ${REPIN}`,
    source,
  }));
}

/** AWS would refuse to deploy to a distribution on a flat plan what the plan does not have. */
function pricingConflicts(plan: Plan, pricing: CloudFrontPricing): readonly Issue[] {
  return isFlat(pricing) ? flatRequirements(plan, pricing).map((broken) => flatIssue(pricing, broken)) : [];
}

function isFlat(pricing: CloudFrontPricing): pricing is FlatPlan {
  return (FLAT_PLANS as readonly string[]).includes(pricing);
}

function flatIssue(pricing: FlatPlan, { because, at, source }: Requirement): Issue {
  return {
    code: 'PIN_PRICING',
    place: 'pin.arrangement.cloudFrontPricing',
    message: `the pin says that the distribution is on CloudFront's flat plan ${pricing}: ${because}`,
    got: shown(at),
    allowed: 'what the plan has',
    fix: 'take a larger plan, give up what it does not have, or pay as you go',
    ...(source !== undefined && { source }),
  };
}
