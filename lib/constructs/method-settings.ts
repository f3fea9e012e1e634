import type { aws_apigateway } from 'aws-cdk-lib';
import type { ApiPlan, Plan, RoutePlan } from '../plan/plan.js';
import { routesAtPaths } from '../plan/routes-at-paths.js';
import { ANY_METHODS } from '../plan/served-methods.js';
import type { Throttle } from '../spec/usage-plan.js';

type MethodSetting = aws_apigateway.CfnStage.MethodSettingProperty;

/**
 * Limits of the stage, and of the routes that have their own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-stage-methodsetting.html
 */
export function methodSettings(plan: Plan, api: ApiPlan): MethodSetting[] {
  const atPaths = routesAtPaths(plan.routes.filter((route) => route.api === 'rest'));
  const isCors = plan.cors !== undefined;
  const own = [...atPaths.values()].flatMap((atPath) => atPath.flatMap((route) => settingsOf(route, atPath, isCors)));
  const sorted = own.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return api.throttle ? [{ httpMethod: '*', resourcePath: '/*', ...throttling(api.throttle) }, ...sorted] : sorted;
}

/** A stage knows the methods that requests have: settings of `ANY` are those of each method that it takes, with a bucket each. */
function settingsOf(route: RoutePlan, atPath: readonly RoutePlan[], isCors: boolean): readonly MethodSetting[] {
  const { throttle, path, method } = route;
  if (!throttle) return [];
  const taken = new Set(atPath.map((other) => other.method));
  if (isCors) taken.add('OPTIONS');
  const methods = method === 'ANY' ? ANY_METHODS.filter((each) => !taken.has(each)) : [method];
  return methods.map((each) => ({ httpMethod: each, resourcePath: escapedPath(path), ...throttling(throttle) }));
}

function keyOf({ resourcePath, httpMethod }: MethodSetting): string {
  return `${resourcePath} ${httpMethod}`;
}

/** `/books/{isbn}` → `/~1books~1{isbn}`; the root stays `/`. */
function escapedPath(path: string): string {
  return path === '/' ? path : `/${path.replaceAll('/', '~1')}`;
}

function throttling(throttle: Throttle): { throttlingRateLimit: number; throttlingBurstLimit: number } {
  return { throttlingRateLimit: throttle.ratePerSecond, throttlingBurstLimit: throttle.burst };
}
