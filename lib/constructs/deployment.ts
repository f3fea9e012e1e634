import { createHash } from 'node:crypto';
import type { aws_apigateway, CfnElement, IResolvable } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { cdk } from './cdk.js';
import { replacingText } from './replacing-text.js';
import { stableText } from './stable-text.js';

/**
 * A deployment whose logical id holds a hash of the body. API Gateway deploys snapshots: a stage goes on serving the
 * old one until a new deployment exists, and CloudFormation makes a new one only under a new logical id.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-deployment.html
 *
 * @param called texts that refer to what the app has the API call. It may be replaced under the logical id that the body
 *   names, and the snapshot would go on calling what CloudFormation then deletes
 */
export function deploymentOf(
  scope: Construct,
  id: string,
  restApiId: string,
  body: IResolvable,
  called: readonly string[],
): aws_apigateway.CfnDeployment {
  const deployment = new cdk.aws_apigateway.CfnDeployment(scope, id, { restApiId });
  const stack = cdk.Stack.of(scope);
  const plainId = stack.getLogicalId(deployment as CfnElement);
  let logicalId: string | undefined;
  const produce = () => {
    logicalId ??= `${plainId}${hashOf(stableText(body, stack) + replacingText(called, deployment))}`;
    return logicalId;
  };
  deployment.overrideLogicalId(cdk.Lazy.uncachedString({ produce }));
  return deployment;
}

/** Bodies are built in order of names, so equal bodies have equal texts. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
