import type { Construct } from 'constructs';
import type { EdgeFunctionPlan } from '../../plan/edge-plan.js';
import { cdk } from '../cdk.js';
import { edgeName } from './edge-name.js';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html */
const RUNTIME = 'cloudfront-js-2.0';
/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html */
const LONGEST_NAME = 64;
const LONGEST_COMMENT = 128;

/** The function that sees every request first; its ARN. */
export function makeEdgeFunction(scope: Construct, { code, because }: EdgeFunctionPlan): string {
  return new cdk.aws_cloudfront.CfnFunction(scope, 'ViewerRequest', {
    name: edgeName(scope, 'viewer-request', LONGEST_NAME),
    autoPublish: true,
    functionCode: code,
    functionConfig: { comment: because.slice(0, LONGEST_COMMENT), runtime: RUNTIME },
  }).attrFunctionArn;
}
