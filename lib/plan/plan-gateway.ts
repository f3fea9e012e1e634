import type { Issue } from '../errors/issue.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { checkShape } from '../spec/validate/check-shape.js';
import { validateGateway } from '../spec/validate/validate-gateway.js';
import { apiIssues } from './api-issues.js';
import { arrangedPlan, faultyPlan } from './arrangements/arranged-plan.js';
import { asVariant, ruleArrangement, type Variant } from './arrangements/arrangement.js';
import { type ApiChoices, chooseApis } from './choose-apis.js';
import { cachePolicyIssues } from './edge/cache-policy-issues.js';
import { withCachedAnswers } from './edge/cached-answers.js';
import { edgePlanIssues, unseenInputIssues } from './edge/edge-plan-issues.js';
import { edgeWaitIssues } from './edge/edge-wait-issues.js';
import { headIssues } from './edge/head-issues.js';
import { planEdge } from './edge/plan-edge.js';
import { firewallApiIssues, firewallPlanIssues } from './firewall/firewall-issues.js';
import { planFirewall } from './firewall/plan-firewall.js';
import { frozen } from './frozen.js';
import { ofOnePlanning } from './once-a-plan.js';
import { originIssues } from './origin/origin-issues.js';
import { planOriginClosing } from './origin/plan-origin-closing.js';
import type { ApiPlan, ApiType, Plan } from './plan.js';
import { planAuthorizers } from './plan-authorizers.js';
import { planCors } from './plan-cors.js';
import { planDomain } from './plan-domain.js';
import { planFront } from './plan-front.js';
import { functionCollisions, planFunctions } from './plan-functions.js';
import { planIntegrations } from './plan-integrations.js';
import { planModels } from './plan-models.js';
import { planRoute } from './plan-route.js';
import { boundTransformIssues } from './plan-transforms.js';
import { planUsagePlans } from './plan-usage-plans.js';
import { countQuotas } from './quotas/count-quotas.js';
import { quotaIssues, quotaWarnings } from './quotas/quota-findings.js';
import { refuseWith } from './refuse.js';
import { authorizerNamesKeys } from './route-access.js';
import { foundSplitIssues, statedSplitIssues } from './split/split-issues.js';
import { splitPlan } from './split/split-plan.js';
import { splitWarnings } from './split/split-warnings.js';

/**
 * Decides everything that is deployed for a spec. The same spec gives the same plan, byte for byte.
 *
 * @throws IssuesError with every issue of the spec at once
 */
export function planGateway(spec: GatewaySpec): Plan {
  const known = plans.get(spec);
  if (known) return known;
  const plan = newPlan(spec);
  plans.set(spec, plan);
  return plan;
}

/** Specs are frozen, so that one value has one plan. */
const plans = new WeakMap<GatewaySpec, Plan>();

function newPlan(given: GatewaySpec): Plan {
  const { issues, sound } = checkShape(given);
  return issues.length > 0 ? faultyPlan(given, sound, planVariant) : arrangedPlan(given, planVariant);
}

/**
 * The plan of a spec in one variant of its arrangement.
 *
 * @throws IssuesError with every issue of the spec in this variant
 */
export function planVariant(given: GatewaySpec, variant: Variant): Plan {
  const { issues, sound: written } = checkShape(given);
  const sound = asVariant(written, variant);
  const spec = ofOnePlanning(withCachedAnswers(sound));
  const choices = chooseApis(spec, variant.apis);
  refuse(spec, [
    ...issues,
    ...(issues.length > 0 && spec.routes.length === 0 ? [] : validateGateway(sound)),
    ...choices.issues,
    ...apiIssues(spec, choices),
    ...statedSplitIssues(spec, choices),
    ...boundTransformIssues(spec, choices),
    ...originIssues(spec, choices),
    ...unseenInputIssues(sound),
    ...cachePolicyIssues(sound),
    ...edgeWaitIssues(sound),
    ...headIssues(spec, choices),
    ...firewallApiIssues(spec, choices),
    ...functionCollisions(spec),
  ]);
  const plan = draft(spec, choices);
  const uses = countQuotas(plan, spec.quotas);
  refuse(spec, [
    ...quotaIssues(plan, uses),
    ...foundSplitIssues(spec, plan),
    ...firewallPlanIssues(plan.firewall),
    ...edgePlanIssues(plan.edge),
  ]);
  return frozen({ ...plan, quotas: uses, warnings: [...quotaWarnings(plan, uses), ...splitWarnings(plan)] });
}

function refuse(spec: GatewaySpec, issues: readonly Issue[]): void {
  if (issues.length > 0) refuseWith(spec, issues);
}

function draft(spec: GatewaySpec, choices: ApiChoices): Plan {
  const plan = splitPlan(inOneStack(spec, choices), spec);
  const edge = planEdge(spec, plan);
  const whole = { ...plan, ...(edge && { edge }) };
  return { ...whole, arrangement: ruleArrangement(whole) };
}

function inOneStack(spec: GatewaySpec, choices: ApiChoices): Plan {
  const routes = spec.routes.map((route) => planRoute(route, spec, choices));
  const used = new Set(routes.map((route) => route.api));
  const domain = planDomain(spec, used);
  const firewall = planFirewall(spec, choices);
  const origin = planOriginClosing(spec, used);
  const apis = planApis(spec, used);
  return {
    schemaVersion: 1,
    gateway: spec.name,
    ...(spec.description !== undefined && { description: spec.description }),
    front: planFront(routes),
    apis,
    arrangement: ruleArrangement({ apis, firewall }),
    routes,
    authorizers: planAuthorizers(spec, choices),
    integrations: planIntegrations(spec, choices),
    functions: planFunctions(spec, choices),
    usagePlans: planUsagePlans(spec),
    models: planModels(spec, choices),
    ...(domain && { domain }),
    ...(firewall && { firewall }),
    ...(origin && { origin }),
    ...(spec.cors && { cors: planCors(spec.cors, spec) }),
    logRetentionDays: spec.logRetentionDays ?? 90,
    tracing: spec.tracing ?? true,
    ...(spec.traffic && { traffic: spec.traffic }),
    quotas: [],
    warnings: [],
  };
}

function planApis(spec: GatewaySpec, used: ReadonlySet<ApiType>): readonly ApiPlan[] {
  const throttle = spec.throttle && { throttle: spec.throttle };
  const http: ApiPlan = {
    id: 'http',
    type: 'http',
    stage: '$default',
    ...throttle,
    because: 'serves the routes that an HTTP API can do',
  };
  const rest: ApiPlan = {
    id: 'rest',
    type: 'rest',
    stage: spec.stage ?? 'live',
    ...(authorizerNamesKeys(spec) && { apiKeySource: 'AUTHORIZER' }),
    ...throttle,
    because: 'serves the paths that need a REST API',
  };
  return [http, rest].filter((api) => used.has(api.type));
}
