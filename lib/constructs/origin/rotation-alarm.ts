import { cdk } from '../cdk.js';
import type { GatewayFunction } from '../gateway-function.js';

const DAY_SECONDS = 86_400;

/**
 * On steps of a rotation that fail. Secrets Manager tries them again: callers notice nothing, and the secret grows old.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function rotationAlarm(keeper: GatewayFunction, gateway: string, alarmTopicArn: string | undefined): void {
  new cdk.aws_cloudwatch.CfnAlarm(keeper, 'FailedRotations', {
    alarmDescription: `A rotation of the secret between CloudFront and the APIs of ${gateway} failed. The function's log says why.`,
    namespace: 'AWS/Lambda',
    metricName: 'Errors',
    dimensions: [{ name: 'FunctionName', value: keeper.name }],
    statistic: 'Sum',
    period: DAY_SECONDS,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
    ...(alarmTopicArn !== undefined && { alarmActions: [alarmTopicArn], okActions: [alarmTopicArn] }),
  });
}
