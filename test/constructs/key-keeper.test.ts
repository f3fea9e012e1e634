import { Match, Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { Gateway, GatewayStack } from '../../lib/constructs/index.js';
import { apiKey, gateway, reply, route, usagePlan } from '../../lib/spec/index.js';
import { fakeBundler } from './support/fake-bundler.js';
import { httpOnly, shop } from './support/specs.js';
import { logicalIds, quietApp, templateOf } from './support/synth.js';

const template = templateOf(shop);
const KEEPER = 'keykeeperFunction';
const keeperId = logicalIds(template, 'AWS::Lambda::Function').find((id) => id.startsWith(KEEPER)) ?? '';
const arn = { 'Fn::GetAtt': [keeperId, 'Arn'] };

/** ARNs as text: `{AWS::Region}` for what CloudFormation fills in. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: reference, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (reference !== undefined) return `{${reference}}`;
  return (join?.[1] ?? []).map(textOf).join(join?.[0]);
}

interface Statement {
  readonly Action: string;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function statementsOf(policies: Readonly<Record<string, { Properties: never }>>): readonly Statement[] {
  return Object.values(policies).flatMap(
    ({ Properties }) => (Properties as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement,
  );
}

describe('the key keeper', () => {
  it('is there where there are usage plans, and nowhere else', () => {
    expect(keeperId).not.toBe('');
    const without = templateOf(httpOnly);
    for (const type of ['AWS::Scheduler::Schedule', 'AWS::CloudWatch::Alarm', 'AWS::IAM::Policy'])
      without.resourceCountIs(type, 0);
  });

  it('runs every 15 minutes, in the same stack, with tries again that end before the next run', () => {
    template.resourceCountIs('AWS::Scheduler::Schedule', 1);
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(15 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arn, RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 900 } },
    });
  });

  it('is called by a role that can do this one thing, for schedules of this account alone', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' }, 'aws:SourceArn': Match.anyValue() },
            },
          }),
        ],
      },
      Policies: [
        Match.objectLike({
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arn }],
          },
        }),
      ],
    });
  });

  it('runs once an event: what a run left, the next one finds', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: keeperId },
      MaximumRetryAttempts: 0,
    });
  });

  it('may list keys, read the usage of its plans, change and tag keys of its gateway, and tell under its source', () => {
    const statements = statementsOf(template.findResources('AWS::IAM::Policy') as never);
    const [free] = logicalIds(template, 'AWS::ApiGateway::UsagePlan').filter((id) => id.startsWith('UsagePlanfree'));
    const api = 'arn:{AWS::Partition}:apigateway:{AWS::Region}::';
    expect(
      statements.map(({ Action, Resource, Condition }) => [Action, [Resource].flat().map(textOf), Condition]),
    ).toEqual([
      ['apigateway:GET', [`${api}/apikeys`, `${api}/usageplans/{${free}}/usage`], undefined],
      ['apigateway:PATCH', [`${api}/apikeys/*`], { StringEquals: { 'aws:ResourceTag/gatewright:gateway': 'shop' } }],
      [
        'apigateway:PUT',
        [`${api}/tags/arn%3A{AWS::Partition}%3Aapigateway%3A{AWS::Region}%3A%3A%2Fapikeys%2F*`],
        {
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['gatewright:notified'] },
          Null: { 'aws:TagKeys': 'false' },
        },
      ],
      [
        'events:PutEvents',
        ['arn:{AWS::Partition}:events:{AWS::Region}:{AWS::AccountId}:event-bus/default'],
        { StringEquals: { 'events:source': 'gatewright.keys' } },
      ],
    ]);
  });

  it('knows its plans by their ids, where they have a quota', () => {
    const [free] = logicalIds(template, 'AWS::ApiGateway::UsagePlan').filter((id) => id.startsWith('UsagePlanfree'));
    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 300,
      Environment: {
        Variables: Match.objectLike({ GATEWRIGHT_USAGE_PLANS: { 'Fn::Join': ['', ['free=', { Ref: free }]] } }),
      },
    });
  });

  it('has no list of plans where no plan has a quota', () => {
    const plain = apiKey('partners', { plans: [usagePlan('plain', { ratePerSecond: 1, burst: 2 })] });
    const spec = gateway('plain', { routes: [route('GET /', { auth: plain, to: reply(200, {}) })] });
    expect(JSON.stringify(templateOf(spec))).not.toContain('GATEWRIGHT_USAGE_PLANS');
  });

  it.each([
    ['fail', 'Errors', 'GreaterThanOrEqualToThreshold', 1, 'notBreaching'],
    ['do not come for an hour', 'Invocations', 'LessThanThreshold', 4, 'breaching'],
  ])('raises an alarm where runs %s', (_name, metric, comparison, periods, missing) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: metric,
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: keeperId } }],
      Statistic: 'Sum',
      Period: 900,
      Threshold: 1,
      ComparisonOperator: comparison,
      EvaluationPeriods: periods,
      TreatMissingData: missing,
      AlarmActions: Match.absent(),
    });
  });

  it('tells its alarms to the topic that the app names', () => {
    const topic = 'arn:aws:sns:eu-west-1:111122223333:on-call';
    const stack = new GatewayStack(quietApp(), 'Shop', { gateway: shop, bundler: fakeBundler, alarmTopicArn: topic });
    const told = Template.fromStack(stack);
    told.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [topic], OKActions: [topic] });
    told.resourceCountIs('AWS::CloudWatch::Alarm', 2);
  });

  it('is one for each of two gateways in one stack', () => {
    const stack = new Stack(quietApp(), 'Both');
    const twin = gateway('twin', { routes: shop.routes, stage: 'v2' });
    new Gateway(stack, 'One', { gateway: shop, bundler: fakeBundler });
    new Gateway(stack, 'Two', { gateway: twin, bundler: fakeBundler });
    Template.fromStack(stack).resourceCountIs('AWS::Scheduler::Schedule', 2);
  });

  it('keeps its logical ids, whatever plans there are', () => {
    const ours = (id: string) => id.startsWith('keykeeper');
    const plan = usagePlan('aaa', { ratePerSecond: 1, burst: 2 });
    const auth = apiKey('partners', { plans: [plan] });
    const other = gateway('shop', { routes: [route('GET /', { auth, to: reply(200, {}) })] });
    expect(logicalIds(templateOf(other)).filter(ours)).toEqual(logicalIds(template).filter(ours));
  });
});
