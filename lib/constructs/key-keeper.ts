import type { aws_iam } from 'aws-cdk-lib';
import { NOTIFIED_TAG } from '../keys/notified-tag.js';
import type { KeyKeeperPlan } from '../plan/key-keeper-plan.js';
import type { Plan } from '../plan/plan.js';
import { allow } from './allow.js';
import { cdk } from './cdk.js';
import type { GatewayFunction } from './gateway-function.js';
import { keeperAlarms } from './keeper-alarms.js';

interface KeyKeeperProps {
  /** By the plan's name. */
  readonly planIds: ReadonlyMap<string, string>;
  readonly alarmTopicArn: string | undefined;
}

/** Lets the plan's key keeper do its work, and calls it on a schedule; nothing where the plan has none. */
export function keepKeys(
  { functions }: Plan,
  made: ReadonlyMap<string, GatewayFunction>,
  { planIds, alarmTopicArn }: KeyKeeperProps,
): void {
  const plan = functions.find((fn) => fn.kind === 'key-keeper');
  const fn = plan && made.get(plan.id);
  if (!fn) return;
  const metered = Object.keys(plan.config.quotas).map((name) => [name, idOf(planIds, name)] as const);
  if (metered.length > 0)
    fn.setEnvironment('GATEWRIGHT_USAGE_PLANS', metered.map(([name, id]) => `${name}=${id}`).join(','));
  const allowed = allowKeeping(
    fn,
    plan.config.gateway,
    metered.map(([, id]) => id),
  );
  // The next run finds what this one left: a second run beside it would only do the same twice.
  new cdk.aws_lambda.CfnEventInvokeConfig(fn, 'Invocations', {
    functionName: fn.name,
    qualifier: '$LATEST',
    maximumRetryAttempts: 0,
    maximumEventAgeInSeconds: plan.everyMinutes * 60,
  });
  schedule(fn, plan).node.addDependency(allowed);
  keeperAlarms(fn, plan, alarmTopicArn);
}

function idOf(planIds: ReadonlyMap<string, string>, name: string): string {
  const id = planIds.get(name);
  if (id === undefined)
    throw new Error(`The key keeper knows the usage plan "${name}", which the gateway does not have`);
  return id;
}

/**
 * Listing cannot be held to one gateway's keys, nor to keys without values; changing is, by their tag. A tag is a resource of its own, named by the
 * ARN that has it in percent-encoding, and the only one that may be written is the keeper's.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 */
function allowKeeping(fn: GatewayFunction, gateway: string, planIds: readonly string[]): aws_iam.CfnPolicy {
  const stack = cdk.Stack.of(fn);
  const arn = (path: string) => `arn:${stack.partition}:apigateway:${stack.region}::${path}`;
  const encoded = (path: string) => arn(path).replace(/[:/]/g, encodeURIComponent);
  const read = [arn('/apikeys'), ...planIds.map((id) => arn(`/usageplans/${id}/usage`))];
  const tags = arn(`/tags/${encoded('/apikeys/')}*`);
  const bus = stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });
  const policy = new cdk.aws_iam.CfnPolicy(fn, 'KeepKeys', {
    policyName: 'keep-keys',
    roles: [fn.roleName],
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        allow('apigateway:GET', read),
        allow('apigateway:PATCH', arn('/apikeys/*'), {
          StringEquals: { 'aws:ResourceTag/gatewright:gateway': gateway },
        }),
        // `ForAllValues` holds where there are no tag keys at all.
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
        allow('apigateway:PUT', tags, {
          'ForAllValues:StringEquals': { 'aws:TagKeys': [NOTIFIED_TAG] },
          Null: { 'aws:TagKeys': 'false' },
        }),
        allow('events:PutEvents', bus, { StringEquals: { 'events:source': 'gatewright.keys' } }),
      ],
    },
  });
  const region = cdk.Token.isUnresolved(stack.region) ? '<AWS::Region>' : stack.region;
  cdk.Validations.of(policy).acknowledge(
    {
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:apigateway:${region}::/apikeys/*]`,
      reason: 'Keys are issued at run time; a condition on their tag holds it to those of this gateway',
    },
    {
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:apigateway:${region}::/tags/arn%3A<AWS::Partition>%3Aapigateway%3A${region}%3A%3A%2Fapikeys%2F*]`,
      reason: 'Keys are issued at run time; the one tag that may be written is the one that remembers notices',
    },
  );
  return policy;
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
function schedule(fn: GatewayFunction, { everyMinutes }: KeyKeeperPlan) {
  const stack = cdk.Stack.of(fn);
  const group = stack.formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: 'default' });
  const role = new cdk.aws_iam.CfnRole(fn, 'ScheduleRole', {
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'scheduler.amazonaws.com' } },
          Condition: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': group } },
        },
      ],
    },
    policies: [
      {
        policyName: 'run',
        policyDocument: { Version: '2012-10-17', Statement: [allow('lambda:InvokeFunction', fn.arn)] },
      },
    ],
  });
  return new cdk.aws_scheduler.CfnSchedule(fn, 'Schedule', {
    description: 'Runs the key keeper',
    scheduleExpression: `rate(${everyMinutes} minutes)`,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: fn.arn,
      roleArn: role.attrArn,
      retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: everyMinutes * 60 },
    },
  });
}
