import { Match } from 'aws-cdk-lib/assertions';
import { describe, it } from 'vitest';
import { apiKey, gateway, reply, route, usagePlan } from '../../lib/spec/index.js';
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
