import { createHash } from 'node:crypto';
import type { aws_apigateway, CfnElement, IResolvable } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { cdk } from './cdk.js';
import { stableText } from './stable-text.js';

/**
 * A deployment whose logical id holds a hash of the body. API Gateway deploys snapshots: a stage goes on serving the
 * old one until a new deployment exists, and CloudFormation makes a new one only under a new logical id.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-deployment.html
 */
export function deploymentOf(
  scope: Construct,
  id: string,
  restApiId: string,
  body: IResolvable,
): aws_apigateway.CfnDeployment {
  const deployment = new cdk.aws_apigateway.CfnDeployment(scope, id, { restApiId });
  const stack = cdk.Stack.of(scope);
  const plainId = stack.getLogicalId(deployment as CfnElement);
  let logicalId: string | undefined;
  const produce = () => {
    logicalId ??= `${plainId}${hashOf(stableText(body, stack))}`;
    return logicalId;
  };
  deployment.overrideLogicalId(cdk.Lazy.uncachedString({ produce }));
  return deployment;
}

/** Bodies are built in order of names, so equal bodies have equal texts. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
