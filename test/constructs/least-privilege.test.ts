import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { gateway, introspection, lambda, route, secret } from '../../lib/spec/index.js';
import { everyScheme } from '../fixtures/gateways/every-scheme.js';
import { resourcesOf, stackOf, templateOf } from './support/synth.js';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const template = Template.fromStack(stackOf(everyScheme, { env: { account: '111122223333', region: 'eu-west-1' } }));

/** `handlerscases` of `handlerscasesRole1A2B3C4D`. */
const ownerOf = (logicalId: string) => logicalId.replace(/(Role|Function|Logs)[0-9A-F]{8}$/, '');

const roles = Object.entries(template.findResources('AWS::IAM::Role')).map(([id, { Properties }]) => ({
  owner: ownerOf(id),
  properties: Properties,
  statements: Properties.Policies.flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) => PolicyDocument.Statement,
  ) as readonly Statement[],
}));

const handlers = [
  'handlersadvice',
  'handlerscases',
  'handlerscatalogue',
  'handlersnightly',
  'handlersorders',
  'handlersreadings',
  'handlerssavings',
  'handlersstatements',
  'handlersterminal',
  'handlerstill',
  'handlerstransfers',
];
const functions = ['authorizer', 'authterminals', ...handlers, 'keykeeper'];

describe('the roles of a gateway with every scheme', () => {
  it('are one for each function, and one for the schedule of the key keeper', () => {
    expect(roles.map(({ owner }) => owner).sort()).toEqual([...functions, 'keykeeperSchedule']);
    expect(Object.keys(template.findResources('AWS::Lambda::Function')).map(ownerOf).sort()).toEqual(functions);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  });

  it('are for Lambda alone, but that of the schedule, and have no policy from elsewhere', () => {
    for (const { owner, properties } of roles) {
      expect(properties).not.toHaveProperty('ManagedPolicyArns');
      const service = owner === 'keykeeperSchedule' ? 'scheduler' : 'lambda';
      expect(properties.AssumeRolePolicyDocument.Statement).toMatchObject([
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: `${service}.amazonaws.com` } },
      ]);
    }
  });

  it('have one policy beside them, that of the key keeper: keys of this gateway and their notices', () => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties);
    expect(policies).toMatchObject([{ Roles: [{ Ref: expect.stringMatching(/^keykeeperRole/) }] }]);
    const statements: readonly Statement[] = policies[0]?.PolicyDocument.Statement;
    expect(statements.map(({ Action }) => Action)).toEqual([
      'apigateway:GET',
      'apigateway:PATCH',
      'apigateway:PUT',
      'events:PutEvents',
    ]);
    expect(statements.map(({ Condition = 'none' }) => Condition)).toEqual([
      'none',
      { StringEquals: { 'aws:ResourceTag/gatewright:gateway': 'bank' } },
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': [expect.any(String)] }, Null: { 'aws:TagKeys': 'false' } },
      { StringEquals: { 'events:source': 'gatewright.keys' } },
    ]);
    expect(statements.some(({ Resource }) => [Resource].flat().includes('*'))).toBe(false);
  });

  it('let the schedule invoke the key keeper and nothing else', () => {
    const { statements } = roles.find(({ owner }) => owner === 'keykeeperSchedule') ?? {};
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^keykeeperFunction/), 'Arn'] },
      },
    ]);
  });

  it.each(functions)('let %s do this and nothing else', (name) => {
    const { statements = [] } = roles.find(({ owner }) => owner === name) ?? {};
    const logs = ['authorizer', 'keykeeper'].includes(name) ? new RegExp(`^${name}Logs[0-9A-F]{8}$`) : /^HandlerLogs$/;
    const common = [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(logs), 'Arn'] },
      },
      { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
    ];
    expect(statements).toEqual(name === 'authorizer' ? [...common, ...secretsOfTheAuthorizer] : common);
  });
});

const secretsOfTheAuthorizer = [
  {
    Effect: 'Allow',
    Action: 'secretsmanager:GetSecretValue',
    Resource: [
      'arn:aws:secretsmanager:eu-west-1:111122223333:secret:bank/exchange-AbCdEf',
      {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':secretsmanager:eu-west-1:111122223333:secret:bank/introspection-??????',
          ],
        ],
      },
    ],
  },
  {
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource: ['arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666'],
    Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
  },
];

describe('the invocations that a gateway with every scheme allows', () => {
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission')).map(({ Properties }) => ({
    fn: ownerOf(Properties.FunctionName['Fn::GetAtt'][0]),
    api: /"Ref":"(HttpApi|RestApi)"\},"\/\*"\]/.exec(JSON.stringify(Properties.SourceArn))?.[1],
    rest: { action: Properties.Action, principal: Properties.Principal },
  }));

  it('are of each function by the APIs that use it', () => {
    expect(permissions.map(({ fn, api }) => `${fn} by ${api}`).sort()).toEqual(
      [
        ...['authorizer', 'authterminals', 'handlersnightly', 'handlersterminal'].flatMap((fn) => [
          `${fn} by HttpApi`,
          `${fn} by RestApi`,
        ]),
        ...['advice', 'cases', 'readings', 'statements', 'till', 'transfers'].map((fn) => `handlers${fn} by HttpApi`),
        ...['catalogue', 'orders', 'savings'].map((fn) => `handlers${fn} by RestApi`),
      ].sort(),
    );
  });

  it('are by API Gateway, and to invoke', () => {
    for (const { rest } of permissions) {
      expect(rest).toEqual({ action: 'lambda:InvokeFunction', principal: 'apigateway.amazonaws.com' });
    }
  });
});

describe('what a bundled authorizer calls', () => {
  it('is named in its metadata, and in no other function’s', () => {
    const marked = Object.entries(resourcesOf(template)).filter(([, resource]) => 'Metadata' in resource);
    expect(marked.map(([id]) => ownerOf(id))).toEqual(['authorizer']);
    expect(marked[0]?.[1]).toMatchObject({
      Metadata: {
        'gatewright:issuers': ['https://id.bank.example/', 'https://machines.bank.example/'],
        'gatewright:key-sets': ['https://keys.bank.example/machines.json'],
        'gatewright:introspection-endpoints': ['https://opaque.bank.example/introspect'],
        'gatewright:token-endpoints': ['https://id.bank.example/token'],
        'gatewright:secrets': [
          'arn:aws:secretsmanager:eu-west-1:111122223333:secret:bank/exchange-AbCdEf',
          { id: 'bank/introspection', field: 'client_secret' },
        ],
      },
    });
  });

  it('has nothing of a kind that it does not call, and no key where none is named', () => {
    const opaque = introspection('opaque', {
      endpoint: 'https://id.example/introspect',
      client: { id: 'gateway', secret: secret('introspection') },
    });
    const made = templateOf(gateway('small', { routes: [route('GET /a', { auth: opaque, to: lambda('a.ts') })] }));
    const [marked] = Object.values(resourcesOf(made)).filter((resource) => 'Metadata' in resource);
    expect(Object.keys((marked as unknown as { Metadata: object }).Metadata)).toEqual([
      'gatewright:introspection-endpoints',
      'gatewright:secrets',
    ]);
    expect(JSON.stringify(made.findResources('AWS::IAM::Role'))).not.toContain('kms:');
  });
});
