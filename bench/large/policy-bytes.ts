import type { Resource, Template } from './assembly-size.js';

/** As CloudFormation ends the names that it makes. */
const SUFFIX = '-ABCDEFGHIJKL';
const STATEMENT_ID_CHARACTERS = 100;
const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-central-1',
  'AWS::AccountId': '111111111111',
};
const API_ID = 'abcdef1234';
const STAGE = 'prod';

/**
 * The largest policy of a function: Lambda makes a statement of each permission and refuses what comes to more than
 * 20,480 bytes, which CDK does not count. https://github.com/aws/aws-cdk/issues/9327
 */
export function largestPolicyBytes(template: Template, stackName: string): number {
  const policies = new Map<string, object[]>();
  for (const [id, resource] of Object.entries(template.Resources ?? {})) {
    if (resource.Type !== 'AWS::Lambda::Permission') continue;
    const name = JSON.stringify(resource.Properties?.FunctionName);
    policies.set(name, [...(policies.get(name) ?? []), statementOf(`${stackName}-${id}`, resource, stackName)]);
  }
  const texts = [...policies.values()].map((Statement) =>
    JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }),
  );
  return Math.max(0, ...texts.map((text) => Buffer.byteLength(text)));
}

function statementOf(id: string, { Properties = {} }: Resource, stackName: string): object {
  const fn = (Properties.FunctionName as { 'Fn::GetAtt': readonly string[] })['Fn::GetAtt'][0];
  return {
    Sid: `${id.slice(0, STATEMENT_ID_CHARACTERS - SUFFIX.length)}${SUFFIX}`,
    Effect: 'Allow',
    Principal: { Service: Properties.Principal },
    Action: Properties.Action,
    Resource: `arn:aws:lambda:eu-central-1:111111111111:function:${stackName}-${fn}${SUFFIX}`,
    Condition: { ArnLike: { 'AWS:SourceArn': resolved(Properties.SourceArn) } },
  };
}

function resolved(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: readonly [string, readonly unknown[]] };
  if (join) return join[1].map(resolved).join(join[0]);
  return PSEUDO_PARAMETERS[Ref ?? ''] ?? (Ref?.includes('Stage') ? STAGE : API_ID);
}
