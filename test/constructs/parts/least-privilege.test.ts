import { describe, expect, it } from 'vitest';
import { splits } from '../../fixtures/gateways/split.js';
import { partOf, partTemplates, pressStack } from '../support/nested.js';
import { logicalIds, resourcesOf } from '../support/synth.js';

const templates = partTemplates(pressStack(splits.letters));
const PARTS = [...'abcdefghil'];

const rolesOf = (part: string) =>
  Object.entries(partOf(templates, part).findResources('AWS::IAM::Role')).map(([id, { Properties }]) => ({
    id,
    properties: Properties,
  }));

describe('the roles in the stacks of parts', () => {
  it('are one for each function there, and nothing else lets anybody do anything', () => {
    for (const part of PARTS) {
      const functions = logicalIds(partOf(templates, part), 'AWS::Lambda::Function');
      const owners = functions.map((id) => id.replace(/Function\w{8}$/, '')).sort();
      expect(
        rolesOf(part)
          .map(({ id }) => id.replace(/Role\w{8}$/, ''))
          .sort(),
      ).toEqual(owners);
      for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'])
        partOf(templates, part).resourceCountIs(type, 0);
    }
    expect(PARTS.flatMap(rolesOf)).toHaveLength(6);
  });

  it('are for Lambda, to write to the log group of that stack and to send traces', () => {
    for (const { properties } of PARTS.flatMap(rolesOf)) {
      expect(properties).not.toHaveProperty('ManagedPolicyArns');
      expect(properties.AssumeRolePolicyDocument.Statement).toEqual([
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
      ]);
      expect(properties.Policies).toHaveLength(1);
      expect(properties.Policies[0].PolicyDocument.Statement).toEqual([
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': ['HandlerLogs', 'Arn'] },
        },
        { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
      ]);
    }
  });

  it('read no secret: what reads any stands with the gateway, which alone names it', () => {
    for (const part of PARTS) expect(JSON.stringify(resourcesOf(partOf(templates, part)))).not.toContain('secret');
    const [authorizer] = rolesOf('own').filter(({ id }) => id.startsWith('authorizer'));
    expect(JSON.stringify(authorizer)).toContain(':secret:press/houses-??????');
  });
});

describe('a stack that is nested', () => {
  it('gets no capability of its own, and is gone with the gateway', () => {
    const stacks = Object.values(partOf(templates, 'own').findResources('AWS::CloudFormation::Stack'));
    for (const { DeletionPolicy, Properties } of stacks) {
      expect(DeletionPolicy).toBe('Delete');
      expect(Object.keys(Properties).filter((name) => !['TemplateURL', 'Parameters'].includes(name))).toEqual([]);
    }
  });
});
