import type { Construct } from 'constructs';
import { cdk } from '../cdk.js';
import { logGroup } from '../log-group.js';
import { edgeName } from './edge-name.js';

/** No cookies and no query: credentials come in both. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
const FIELDS = [
  'date',
  'time',
  'x-edge-request-id',
  'x-edge-location',
  'c-ip',
  'c-country',
  'cs-method',
  'x-host-header',
  'cs-uri-stem',
  'sc-status',
  'sc-bytes',
  'cs-bytes',
  'time-taken',
  'time-to-first-byte',
  'x-edge-result-type',
  'x-edge-response-result-type',
  'x-edge-detailed-result-type',
  'cs-protocol-version',
  'ssl-protocol',
  'cs(User-Agent)',
];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html */
const LONGEST_DELIVERY_NAME = 60;

export interface LoggedDistribution {
  readonly id: string;
  readonly arn: string;
}

/**
 * Standard logs (version 2) into a log group: one that takes them needs no bucket, and expires.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function logAccess(scope: Construct, { id, arn }: LoggedDistribution, retentionDays: number): void {
  const { stackName } = cdk.Stack.of(scope);
  const group = logGroup(scope, 'AccessLogs', retentionDays, `/aws/vendedlogs/cloudfront/${stackName}/${id}`);
  const name = edgeName(scope, 'access', LONGEST_DELIVERY_NAME);
  const { CfnDeliverySource, CfnDeliveryDestination, CfnDelivery } = cdk.aws_logs;
  const source = new CfnDeliverySource(scope, 'LogSource', {
    name,
    resourceArn: arn,
    logType: 'ACCESS_LOGS',
  });
  const destination = new CfnDeliveryDestination(scope, 'LogDestination', {
    name,
    destinationResourceArn: group.attrArn,
    outputFormat: 'json',
  });
  new CfnDelivery(scope, 'LogDelivery', {
    deliverySourceName: source.ref,
    deliveryDestinationArn: destination.attrArn,
    recordFields: FIELDS,
  });
}
