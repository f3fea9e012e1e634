import type { aws_apigatewayv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type BodyRefs, httpApiBody } from '../openapi/index.js';
import type { ApiPlan, Plan, RoutePlan } from '../plan/plan.js';
import { routesAtPaths } from '../plan/routes-at-paths.js';
import { servedMethods } from '../plan/served-methods.js';
import type { PlanSlice } from '../plan/split/slices-of.js';
import type { Throttle } from '../spec/usage-plan.js';
import { httpAccessLogFormat } from './access-log-format.js';
import { cdk } from './cdk.js';
import { urlOf } from './domain.js';
import { deliveredLogGroup } from './log-group.js';
import { resolvableBody } from './resolvable-body.js';

export interface SynthesizedApi {
  readonly apiId: string;
  /** A reference to the stage: what holds it comes after the stage. */
  readonly stageName: string;
  /** Without a slash at the end. */
  readonly url: string;
}

/**
 * The HTTP API of a slice: one body, one stage that deploys itself.
 *
 * Its access logs take no role of the account, but whoever deploys them needs `logs:CreateLogDelivery` and
 * `logs:PutResourcePolicy`: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 */
export function makeHttpApi(scope: Construct, plan: PlanSlice, api: ApiPlan, refs: BodyRefs): SynthesizedApi {
  const { region, urlSuffix } = cdk.Stack.of(scope);
  const resource = apiOf(scope, plan, refs);
  const logs = deliveredLogGroup(scope, 'HttpApiAccessLogs', plan.logRetentionDays, resource.ref);
  const stage = new cdk.aws_apigatewayv2.CfnStage(scope, 'HttpApiStage', {
    apiId: resource.ref,
    stageName: api.stage,
    autoDeploy: true,
    accessLogSettings: { destinationArn: logs.attrArn, format: httpAccessLogFormat(plan) },
    ...(api.throttle ? { defaultRouteSettings: throttling(api.throttle) } : {}),
    ...routeSettings(plan),
  });
  const url = `https://${resource.ref}.execute-api.${region}.${urlSuffix}`;
  return { apiId: resource.ref, stageName: stage.ref, url: urlOf(plan, url) };
}

function apiOf(scope: Construct, plan: PlanSlice, refs: BodyRefs): aws_apigatewayv2.CfnApi {
  const body = resolvableBody(httpApiBody(plan, refs));
  // The import reads the issuer's discovery document. Where it cannot, it would leave the authorizer and its routes out,
  // and report success: https://github.com/aws/serverless-application-model/issues/1727
  const api = new cdk.aws_apigatewayv2.CfnApi(scope, 'HttpApi', {
    body,
    failOnWarnings: true,
    ...(plan.domain ? { disableExecuteApiEndpoint: true } : {}),
  });
  // With a body, CloudFormation refuses tags as redundant: https://github.com/aws/aws-cdk/issues/28552
  api.addPropertyDeletionOverride('Tags');
  return api;
}

function routeSettings(plan: Plan): { routeSettings?: Record<string, object> } {
  const atPaths = routesAtPaths(plan.routes.filter((route) => route.api === 'http'));
  const settings = [...atPaths.values()].flatMap((atPath) =>
    atPath.flatMap((route) => settingsOf(route, atPath, plan)),
  );
  if (settings.length === 0) return {};
  return { routeSettings: Object.fromEntries(settings.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** A protected `ANY` that the body writes out as several routes has a bucket for each. */
function settingsOf(
  route: RoutePlan,
  atPath: readonly RoutePlan[],
  { cors }: Plan,
): readonly (readonly [string, object])[] {
  const { throttle, path } = route;
  if (!throttle) return [];
  return servedMethods(route, atPath, cors).map((method) => [`${method} ${path}`, routeThrottling(throttle)] as const);
}

/** CloudFormation's own spelling: CDK hands this map on as it is. */
function routeThrottling(throttle: Throttle): object {
  return { ThrottlingRateLimit: throttle.ratePerSecond, ThrottlingBurstLimit: throttle.burst };
}

function throttling(throttle: Throttle): { throttlingRateLimit: number; throttlingBurstLimit: number } {
  return { throttlingRateLimit: throttle.ratePerSecond, throttlingBurstLimit: throttle.burst };
}
