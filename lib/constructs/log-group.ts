import type { aws_logs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { cdk } from './cdk.js';

/**
 * A log group that outlives its stack: logs are evidence, and what is left expires by itself after the retention.
 * CloudFormation names it, so that neither a second stack nor a second life of this one finds the name taken.
 */
export function logGroup(scope: Construct, id: string, retentionDays: number): aws_logs.CfnLogGroup {
  const group = new cdk.aws_logs.CfnLogGroup(scope, id, { retentionInDays: retentionDays });
  group.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);
  return group;
}
