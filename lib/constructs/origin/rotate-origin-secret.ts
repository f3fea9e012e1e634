import type { aws_iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { allow } from '../allow.js';
import { cdk } from '../cdk.js';
import { EDGE_REGION } from '../edge/edge-scope.js';
import type { GatewayFunction } from '../gateway-function.js';
import type { RotatedOrigin } from './close-origin.js';

/**
 * Has Secrets Manager call the origin keeper. Not at once: where the edge is another stack it is not there yet.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html
 */
export function rotateOriginSecret(scope: Construct, keeper: GatewayFunction, rotated: RotatedOrigin): void {
  const { origin, secret, webAclArn } = rotated;
  keeper.setEnvironment('GATEWRIGHT_ORIGIN_SECRET', secret.secretArn);
  keeper.setEnvironment('GATEWRIGHT_ORIGIN_TAG', secret.distributionTag.value);
  if (webAclArn !== undefined) keeper.setEnvironment('GATEWRIGHT_ORIGIN_WEB_ACL', webAclArn);
  // The account is what AWS documents here; the function itself refuses all other secrets.
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
  const invoke = new cdk.aws_lambda.CfnPermission(keeper, 'Invocation', {
    action: 'lambda:InvokeFunction',
    functionName: keeper.name,
    principal: 'secretsmanager.amazonaws.com',
    sourceAccount: cdk.Stack.of(scope).account,
  });
  const schedule = new cdk.aws_secretsmanager.CfnRotationSchedule(scope, 'OriginSecretRotation', {
    secretId: secret.secretArn,
    rotationLambdaArn: keeper.arn,
    rotationRules: { automaticallyAfterDays: origin.rotateEveryDays },
    rotateImmediatelyOnUpdate: false,
  });
  schedule.node.addDependency(invoke, allowRotation(scope, keeper, rotated));
}

function allowRotation(
  scope: Construct,
  keeper: GatewayFunction,
  { secret, webAclArn, hasFirewall }: RotatedOrigin,
): aws_iam.CfnPolicy {
  const { partition, account } = cdk.Stack.of(scope);
  const distributions = `arn:${partition}:cloudfront::${account}:distribution/*`;
  // Whoever changes a distribution has to be able to see its web ACL.
  const firewalls = `arn:${partition}:wafv2:${EDGE_REGION}:${account}:global/webacl/*/*`;
  const own = { StringEquals: { [`aws:ResourceTag/${secret.distributionTag.key}`]: secret.distributionTag.value } };
  const policy = new cdk.aws_iam.CfnPolicy(keeper, 'RotateOriginSecret', {
    policyName: 'rotate-origin-secret',
    roles: [keeper.roleName],
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        allow(SECRET_ACTIONS, secret.secretArn),
        allow(['secretsmanager:GetRandomPassword', 'tag:GetResources'], '*'),
        allow(DISTRIBUTION_ACTIONS, distributions, own),
        ...(webAclArn === undefined ? [] : [allow(['wafv2:GetWebACL', 'wafv2:UpdateWebACL'], webAclArn)]),
        ...(hasFirewall ? [allow(['wafv2:GetWebACL'], firewalls)] : []),
      ],
    },
  });
  acknowledge(policy, account);
  return policy;
}

const SECRET_ACTIONS = [
  'secretsmanager:DescribeSecret',
  'secretsmanager:GetSecretValue',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html */
const DISTRIBUTION_ACTIONS = [
  'cloudfront:GetDistribution',
  'cloudfront:GetDistributionConfig',
  'cloudfront:UpdateDistribution',
];

function acknowledge(policy: aws_iam.CfnPolicy, account: string): void {
  const owner = cdk.Token.isUnresolved(account) ? '<AWS::AccountId>' : account;
  cdk.Validations.of(policy).acknowledge(
    {
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Making up a password and finding resources by their tags take no resource',
    },
    {
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:cloudfront::${owner}:distribution/*]`,
      reason: 'The distribution may be of a later stack; a condition on its tag holds it to the one of this gateway',
    },
    {
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:wafv2:${EDGE_REGION}:${owner}:global/webacl/*/*]`,
      reason: 'The web ACL of the distribution may be of a later stack; it is looked at, and never changed',
    },
  );
}
