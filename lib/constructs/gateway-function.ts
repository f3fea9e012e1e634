import type { aws_iam, aws_lambda, aws_logs } from 'aws-cdk-lib';
import type { Construct as IScope } from 'constructs';
import type { FunctionPlan } from '../plan/plan.js';
import { sharesLogGroup } from '../plan/shares-log-group.js';
import { calledByAuthorizer } from './authorizer-metadata.js';
import { Construct, cdk } from './cdk.js';
import { functionRole } from './function-role.js';
import { handlerLogGroup, logGroup } from './log-group.js';
import { type Attribute, ownReference } from './own-reference.js';
import { type Bundle, stageBundle } from './stage-bundle.js';

export interface GatewayFunctionProps {
  readonly plan: FunctionPlan;
  readonly bundle: Bundle;
  readonly logRetentionDays: number;
  readonly tracing: boolean;
}

/** The newest Node that this aws-cdk-lib knows; a test holds it to that. */
const RUNTIME = 'nodejs24.x';

/** One function of the plan with a role of its own, and with a log group of its own or its scope's. */
export class GatewayFunction extends Construct {
  readonly arn: string;
  readonly name: string;
  /** For what this library makes beside it. */
  readonly arnAttribute: Attribute;
  /** Whether it is invoked for a stream. */
  readonly streams: boolean;
  readonly #function: aws_lambda.CfnFunction;
  readonly #role: aws_iam.CfnRole;
  #imported: aws_lambda.IFunction | undefined;

  constructor(scope: IScope, id: string, props: GatewayFunctionProps) {
    super(scope, id);
    // Of each resource CDK keeps the lines that made it: here they are the gateway's own, and cost more than the resource.
    this.node.setContext(cdk.cx_api.DISABLE_CREATION_STACK_TRACES, true);
    const logs = sharesLogGroup(props.plan)
      ? handlerLogGroup(scope, props.logRetentionDays)
      : logGroup(this, 'Logs', props.logRetentionDays);
    this.#role = functionRole(this, logs, props.tracing, props.plan.kind === 'authorizer' ? props.plan.secrets : []);
    const fn = functionOf(this, props, this.#role, logs);
    if (props.plan.kind === 'authorizer') {
      for (const [key, values] of Object.entries(calledByAuthorizer(props.plan))) fn.addMetadata(key, values);
    }
    this.#function = fn;
    this.arn = fn.attrArn;
    this.arnAttribute = { resource: fn, name: 'Arn' };
    this.name = fn.ref;
    this.streams = props.plan.kind === 'handler' && props.plan.streaming === true;
  }

  get roleName(): string {
    return this.#role.ref;
  }

  /** For what is known only once the resources are there that are made after the functions. */
  setEnvironment(name: string, value: string): void {
    this.#function.addPropertyOverride(`Environment.Variables.${name}`, value);
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
    description: descriptionOf(plan),
    code: stageBundle(scope, bundle),
    handler: bundle.handler,
    runtime: RUNTIME,
    architectures: ['arm64'],
    role: ownReference(role, 'Arn'),
    memorySize: plan.memoryMb,
    timeout: Math.ceil(plan.timeoutMs / 1000),
    environment: {
      variables: { NODE_OPTIONS: '--enable-source-maps', ...('environment' in plan ? plan.environment : {}) },
    },
    loggingConfig: { logGroup: ownReference(logs) },
    ...(tracing ? { tracingConfig: { mode: 'Active' } } : {}),
  });
}

function descriptionOf(plan: FunctionPlan): string {
  switch (plan.kind) {
    case 'handler':
      return `${plan.entry} (${plan.exportName})`.slice(0, 256);
    case 'transformer':
      return 'Changes requests and answers before http backends';
    case 'authorizer':
      return 'Verifies tokens';
    case 'key-keeper':
      return 'Ends API keys whose time is over, and tells of quotas';
    case 'origin-keeper':
      return 'Changes the secret between CloudFront and the APIs';
  }
}
