import { type Auth, apiKey, gateway, reply, route, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../lib/plan/plan-gateway.js';

const free = usagePlan('free', { ratePerSecond: 2, burst: 5, quota: { requests: 700, per: 'week' } });
const gold = usagePlan('gold', {
  ratePerSecond: 100,
  burst: 200,
  quota: { requests: 5_000, per: 'month' },
  routes: { 'GET /b': { ratePerSecond: 3, burst: 4 }, 'GET /a': { ratePerSecond: 1, burst: 2 } },
});
const plain = usagePlan('plain', { ratePerSecond: 9, burst: 8 });
const partners = apiKey('partners', { plans: [gold, free, plain] });

const planWith = (auth: Auth) =>
  planGateway(
    gateway('shop', { routes: ['GET /a', 'GET /b'].map((at) => route(at as 'GET /a', { auth, to: reply(200, {}) })) }),
  );
const keeperOf = (auth: Auth) => planWith(auth).functions.find(({ kind }) => kind === 'key-keeper');

describe('the plan of the key keeper', () => {
  it('knows the quotas as API Gateway names them, and says why it runs so often', () => {
    expect(keeperOf(partners)).toEqual({
      kind: 'key-keeper',
      id: 'key-keeper',
      memoryMb: 256,
      timeoutMs: 300_000,
      everyMinutes: 15,
      config: {
        gateway: 'shop',
        quotas: {
          free: { limit: 700, period: 'WEEK', offset: 0 },
          gold: { limit: 5_000, period: 'MONTH', offset: 0 },
        },
      },
      because: expect.stringContaining('every 15 minutes'),
    });
  });

  it('is there for plans without quotas as well: their keys end too', () => {
    expect(keeperOf(apiKey('partners', { plans: [plain] }))).toMatchObject({ config: { quotas: {} } });
  });

  it('is not there where nobody has a key', () => {
    expect(keeperOf('public')).toBeUndefined();
  });

  it('keeps its name from handlers', () => {
    const to = { kind: 'lambda', entry: 'key-keeper.ts' } as never;
    expect(() => planGateway(gateway('shop', { routes: [route('GET /a', { auth: partners, to })] }))).toThrow(
      /the built-in key keeper and key-keeper\.ts#handler/,
    );
  });
});

describe('the plan of limits for single routes', () => {
  it('has them by route, whatever order the spec has', () => {
    const { usagePlans } = planWith(partners);
    const routes = { 'GET /a': { ratePerSecond: 1, burst: 2 }, 'GET /b': { ratePerSecond: 3, burst: 4 } };
    expect(usagePlans.map((plan) => [plan.id, plan.routes])).toEqual([
      ['free', undefined],
      ['gold', routes],
      ['plain', undefined],
    ]);
    expect(Object.keys(usagePlans[1]?.routes ?? {})).toEqual(['GET /a', 'GET /b']);
  });
});
