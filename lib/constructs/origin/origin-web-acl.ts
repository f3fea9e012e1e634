import type { aws_wafv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { OriginClosingPlan } from '../../plan/origin-plan.js';
import { cdk } from '../cdk.js';
import { attachToRestStages } from '../firewall/attach-to-rest-stages.js';
import type { MadeApi } from '../make-apis.js';
import type { OriginSecret } from './origin-secret.js';

/**
 * The firewall before the stages of the REST APIs: it lets pass what brings the secret, and answers 403 to all else. Two
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
  restApis: readonly MadeApi[],
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
  attachToRestStages(scope, 'OriginWebAclAssociation', restApis, acl.attrArn);
  return acl.attrArn;
}

/** Samples of requests would show the secret to whoever may look at them. */
function visibility(metricName: string): aws_wafv2.CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
