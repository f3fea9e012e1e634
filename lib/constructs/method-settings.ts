import type { aws_apigateway } from 'aws-cdk-lib';
import type { ApiPlan, Plan } from '../plan/plan.js';
import type { Throttle } from '../spec/usage-plan.js';

/**
 * Limits of the stage, and of the routes that have their own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-stage-methodsetting.html
 */
export function methodSettings(plan: Plan, api: ApiPlan): aws_apigateway.CfnStage.MethodSettingProperty[] {
  const own = plan.routes.flatMap(({ api: id, path, method, throttle }) =>
    id === 'rest' && throttle ? [{ httpMethod: method, resourcePath: escapedPath(path), ...throttling(throttle) }] : [],
  );
  const sorted = own.sort((a, b) =>
    `${a.resourcePath} ${a.httpMethod}` < `${b.resourcePath} ${b.httpMethod}` ? -1 : 1,
  );
  return api.throttle ? [{ httpMethod: '*', resourcePath: '/*', ...throttling(api.throttle) }, ...sorted] : sorted;
}

/** `/books/{isbn}` → `/~1books~1{isbn}`; the root stays `/`. */
function escapedPath(path: string): string {
  return path === '/' ? path : `/${path.replaceAll('/', '~1')}`;
}

function throttling(throttle: Throttle): { throttlingRateLimit: number; throttlingBurstLimit: number } {
  return { throttlingRateLimit: throttle.ratePerSecond, throttlingBurstLimit: throttle.burst };
}
