import type { aws_apigateway } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { UsagePlanPlan } from '../plan/plan.js';
import { QUOTA_PERIODS } from '../plan/plan-key-keeper.js';
import type { Throttle } from '../spec/usage-plan.js';
import { cdk } from './cdk.js';
import type { SynthesizedRestApi } from './rest-api.js';

type ThrottleSettings = aws_apigateway.CfnUsagePlan.ThrottleSettingsProperty;

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
    apiStages: [{ apiId: api.apiId, stage: api.stage.ref, ...methodThrottles(plan) }],
    throttle: settingsOf(throttle),
    ...(quota ? { quota: { limit: quota.requests, period: QUOTA_PERIODS[quota.per] } } : {}),
  });
  return resource.ref;
}

/**
 * `GET /feeds/{path+}` → `/feeds/{path+}/GET`; of the root `//GET`.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-usageplan-apistage.html
 */
function methodThrottles({ routes = {} }: UsagePlanPlan): { readonly throttle?: Record<string, ThrottleSettings> } {
  const own = Object.entries(routes).map(([pattern, throttle]) => {
    const [method, path] = pattern.split(' ');
    return [`${path}/${method}`, settingsOf(throttle)] as const;
  });
  return own.length > 0 ? { throttle: Object.fromEntries(own) } : {};
}

function settingsOf({ ratePerSecond, burst }: Throttle): ThrottleSettings {
  return { rateLimit: ratePerSecond, burstLimit: burst };
}
