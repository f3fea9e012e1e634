import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { apiKey, gateway, reply, route, usagePlan } from '../../lib/spec/index.js';
import { splits } from '../fixtures/gateways/split.js';
import { partOf, partTemplates, pressStack } from './support/nested.js';
import { templateOf } from './support/synth.js';

const gold = usagePlan('gold', {
  ratePerSecond: 100,
  burst: 200,
  routes: { 'GET /feeds/{path+}': { ratePerSecond: 0.5, burst: 3 }, 'POST /': { ratePerSecond: 7, burst: 8 } },
});
const free = usagePlan('free', { ratePerSecond: 2, burst: 5 });
const auth = apiKey('partners', { plans: [free, gold] });
const template = templateOf(
  gateway('shop', {
    routes: [route('GET /feeds/{path+}', { auth, to: reply(200, {}) }), route('POST /', { auth, to: reply(201, {}) })],
  }),
);

describe('limits of single routes in a plan', () => {
  it('stand at the stage, under path and method', () => {
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      UsagePlanName: 'shop-gold',
      Throttle: { RateLimit: 100, BurstLimit: 200 },
      ApiStages: [
        Match.objectLike({
          Throttle: {
            '/feeds/{path+}/GET': { RateLimit: 0.5, BurstLimit: 3 },
            '//POST': { RateLimit: 7, BurstLimit: 8 },
          },
        }),
      ],
    });
  });

  it('are not there where a plan has none', () => {
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      UsagePlanName: 'shop-free',
      ApiStages: [{ ApiId: Match.anyValue(), Stage: Match.anyValue(), Throttle: Match.absent() }],
    });
  });
});

interface ApiStage {
  readonly ApiId: object;
  readonly Throttle?: object;
}

describe('the usage plans of a split gateway', () => {
  const templates = partTemplates(pressStack(splits.letters));
  const plans = Object.values(partOf(templates, 'own').findResources('AWS::ApiGateway::UsagePlan')).map(
    ({ Properties }) => Properties,
  );
  const partOfStage = ({ ApiId }: ApiStage) => /"Part([a-z])NestedStack/.exec(JSON.stringify(ApiId))?.[1];

  it('are each one over the stages of all REST APIs, so that a key is counted once', () => {
    expect(plans.map(({ UsagePlanName }) => UsagePlanName)).toEqual(['press-chain', 'press-shelf']);
    for (const { ApiStages } of plans) {
      expect(ApiStages.map(partOfStage)).toEqual([...'defghl']);
      for (const { ApiId, Stage } of ApiStages) {
        expect(ApiId['Fn::GetAtt'][1]).toMatch(/^Outputs\.\w+RestApi[0-9A-F]{8}Ref$/);
        expect(Stage['Fn::GetAtt']).toEqual([ApiId['Fn::GetAtt'][0], expect.stringMatching(/RestApiStage\w{8}Ref$/)]);
      }
    }
  });

  it('limit a route at the stage that has it, and at no other', () => {
    const limited = plans.map(({ ApiStages }) =>
      ApiStages.map((stage: ApiStage) => [partOfStage(stage), stage.Throttle]),
    );
    const none = (parts: string) => [...parts].map((part) => [part, undefined]);
    expect(limited).toEqual([
      none('defghl'),
      [
        ['d', { '/downloads/{path+}/GET': { RateLimit: 11, BurstLimit: 22 } }],
        ['e', { '/exports/GET': { RateLimit: 12, BurstLimit: 24 } }],
        ...none('fghl'),
      ],
    ]);
  });

  it('keep their logical ids when the gateway is split otherwise, or not at all: keys stay theirs', () => {
    const idsOf = (split: Parameters<typeof pressStack>[0]) =>
      Object.entries(partOf(partTemplates(pressStack(split)), 'own').findResources('AWS::ApiGateway::UsagePlan')).map(
        ([id, { Properties }]) => [id, Properties.UsagePlanName, Properties.ApiStages.length],
      );
    expect(idsOf(splits.names)).toEqual([
      ['UsagePlanchain', 'press-chain', 3],
      ['UsagePlanshelf', 'press-shelf', 3],
    ]);
    expect(idsOf(false)).toEqual([
      ['UsagePlanchain', 'press-chain', 1],
      ['UsagePlanshelf', 'press-shelf', 1],
    ]);
  });
});
