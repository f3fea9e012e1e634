import type { Construct } from 'constructs';
import type { EdgeFunctionPlan } from '../../plan/edge-plan.js';
import { cdk } from '../cdk.js';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html */
const RUNTIME = 'cloudfront-js-2.0';
/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html */
const LONGEST_NAME = 64;

/** The function that sees every request first; its ARN. */
export function makeEdgeFunction(scope: Construct, { code, because }: EdgeFunctionPlan): string {
  const { stackName } = cdk.Stack.of(scope);
  return new cdk.aws_cloudfront.CfnFunction(scope, 'EdgeFunction', {
    name: `${stackName.slice(0, LONGEST_NAME - '-edge'.length)}-edge`,
    autoPublish: true,
    functionCode: code,
    functionConfig: { comment: because.slice(0, 128), runtime: RUNTIME },
  }).attrFunctionArn;
}
