import type { aws_iam, aws_logs } from 'aws-cdk-lib';
import type { Construct as IScope, MetadataEntry } from 'constructs';
import type { Secret } from '../spec/secret.js';
import { allow, type Statement } from './allow.js';
import { Construct, cdk } from './cdk.js';
import { ownReference } from './own-reference.js';

/** It may write to its log group, send traces where there are any, and read the secrets that it names; nothing else. */
export function functionRole(
  scope: IScope,
  logs: aws_logs.CfnLogGroup,
  tracing: boolean,
  secrets: readonly Secret[],
): aws_iam.CfnRole {
  const write = allow(['logs:CreateLogStream', 'logs:PutLogEvents'], ownReference(logs, 'Arn'));
  const read = readSecrets(scope, secrets);
  const role = new cdk.aws_iam.CfnRole(scope, 'Role', {
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
    policies: [
      policy('run', tracing ? [write, TRACE] : [write]),
      ...(read.length > 0 ? [policy('secrets', read)] : []),
    ],
  });
  if (tracing) for (const { type, data } of tracesAcknowledged()) role.node.addMetadata(type, data);
  return role;
}

let noted: readonly MetadataEntry[] | undefined;

/** What CDK notes of a role for it. With each note it takes the stack of the call, which is always the same here. */
function tracesAcknowledged(): readonly MetadataEntry[] {
  if (noted) return noted;
  const scope = new Construct(undefined as never, '');
  cdk.Validations.of(scope).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'The X-Ray actions that send traces take no resource',
  });
  noted = scope.node.metadata;
  return noted;
}

const TRACE = allow(['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*');

function policy(policyName: string, statements: readonly Statement[]): aws_iam.CfnRole.PolicyProperty {
  return { policyName, policyDocument: { Version: '2012-10-17', Statement: statements } };
}

/**
 * To read these secrets, and to decrypt with the keys that they are encrypted with, by way of Secrets Manager alone.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
function readSecrets(scope: IScope, secrets: readonly Secret[]): readonly Statement[] {
  if (secrets.length === 0) return [];
  const { region } = cdk.Stack.of(scope);
  const arns = sortedOnce(secrets.map(({ id }) => id)).map((id) => secretArn(scope, id));
  const keys = sortedOnce(secrets.flatMap(({ kmsKeyArn }) => kmsKeyArn ?? []));
  const read = allow('secretsmanager:GetSecretValue', arns);
  const viaService = { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } };
  return keys.length > 0 ? [read, allow('kms:Decrypt', keys, viaService)] : [read];
}

/**
 * Secrets Manager puts six characters of its own behind a name.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 */
function secretArn(scope: IScope, id: string): string {
  if (id.startsWith('arn:')) return id;
  return cdk.Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${id}-??????`,
    arnFormat: cdk.ArnFormat.COLON_RESOURCE_NAME,
  });
}

function sortedOnce(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
