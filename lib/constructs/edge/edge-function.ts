import type { Construct } from 'constructs';
import type { EdgePlan } from '../../plan/edge-plan.js';
import { digest } from '../../plan/ids.js';
import { cdk } from '../cdk.js';
import { edgeName } from './edge-name.js';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html */
const RUNTIME = 'cloudfront-js-2.0';
/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html */
const LONGEST_NAME = 64;
const LONGEST_COMMENT = 128;

/**
 * The function that sees every request first; its ARN. What it chooses from is in its name: a function is published
 * before the distribution is changed, and one that named origins which the distribution does not have yet would fail. So
 * with other origins it is another function, and the distribution gets both at once.
 */
export function makeEdgeFunction(scope: Construct, edge: Pick<EdgePlan, 'function' | 'origins'>): string {
  const { code, because } = edge.function;
  const origins = originsDigest(edge);
  return new cdk.aws_cloudfront.CfnFunction(scope, `ViewerRequest${origins}`, {
    name: edgeName(scope, ['viewer-request', ...(origins === '' ? [] : [origins])].join('-'), LONGEST_NAME),
    autoPublish: true,
    functionCode: code,
    functionConfig: { comment: because.slice(0, LONGEST_COMMENT), runtime: RUNTIME },
  }).attrFunctionArn;
}

function originsDigest({ function: { choosesOrigin }, origins }: Pick<EdgePlan, 'function' | 'origins'>): string {
  return choosesOrigin ? digest(JSON.stringify(origins.map(({ id }) => id).sort())) : '';
}
