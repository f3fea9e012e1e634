import type { KeyKeeperPlan } from '../plan/key-keeper-plan.js';
import { cdk } from './cdk.js';
import type { GatewayFunction } from './gateway-function.js';

/** Runs that may be missing before somebody hears of it. */
const MISSING_RUNS = 4;

/**
 * One alarm for runs that fail, one for runs that do not come, whyever: throttled, the schedule gone or switched off.
 * The second is on from the deployment until the first run.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function keeperAlarms(fn: GatewayFunction, plan: KeyKeeperPlan, alarmTopicArn: string | undefined): void {
  const { everyMinutes } = plan;
  const { gateway } = plan.config;
  const common = {
    namespace: 'AWS/Lambda',
    dimensions: [{ name: 'FunctionName', value: fn.name }],
    statistic: 'Sum',
    period: everyMinutes * 60,
    threshold: 1,
    ...(alarmTopicArn !== undefined && { alarmActions: [alarmTopicArn], okActions: [alarmTopicArn] }),
  };
  new cdk.aws_cloudwatch.CfnAlarm(fn, 'FailedRuns', {
    ...common,
    alarmDescription: `The key keeper of ${gateway} failed: keys may outlive their end. Its log says which.`,
    metricName: 'Errors',
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
  });
  new cdk.aws_cloudwatch.CfnAlarm(fn, 'MissingRuns', {
    ...common,
    alarmDescription: `The key keeper of ${gateway} has not run for ${everyMinutes * MISSING_RUNS} minutes: no key ends.`,
    metricName: 'Invocations',
    comparisonOperator: 'LessThanThreshold',
    evaluationPeriods: MISSING_RUNS,
    treatMissingData: 'breaching',
  });
}
