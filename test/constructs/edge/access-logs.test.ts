import { Match, Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { logAccess } from '../../../lib/constructs/edge/access-logs.js';
import { quietApp } from '../support/synth.js';
import { onlyOne } from './hand-made-edge.js';

/** All that standard logs have. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
const KNOWN =
  `timestamp timestamp(ms) date time DistributionId x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem
  sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header
  cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type
  cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type
  sc-content-type sc-content-len sc-range-start sc-range-end asn c-country`.split(/\s+/);
/** Where callers put credentials. */
const SECRET = ['cs-uri-query', 'cs(Cookie)', 'cs(Referer)'];

const stack = new Stack(quietApp(), 'Logged');
const arn = 'arn:aws:cloudfront::666666666666:distribution/E1';
logAccess(stack, { id: 'E1', arn }, 400);
const template = Template.fromStack(stack);

describe('access logs of the edge', () => {
  it('go from the distribution to a log group, as JSON', () => {
    template.hasResourceProperties('AWS::Logs::DeliverySource', { LogType: 'ACCESS_LOGS', ResourceArn: arn });
    template.hasResourceProperties('AWS::Logs::DeliveryDestination', {
      DestinationResourceArn: { 'Fn::GetAtt': ['AccessLogs', 'Arn'] },
      OutputFormat: 'json',
    });
    template.hasResourceProperties('AWS::Logs::Delivery', {
      DeliverySourceName: { Ref: 'LogSource' },
      DeliveryDestinationArn: { 'Fn::GetAtt': ['LogDestination', 'Arn'] },
    });
  });

  it('are kept as long as the spec says, outlive the stack, and leave their name to its next life', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
      Properties: { RetentionInDays: 400, LogGroupName: '/aws/vendedlogs/cloudfront/Logged/E1' },
    });
    expect(onlyOne(template, 'AWS::Logs::LogGroup')).toEqual({
      RetentionInDays: 400,
      LogGroupName: '/aws/vendedlogs/cloudfront/Logged/E1',
    });
  });

  it('have fields that CloudFront knows, each once, and none in which callers send credentials', () => {
    const fields: readonly string[] = onlyOne(template, 'AWS::Logs::Delivery').RecordFields;
    expect(fields.filter((field) => !KNOWN.includes(field))).toEqual([]);
    expect(fields.filter((field) => SECRET.includes(field))).toEqual([]);
    expect(new Set(fields).size).toBe(fields.length);
    template.hasResourceProperties('AWS::Logs::Delivery', {
      RecordFields: Match.arrayWith([
        'date',
        'time',
        'x-edge-request-id',
        'x-edge-location',
        'c-ip',
        'cs-method',
        'cs-uri-stem',
        'sc-status',
        'x-edge-result-type',
      ]),
    });
  });
});
