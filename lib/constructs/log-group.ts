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
 * The log group of all handlers of a scope, which the first of them brings. The names of its streams tell which
 * function wrote: `YYYY/MM/DD/<function_name>[<function_version>][<execution_environment_GUID>]`.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
export function handlerLogGroup(scope: Construct, retentionDays: number): aws_logs.CfnLogGroup {
  const made = scope.node.tryFindChild('HandlerLogs');
  return cdk.aws_logs.CfnLogGroup.isCfnLogGroup(made) ? made : logGroup(scope, 'HandlerLogs', retentionDays);
}

/**
 * A log group that log delivery writes to. Below `/aws/vendedlogs/` it needs no line of its own in the account's
 * resource policy, which holds 5,120 characters. The API's id keeps the name free: an API that a change takes away and
 * a later one brings back is another one, and the group of the first is still there.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
 */
export function deliveredLogGroup(
  scope: Construct,
  id: string,
  retentionDays: number,
  apiId: string,
): aws_logs.CfnLogGroup {
  return logGroup(scope, id, retentionDays, `/aws/vendedlogs/apigateway/${cdk.Stack.of(scope).stackName}/${apiId}`);
}
