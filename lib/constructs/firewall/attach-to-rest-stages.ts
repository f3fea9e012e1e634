import type { Construct } from 'constructs';
import { cdk } from '../cdk.js';
import type { MadeApi } from '../make-apis.js';
import { namesInIds } from '../names-in-ids.js';

/**
 * Puts a web ACL of scope REGIONAL before the stages of REST APIs. A stage can have one, and a web ACL many stages.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html
 */
export function attachToRestStages(scope: Construct, id: string, apis: readonly MadeApi[], webAclArn: string): void {
  const { partition, region } = cdk.Stack.of(scope);
  const nameOf = namesInIds(apis.flatMap(({ plan }) => plan.part ?? []));
  for (const { apiId, stageName, plan } of apis) {
    new cdk.aws_wafv2.CfnWebACLAssociation(scope, plan.part === undefined ? id : `${id}-${nameOf(plan.part)}`, {
      resourceArn: `arn:${partition}:apigateway:${region}::/restapis/${apiId}/stages/${stageName}`,
      webAclArn,
    });
  }
}
