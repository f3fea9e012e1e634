import { describe, expect, it } from 'vitest';
import { messages, readResources } from './assembly-fixture.js';

const Api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'a' } };
const Stage = { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'prod' } };
const plan = (properties: object = {}) => ({ Type: 'AWS::ApiGateway::UsagePlan', Properties: properties });
const key = (properties: object = {}) => ({ Type: 'AWS::ApiGateway::ApiKey', Properties: properties });
const link = (keyId: unknown, planId: unknown) => ({
  Type: 'AWS::ApiGateway::UsagePlanKey',
  Properties: { KeyId: keyId, KeyType: 'API_KEY', UsagePlanId: planId },
});

describe('usage plans', () => {
  it('carry limits for all, for a stage and for a method', () => {
    const model = readResources({
      Api,
      Stage,
      Gold: plan({
        UsagePlanName: 'gold',
        Throttle: { RateLimit: 10.5, BurstLimit: 20 },
        Quota: { Limit: 1000, Period: 'WEEK', Offset: 2 },
        ApiStages: [
          {
            ApiId: { Ref: 'Api' },
            Stage: { Ref: 'Stage' },
            Throttle: { '/pets/{id}/GET': { RateLimit: 1, BurstLimit: 2 }, '/x/GET': {} },
          },
        ],
      }),
    });

    expect(model.usagePlans).toEqual([
      {
        stackName: 'Shop',
        logicalId: 'Gold',
        id: expect.stringMatching(/^[a-z0-9]{6}$/),
        name: 'gold',
        throttle: { ratePerSecond: 10.5, burst: 20 },
        quota: { limit: 1000, period: 'WEEK', offset: 2 },
        apiStages: [
          {
            apiId: model.apis[0]?.apiId,
            stage: 'prod',
            throttle: { '/pets/{id}/GET': { ratePerSecond: 1, burst: 2 } },
          },
        ],
      },
    ]);
  });

  it('may have no limits and no stages', () => {
    const [found] = readResources({ Free: plan() }).usagePlans;

    expect(found).toEqual({
      stackName: 'Shop',
      logicalId: 'Free',
      id: expect.any(String),
      name: 'Free',
      apiStages: [],
    });
  });

  it('leave out a stage that cannot be known, and name it', () => {
    const model = readResources({ Free: plan({ ApiStages: [{ ApiId: { Ref: 'Nobody' }, Stage: 'prod' }] }) });

    expect(model.usagePlans[0]?.apiStages).toEqual([]);
    expect(messages(model)).toEqual(['unresolved Free ApiStages.0.ApiId: the template has no Nobody']);
  });
});

describe('API keys', () => {
  it('belong to the plans that name them', () => {
    const model = readResources({
      Free: plan(),
      Gold: plan(),
      Mine: key({ Name: 'mine', Value: 'abcdefghijklmnopqrstuvwxyz', Enabled: true }),
      Other: key({ Value: '01234567890123456789' }),
      L1: link({ Ref: 'Mine' }, { Ref: 'Gold' }),
      L2: link({ 'Fn::GetAtt': ['Mine', 'APIKeyId'] }, { Ref: 'Free' }),
    });
    const id = (name: string) => model.usagePlans.find(({ logicalId }) => logicalId === name)?.id;

    expect(model.apiKeys).toEqual([
      {
        stackName: 'Shop',
        logicalId: 'Mine',
        id: expect.any(String),
        name: 'mine',
        value: 'abcdefghijklmnopqrstuvwxyz',
        enabled: true,
        usagePlanIds: [id('Gold'), id('Free')],
      },
      {
        stackName: 'Shop',
        logicalId: 'Other',
        id: expect.any(String),
        name: 'Other',
        value: '01234567890123456789',
        enabled: false,
        usagePlanIds: [],
      },
    ]);
  });

  it('without a value get a random one, never one that follows from the template', () => {
    const asked: string[] = [];
    const randomKeyValue = (keyId: string) => {
      asked.push(keyId);
      return 'given by the caller';
    };
    const [found] = readResources({ K: key() }, {}, { randomKeyValue }).apiKeys;
    const values = [readResources({ K: key() }), readResources({ K: key() })].map(({ apiKeys }) => apiKeys[0]?.value);

    expect(found?.value).toBe('given by the caller');
    expect(asked).toEqual([found?.id]);
    expect(values[0]).toMatch(/^[a-z0-9]{40}$/);
    expect(values[0]).not.toBe(values[1]);
  });

  it('whose value cannot be resolved get a random one, and are named', () => {
    const model = readResources(
      { K: key({ Value: '{{resolve:secretsmanager:k}}' }) },
      {},
      { randomKeyValue: () => 'random' },
    );

    expect(model.apiKeys[0]?.value).toBe('random');
    expect(messages(model)[0]).toMatch(/^unresolved K Value: the dynamic reference/);
  });
});
