import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { harbour } from '../../fixtures/gateways/edge-with-everything.js';
import { stackOf } from '../support/synth.js';
import { stacksOf } from './edge-stacks.js';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const stack = stackOf(harbour, { env: { account: '666666666666', region: 'eu-north-1' } });
const [api, edge] = stacksOf(stack.node.root as never).map((one) => Template.fromStack(one));
if (!api || !edge) throw new Error('There are not two stacks');

/** `originkeeper` of `originkeeperRole1A2B3C4D`. */
const ownerOf = (logicalId: string) => logicalId.replace(/(Role|Function)[0-9A-F]{8}$/, '');

const inline = Object.entries(api.findResources('AWS::IAM::Role')).flatMap(([id, { Properties }]) =>
  Properties.Policies.flatMap(({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) =>
    PolicyDocument.Statement.map((statement) => ({ owner: ownerOf(id), statement })),
  ),
) as readonly { readonly owner: string; readonly statement: Statement }[];
const beside = Object.values(api.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) =>
  (Properties.PolicyDocument.Statement as Statement[]).map((statement) => ({
    owner: ownerOf(Properties.Roles[0].Ref),
    statement,
  })),
);

/** Actions that AWS lets nobody hold to a resource. */
const WITHOUT_RESOURCE = [
  'secretsmanager:GetRandomPassword',
  'tag:GetResources',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

describe('the roles of a gateway with an edge', () => {
  it('are one for each function, the origin keeper among them', () => {
    const functions = Object.keys(api.findResources('AWS::Lambda::Function')).map(ownerOf).sort();
    expect(functions).toContain('originkeeper');
    expect(Object.keys(api.findResources('AWS::IAM::Role')).map(ownerOf).sort()).toEqual(functions);
    api.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  });

  it('are none in the stack of the edge, where nothing runs', () => {
    for (const type of ['IAM::Role', 'IAM::Policy', 'Lambda::Function', 'Lambda::Permission'])
      edge.resourceCountIs(`AWS::${type}`, 0);
  });

  it('allow, and name a resource for all that takes one', () => {
    for (const { statement } of [...inline, ...beside]) {
      expect(statement.Effect).toBe('Allow');
      if ([statement.Resource].flat().includes('*'))
        expect(WITHOUT_RESOURCE).toEqual(expect.arrayContaining([statement.Action].flat()));
      expect(JSON.stringify(statement.Action)).not.toContain('*');
    }
  });

  it('let two read the secret of the origin, and one of them change it', () => {
    const having = (action: string) =>
      [...inline, ...beside]
        .filter(({ statement }) => [statement.Action].flat().includes(action))
        .map(({ owner, statement }) => [owner, statement.Resource]);
    const secret = { Ref: 'OriginSecret' };
    expect(having('secretsmanager:GetSecretValue').sort()).toEqual([
      ['authorizer', secret],
      ['originkeeper', secret],
    ]);
    expect(having('secretsmanager:PutSecretValue')).toEqual([['originkeeper', secret]]);
    expect(having('secretsmanager:UpdateSecretVersionStage')).toEqual([['originkeeper', secret]]);
  });

  it('let the origin keeper alone change a distribution, and that with the tag of this gateway', () => {
    const changing = [...inline, ...beside].filter(({ statement }) =>
      JSON.stringify(statement.Action).includes('cloudfront:'),
    );
    expect(changing).toHaveLength(1);
    expect(changing[0]).toMatchObject({
      owner: 'originkeeper',
      statement: {
        Condition: {
          StringEquals: { 'aws:ResourceTag/gatewright:origin': 'gatewright/eu-north-1/Shop/harbour/origin' },
        },
      },
    });
    edge.hasResourceProperties('AWS::CloudFront::Distribution', {
      Tags: [
        { Key: 'gatewright:gateway', Value: 'harbour' },
        { Key: 'gatewright:origin', Value: 'gatewright/eu-north-1/Shop/harbour/origin' },
      ],
    });
  });
});
