import type { Construct } from 'constructs';
import type { OriginClosingPlan } from '../../plan/origin-plan.js';
import type { Plan } from '../../plan/plan.js';
import { allow } from '../allow.js';
import { cdk } from '../cdk.js';
import type { GatewayFunction } from '../gateway-function.js';
import type { MadeApi } from '../make-apis.js';
import type { OriginSecret } from './origin-secret.js';
import { makeOriginWebAcl } from './origin-web-acl.js';
import { rotateOriginSecret } from './rotate-origin-secret.js';
import { rotationAlarm } from './rotation-alarm.js';

interface ClosedGateway {
  readonly functions: ReadonlyMap<string, GatewayFunction>;
  readonly restApis: readonly MadeApi[];
  readonly alarmTopicArn: string | undefined;
}

/** Has the APIs ask for the secret of the edge where the plan says so, and the secret changed; nothing without a secret. */
export function closeOrigin(
  scope: Construct,
  { gateway, functions, origin, firewall }: Plan,
  secret: OriginSecret | undefined,
  made: ClosedGateway,
): void {
  if (!origin || !secret) return;
  const authorizer = functions.find((fn) => fn.kind === 'authorizer' && fn.config.origin !== undefined);
  if (authorizer) readBy(functionOf(made, authorizer.id), secret);
  const isAsked = origin.kind === 'secret';
  const webAclArn =
    isAsked && made.restApis.length > 0 ? makeOriginWebAcl(scope, origin, secret, made.restApis) : undefined;
  const hasFirewall = firewall?.attachedTo === 'edge';
  const keeper = functionOf(made, origin.function);
  rotateOriginSecret(scope, keeper, { origin, secret, webAclArn, hasFirewall });
  rotationAlarm(keeper, gateway, made.alarmTopicArn);
}

export interface RotatedOrigin {
  readonly origin: OriginClosingPlan;
  readonly secret: OriginSecret;
  /** Of the firewall before the REST API, where there is one. */
  readonly webAclArn: string | undefined;
  /** Whether the distribution has a firewall of its own. */
  readonly hasFirewall: boolean;
}

function functionOf({ functions }: ClosedGateway, id: string): GatewayFunction {
  const fn = functions.get(id);
  if (!fn) throw new Error(`The plan closes the origin with the function "${id}", which was not made`);
  return fn;
}

/** Reading the value alone, of this secret alone; it is encrypted with the account's own key for secrets. */
function readBy(fn: GatewayFunction, { secretArn }: OriginSecret): void {
  fn.setEnvironment('GATEWRIGHT_ORIGIN_SECRET', secretArn);
  new cdk.aws_iam.CfnPolicy(fn, 'ReadOriginSecret', {
    policyName: 'read-origin-secret',
    roles: [fn.roleName],
    policyDocument: {
      Version: '2012-10-17',
      Statement: [allow('secretsmanager:GetSecretValue', secretArn)],
    },
  });
}
