import { describe, expect, it } from 'vitest';
import { api, method, part, readMethod, readRest, unknown } from './rest-fixture.js';

describe('a REST API that cannot be known whole', () => {
  it.each<[string, object, object]>([
    [
      'an authorizer',
      { AuthorizationType: 'CUSTOM', AuthorizerId: unknown },
      { authorization: { kind: 'CUSTOM', authorizerId: 'gatewright:unresolved' } },
    ],
    [
      'a scope',
      { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: 'c', AuthorizationScopes: [unknown] },
      { authorization: { kind: 'COGNITO_USER_POOLS', authorizerId: 'c', scopes: ['gatewright:unresolved'] } },
    ],
    ['whether a key is needed', { ApiKeyRequired: unknown }, { apiKeyRequired: true }],
    ['its validator', { RequestValidatorId: unknown }, { validator: { body: true, parameters: true } }],
  ])('fails closed where a method does not know %s', (_, properties, expected) => {
    const found = readMethod(properties);

    expect(found.methods[0]).toMatchObject(expected);
    expect(found.messages.join()).toContain('the parameter Asked has no default');
  });

  it.each([unknown, 'GUESS'])('leaves out a method with the authorization type %j', (AuthorizationType) => {
    const found = readMethod({ AuthorizationType });

    expect(found.methods).toEqual([]);
    expect(found.messages).toContain('unresolved M AuthorizationType: is unknown, so the method is left out');
  });

  it('keeps a method whose integration has an unknown address, without the address', () => {
    const [found] = readMethod({
      Integration: { Type: 'AWS_PROXY', Uri: { 'Fn::Sub': 'arn:${Nobody.Arn}/invocations' } },
    }).methods;

    expect(found?.integration?.kind).toBe('AWS_PROXY');
    expect(found?.integration).not.toHaveProperty('uri');
  });

  it('asks an authorizer with an unknown identity source for what no caller has', () => {
    const found = readRest({
      R: part('Authorizer', { Name: 'r', Type: 'REQUEST', AuthorizerUri: 'x', IdentitySource: unknown }),
    });

    expect(Object.values(found.authorizers)[0]?.identitySource).toEqual(['gatewright:unresolved']);
  });

  it.each<[string, object]>([
    [
      'of the API',
      { Policy: { Statement: [{ Effect: 'Allow', Condition: { IpAddress: { 'aws:SourceIp': unknown } } }] } },
    ],
    [
      'of its body',
      {
        Body: {
          openapi: '3.0.1',
          'x-amazon-apigateway-policy': { Statement: [{ Effect: 'Allow', Principal: unknown }] },
        },
      },
    ],
  ])('lets nobody in where a part of the policy %s is unknown', (_, properties) => {
    expect(readRest({ Api: api(properties) }).policy).toMatchObject({
      Statement: [{ Effect: 'Deny', Principal: '*' }],
    });
  });

  it('notices a part of an API that is elsewhere', () => {
    expect(readRest({ M: method({ RestApiId: 'abcdefghij' }) }).messages).toEqual([
      'unresolved M belongs to the API abcdefghij, which is not in the cloud assembly',
    ]);
  });
});
