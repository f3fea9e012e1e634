import { describe, expect, it } from 'vitest';
import { messages, readResources } from './assembly-fixture.js';

const holding = (Metadata: object) => ({ Type: 'AWS::IAM::Role', Metadata });

describe('metadata of functions', () => {
  it('names introspection and token endpoints, each once', () => {
    const model = readResources({
      A: holding({
        'gatewright:introspection-endpoints': ['https://id.example/introspect', 'https://id.example/introspect'],
        'gatewright:token-endpoints': [{ 'Fn::Sub': 'https://id.example/${AWS::Region}/token' }],
      }),
      B: holding({ 'gatewright:introspection-endpoints': ['https://other.example/introspect', 7] }),
    });
    expect(model.introspectionEndpoints).toEqual(['https://id.example/introspect', 'https://other.example/introspect']);
    expect(model.tokenEndpoints).toEqual(['https://id.example/us-east-1/token']);
    expect(messages(model)).toEqual(['unresolved B Metadata.gatewright:introspection-endpoints: expected strings']);
  });

  it('names secrets, each once with all the members that are read of it', () => {
    const arn = { 'Fn::Sub': 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:idp' };
    const model = readResources({
      A: holding({ 'gatewright:secrets': ['plain', { id: 'json', field: 'one' }, arn] }),
      B: holding({ 'gatewright:secrets': [{ id: 'json', field: 'two' }, { id: 'json', field: 'one' }, 'plain'] }),
      C: holding({ 'gatewright:secrets': [{ field: 'of nothing' }, { Ref: 'Nobody' }] }),
    });
    expect(model.secrets).toEqual([
      { id: 'plain', fields: [] },
      { id: 'json', fields: ['one', 'two'] },
      { id: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:idp', fields: [] },
    ]);
    expect(messages(model)).toEqual([
      'unresolved C Metadata.gatewright:secrets: expected secret ids, or objects with an id and a field',
      'unresolved C Metadata.gatewright:secrets: the template has no Nobody',
    ]);
  });
});

describe('issuers', () => {
  it('hold those of the user pools that REST authorizers name', () => {
    const pool = (arn: unknown) => ({
      Type: 'AWS::ApiGateway::Authorizer',
      Properties: { RestApiId: { Ref: 'Api' }, Type: 'COGNITO_USER_POOLS', ProviderARNs: [arn] },
    });
    const model = readResources({
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
      Own: { Type: 'AWS::Cognito::UserPool' },
      A: pool('arn:aws:cognito-idp:eu-west-1:222233334444:userpool/eu-west-1_AbC'),
      B: pool('arn:aws-cn:cognito-idp:cn-north-1:222233334444:userpool/cn-north-1_AbC'),
      C: pool({ 'Fn::GetAtt': ['Own', 'Arn'] }),
      D: pool('arn:aws:lambda:eu-west-1:222233334444:function:no-pool'),
    });
    expect(model.issuers).toEqual([
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC',
      'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbC',
      expect.stringMatching(/^https:\/\/cognito-idp\.us-east-1\.amazonaws\.com\/us-east-1_\w+$/),
    ]);
  });
});
