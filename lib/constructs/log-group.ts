import type { aws_logs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { cdk } from './cdk.js';

/**
 * A log group that outlives its stack: logs are evidence, and what is left expires by itself after the retention.
 * CloudFormation names it, so that neither a second stack nor a second life of this one finds the name taken.
 */
export function logGroup(scope: Construct, id: string, retentionDays: number, name?: string): aws_logs.CfnLogGroup {
  const named = name === undefined ? {} : { logGroupName: name };
  const group = new cdk.aws_logs.CfnLogGroup(scope, id, { retentionInDays: retentionDays, ...named });
  group.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);
  return group;
}

/**
 * A log group that log delivery writes to. Below `/aws/vendedlogs/` it needs no line of its own in the account's
 * resource policy, which holds 5,120 characters; the stack's unique id keeps the name free for another life of it.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
 */
export function deliveredLogGroup(scope: Construct, id: string, retentionDays: number): aws_logs.CfnLogGroup {
  const { stackId, stackName } = cdk.Stack.of(scope);
  const unique = cdk.Fn.select(2, cdk.Fn.split('/', stackId));
  return logGroup(
    scope,
    id,
    retentionDays,
    `/aws/vendedlogs/apigateway/${stackName}/${scope.node.addr.slice(-8)}/${unique}`,
  );
}
