import type { aws_apigateway } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Plan, UsagePlanPlan } from '../plan/plan.js';
import { QUOTA_PERIODS } from '../plan/plan-key-keeper.js';
import { apiIdOf } from '../plan/split/api-id.js';
import type { Throttle } from '../spec/usage-plan.js';
import { cdk } from './cdk.js';
import type { MadeApi } from './make-apis.js';

type ApiStage = aws_apigateway.CfnUsagePlan.ApiStageProperty;
type ThrottleSettings = aws_apigateway.CfnUsagePlan.ThrottleSettingsProperty;

/**
 * The usage plans of a gateway by name → id, each over the stages of all its REST APIs. Keys are issued at run time and
 * stand in no template.
 */
export function makeUsagePlans(
  scope: Construct,
  { gateway, usagePlans, routes }: Plan,
  apis: readonly MadeApi[],
): ReadonlyMap<string, string> {
  if (apis.length === 0) return new Map();
  const idOf = new Map(routes.map((route) => [route.id, apiIdOf(route)]));
  const stagesOf = ({ routes: limits = {} }: UsagePlanPlan) =>
    apis.map(({ plan, apiId, stageName }) => {
      const own = Object.entries(limits).filter(([route]) => idOf.get(route) === plan.id);
      return { apiId, stage: stageName, ...methodThrottles(own) };
    });
  return new Map(usagePlans.map((plan) => [plan.name, usagePlan(scope, gateway, plan, stagesOf(plan))]));
}

function usagePlan(scope: Construct, gateway: string, plan: UsagePlanPlan, apiStages: ApiStage[]): string {
  const { throttle, quota } = plan;
  const resource = new cdk.aws_apigateway.CfnUsagePlan(scope, `UsagePlan-${plan.id}`, {
    usagePlanName: `${gateway}-${plan.name}`,
    apiStages,
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
function methodThrottles(routes: readonly (readonly [string, Throttle])[]): Pick<ApiStage, 'throttle'> {
  const own = routes.map(([pattern, throttle]) => {
    const [method, path] = pattern.split(' ');
    return [`${path}/${method}`, settingsOf(throttle)] as const;
  });
  return own.length > 0 ? { throttle: Object.fromEntries(own) } : {};
}

function settingsOf({ ratePerSecond, burst }: Throttle): ThrottleSettings {
  return { rateLimit: ratePerSecond, burstLimit: burst };
}
