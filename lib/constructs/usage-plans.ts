import type { Construct } from 'constructs';
import type { UsagePlanPlan } from '../plan/plan.js';
import type { QuotaSpec } from '../spec/usage-plan.js';
import { cdk } from './cdk.js';
import type { SynthesizedRestApi } from './rest-api.js';

const PERIODS = { day: 'DAY', week: 'WEEK', month: 'MONTH' } satisfies Record<QuotaSpec['per'], string>;

/** The usage plans of a gateway by name → id. Keys are issued at run time and stand in no template. */
export function makeUsagePlans(
  scope: Construct,
  gateway: string,
  plans: readonly UsagePlanPlan[],
  api: SynthesizedRestApi,
): ReadonlyMap<string, string> {
  return new Map(plans.map((plan) => [plan.name, usagePlan(scope, gateway, plan, api)]));
}

function usagePlan(scope: Construct, gateway: string, plan: UsagePlanPlan, api: SynthesizedRestApi): string {
  const { throttle, quota } = plan;
  const resource = new cdk.aws_apigateway.CfnUsagePlan(scope, `UsagePlan-${plan.id}`, {
    usagePlanName: `${gateway}-${plan.name}`,
    apiStages: [{ apiId: api.apiId, stage: api.stage.ref }],
    throttle: { rateLimit: throttle.ratePerSecond, burstLimit: throttle.burst },
    ...(quota ? { quota: { limit: quota.requests, period: PERIODS[quota.per] } } : {}),
  });
  return resource.ref;
}
