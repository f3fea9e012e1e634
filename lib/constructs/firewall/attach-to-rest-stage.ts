import type { Construct } from 'constructs';
import { cdk } from '../cdk.js';
import type { SynthesizedRestApi } from '../rest-api.js';

/**
 * Puts a web ACL of scope REGIONAL before the stage of a REST API, which can have one.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html
 */
export function attachToRestStage(
  scope: Construct,
  id: string,
  { apiId, stageName }: Pick<SynthesizedRestApi, 'apiId' | 'stageName'>,
  webAclArn: string,
): void {
  const { partition, region } = cdk.Stack.of(scope);
  new cdk.aws_wafv2.CfnWebACLAssociation(scope, id, {
    resourceArn: `arn:${partition}:apigateway:${region}::/restapis/${apiId}/stages/${stageName}`,
    webAclArn,
  });
}
