import type { aws_wafv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { OriginClosingPlan } from '../../plan/origin-plan.js';
import { cdk } from '../cdk.js';
import type { SynthesizedRestApi } from '../rest-api.js';
import type { OriginSecret } from './origin-secret.js';

/**
 * The firewall before the stage of a REST API: it lets pass what brings the secret, and answers 403 to all else. Two
 * searches, since during a rotation the APIs have to take the old secret and the new one.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
 *
 * @returns its ARN
 */
export function makeOriginWebAcl(
  scope: Construct,
  { header }: OriginClosingPlan,
  { headerReference }: OriginSecret,
  { apiId, stageName }: SynthesizedRestApi,
): string {
  const search: aws_wafv2.CfnWebACL.StatementProperty = {
    byteMatchStatement: {
      fieldToMatch: { singleHeader: { Name: header } },
      positionalConstraint: 'EXACTLY',
      searchString: headerReference,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  };
  const acl = new cdk.aws_wafv2.CfnWebACL(scope, 'OriginWebAcl', {
    scope: 'REGIONAL',
    description: 'Lets CloudFront alone call the REST API',
    defaultAction: { block: {} },
    rules: [
      {
        name: 'from-the-edge',
        priority: 0,
        action: { allow: {} },
        statement: { orStatement: { statements: [search, search] } },
        visibilityConfig: visibility('OriginFromTheEdge'),
      },
    ],
    visibilityConfig: visibility('OriginAroundTheEdge'),
  });
  const { partition, region } = cdk.Stack.of(scope);
  new cdk.aws_wafv2.CfnWebACLAssociation(scope, 'OriginWebAclAssociation', {
    webAclArn: acl.attrArn,
    resourceArn: `arn:${partition}:apigateway:${region}::/restapis/${apiId}/stages/${stageName}`,
  });
  return acl.attrArn;
}

/** Samples of requests would show the secret to whoever may look at them. */
function visibility(metricName: string): aws_wafv2.CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
