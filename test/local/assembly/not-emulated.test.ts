import { describe, expect, it } from 'vitest';
import { messages, readResources } from './assembly-fixture.js';

const resources = (...types: string[]) => Object.fromEntries(types.map((Type, index) => [`R${index}`, { Type }]));

describe('notices', () => {
  it.each([
    'AWS::CloudFront::KeyValueStore',
    'AWS::StepFunctions::StateMachine',
    'AWS::ApiGateway::DomainNameV2',
    'AWS::Serverless::Function',
    'AWS::Lambda::EventSourceMapping',
    'Custom::Thing',
    'AWS::Unheard::Of',
  ])('name %s as not emulated', (type) => {
    expect(readResources(resources(type)).notices).toEqual([
      {
        kind: 'not-emulated',
        stackName: 'Shop',
        logicalId: 'R0',
        resourceType: type,
        message: expect.stringMatching(/\w/),
      },
    ]);
  });

  it.each([
    'AWS::IAM::Role',
    'AWS::Logs::LogGroup',
    'AWS::CDK::Metadata',
    'AWS::Lambda::Permission',
    'AWS::ApiGateway::Account',
    'AWS::DynamoDB::Table',
    'AWS::SQS::Queue',
    'AWS::EC2::VPC',
    'AWS::ApiGatewayV2::VpcLink',
  ])('say nothing of %s', (type) => {
    expect(readResources(resources(type)).notices).toEqual([]);
  });

  it('count further resources of a type instead of naming each', () => {
    const found = messages(readResources(resources('AWS::Unheard::Of', 'AWS::Unheard::Of', 'AWS::Unheard::Of')));

    expect(found).toEqual(['not-emulated R0 the local gateway does not know this resource type (and 2 more)']);
  });

  it('say nothing of what does not exist', () => {
    const Conditions = { Never: { 'Fn::Equals': [1, 2] } };
    const machine = { Type: 'AWS::StepFunctions::StateMachine', Condition: 'Never' };

    expect(readResources({ Machine: machine }, { Conditions }).notices).toEqual([]);
  });

  it('name what is no resource', () => {
    const found = messages(readResources({ A: {}, B: 'text', 'Fn::ForEach::All': ['X', [], {}] }));

    expect(found).toEqual([
      'unresolved A is no resource: it has no Type',
      'unresolved B is no resource: it has no Type',
      'unresolved Fn::ForEach::All is expanded by CloudFormation only',
    ]);
  });
});

describe('macros', () => {
  it('are named, but for those that the reader knows', () => {
    const Transform = ['AWS::LanguageExtensions', 'Mine', { Name: 'AWS::Include' }];

    expect(messages(readResources({}, { Transform }))).toEqual([
      'unresolved Transform the macro Mine runs in CloudFormation only',
      'unresolved Transform the macro AWS::Include runs in CloudFormation only',
    ]);
  });
});

describe('issuers', () => {
  it('come from authorizers, bodies and metadata, each once', () => {
    const authorizer = (Issuer: string) => ({
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: { ApiId: { Ref: 'Api' }, AuthorizerType: 'JWT', JwtConfiguration: { Issuer, Audience: ['a'] } },
    });
    const model = readResources({
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP', Body: {} } },
      A: authorizer('https://one.example/'),
      B: authorizer('https://one.example/'),
      F: {
        Type: 'AWS::IAM::Role',
        Metadata: {
          'gatewright:issuers': [
            { 'Fn::Sub': 'https://${AWS::Region}.example' },
            { Ref: 'Nobody' },
            'https://one.example/',
          ],
        },
      },
      G: { Type: 'AWS::IAM::Role', Metadata: { 'gatewright:issuers': 'https://no-list.example' } },
      H: {
        Type: 'AWS::IAM::Role',
        Metadata: { 'gatewright:key-sets': ['https://keys.example', 'https://keys.example'] },
      },
    });

    expect(model.issuers).toEqual(['https://body.example/', 'https://one.example/', 'https://us-east-1.example']);
    expect(model.keySets).toEqual(['https://keys.example']);
    expect(messages(model)).toEqual(['unresolved F Metadata.gatewright:issuers: the template has no Nobody']);
  });
});
