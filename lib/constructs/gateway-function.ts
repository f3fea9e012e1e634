import type { aws_iam, aws_lambda, aws_logs } from 'aws-cdk-lib';
import type { Construct as IScope } from 'constructs';
import type { FunctionPlan } from '../plan/plan.js';
import { Construct, cdk } from './cdk.js';
import { logGroup } from './log-group.js';
import { type Bundle, stageBundle } from './stage-bundle.js';

export interface GatewayFunctionProps {
  readonly plan: FunctionPlan;
  readonly bundle: Bundle;
  readonly logRetentionDays: number;
  readonly tracing: boolean;
}

/** The newest Node that this aws-cdk-lib knows; a test holds it to that. */
const RUNTIME = 'nodejs24.x';

/** One function of the plan with a log group and a role of its own. */
export class GatewayFunction extends Construct {
  readonly arn: string;
  readonly #role: aws_iam.CfnRole;
  #imported: aws_lambda.IFunction | undefined;

  constructor(scope: IScope, id: string, props: GatewayFunctionProps) {
    super(scope, id);
    const logs = logGroup(this, 'Logs', props.logRetentionDays);
    this.#role = roleOf(this, logs, props.tracing);
    const fn = functionOf(this, props, this.#role, logs);
    if (props.plan.kind === 'authorizer') {
      // Read by the local gateway, which stands in for these issuers.
      const schemes = Object.values(props.plan.config.schemes).filter((scheme) => scheme.kind === 'jwt');
      fn.addMetadata('gatewright:issuers', sortedOnce(schemes.flatMap(({ issuers }) => issuers)));
      const keySets = sortedOnce(schemes.flatMap(({ jwksUri }) => jwksUri ?? []));
      if (keySets.length > 0) fn.addMetadata('gatewright:key-sets', keySets);
    }
    this.arn = fn.attrArn;
  }

  /** The function as CDK's own constructs know it: for grants, alarms and event sources. */
  asFunction(): aws_lambda.IFunction {
    this.#imported ??= cdk.aws_lambda.Function.fromFunctionAttributes(this, 'Imported', {
      functionArn: this.arn,
      role: cdk.aws_iam.Role.fromRoleName(this, 'ImportedRole', this.#role.ref),
      sameEnvironment: true,
      architecture: cdk.aws_lambda.Architecture.ARM_64,
    });
    return this.#imported;
  }
}

function functionOf(
  scope: IScope,
  { plan, bundle, tracing }: GatewayFunctionProps,
  role: aws_iam.CfnRole,
  logs: aws_logs.CfnLogGroup,
): aws_lambda.CfnFunction {
  return new cdk.aws_lambda.CfnFunction(scope, 'Function', {
    description:
      plan.kind === 'handler' ? `${plan.entry} (${plan.exportName})`.slice(0, 256) : 'Verifies bearer tokens',
    code: stageBundle(scope, bundle),
    handler: bundle.handler,
    runtime: RUNTIME,
    architectures: ['arm64'],
    role: role.attrArn,
    memorySize: plan.memoryMb,
    timeout: Math.ceil(plan.timeoutMs / 1000),
    environment: {
      variables: { NODE_OPTIONS: '--enable-source-maps', ...(plan.kind === 'handler' ? plan.environment : {}) },
    },
    loggingConfig: { logGroup: logs.ref },
    ...(tracing ? { tracingConfig: { mode: 'Active' } } : {}),
  });
}

function sortedOnce(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

/** It may write to its own log group, and traces where there are any; nothing else. */
function roleOf(scope: IScope, logs: aws_logs.CfnLogGroup, tracing: boolean): aws_iam.CfnRole {
  const write = { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: logs.attrArn };
  const trace = { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' };
  const role = new cdk.aws_iam.CfnRole(scope, 'Role', {
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
    policies: [
      {
        policyName: 'run',
        policyDocument: { Version: '2012-10-17', Statement: tracing ? [write, trace] : [write] },
      },
    ],
  });
  if (tracing) {
    cdk.Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The X-Ray actions that send traces take no resource',
    });
  }
  return role;
}
