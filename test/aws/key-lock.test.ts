import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tagApiKey } from '../../lib/aws/api-keys.js';
import { type Connection, connect } from '../../lib/aws/clients.js';
import { withKeyLock } from '../../lib/aws/key-lock.js';
import { realTiming } from '../../lib/aws/timing.js';
import { speedUp } from './support/fast-clock.js';
import { type StandIn, startStandIn } from './support/stand-in.js';
import { addKey, bookshopRegion } from './support/stand-in-region.js';

const region = bookshopRegion('us-east-1');
let standIn: StandIn;
let aws: Connection;
beforeAll(async () => {
  standIn = await startStandIn([region]);
});
beforeEach(async () => {
  speedUp();
  aws = await connect({ endpoint: standIn.url, region: 'us-east-1' });
});
afterEach(() => {
  vi.restoreAllMocks();
  region.keys.clear();
});
afterAll(() => standIn.close());

const lock = { gateway: 'bookshop', subject: 'key k1' };

it('lets one at a time work on a subject', async () => {
  let working = 0;
  let most = 0;
  const work = async () => {
    working += 1;
    most = Math.max(most, working);
    await new Promise((done) => setTimeout(done, 20));
    working -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withKeyLock([aws], lock, work)));
  expect(most).toBe(1);
  expect(region.keys.size).toBe(0);
}, 20_000);

it('opens nothing: it is disabled, on no plan, and says what it is', async () => {
  await withKeyLock([aws], lock, async () => {
    const [key] = region.keys.values();
    expect(key).toMatchObject({ enabled: false, description: expect.stringMatching(/lock/) });
    expect([...region.plans.values()].some((plan) => plan.keyIds.size > 0)).toBe(false);
  });
});

it('is not shared by other subjects or gateways', async () => {
  await withKeyLock([aws], lock, () =>
    withKeyLock([aws], { ...lock, subject: 'key k2' }, () =>
      withKeyLock([aws], { ...lock, gateway: 'library' }, async () => undefined),
    ),
  );
});

it('is given back where the work fails', async () => {
  await expect(withKeyLock([aws], lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(region.keys.size).toBe(0);
});

it('is taken over from a run that was killed, once its lease is over', async () => {
  let release: () => void = () => undefined;
  const killed = withKeyLock([aws], lock, () => new Promise<void>((done) => (release = done)));
  await expect.poll(() => region.keys.size).toBe(1);
  let waited = 0;
  const startedAtMs = realTiming.nowMs();
  const options = { ...lock, leaseMs: 3_000, onWait: () => (waited += 1) };
  expect(await withKeyLock([aws], options, async () => 'mine')).toBe('mine');
  expect(realTiming.nowMs() - startedAtMs).toBeGreaterThanOrEqual(3_000);
  expect(waited).toBe(1);
  release();
  await killed;
});

describe('a lock whose lease runs out', () => {
  let now = 0;
  const timing = { nowMs: () => now, sleep: async (ms: number) => (now += ms), random: () => 0 };
  const lockText = () => [...region.keys.values()].find((key) => 'gatewright:lock' in key.tags)?.description;
  let slow: Connection;
  beforeEach(async () => {
    now = 0;
    slow = await connect({ endpoint: standIn.url, region: 'us-east-1', timing });
  });

  it('is renewed before a changing call, as often as it takes', async () => {
    const key = addKey(region, {});
    await withKeyLock([slow], lock, async (guard) => {
      for (let times = 1; times <= 4; times += 1) {
        now += 40_000;
        await tagApiKey(guard(slow), key.id, { plan: `plan ${times}` });
        expect(lockText()).toMatch(`renewed ${times} times`);
      }
    });
    expect(key.tags['gatewright:plan']).toBe('plan 4');
  });

  it.each<[string, () => void]>([
    ['was held up until it is nearly over', () => (now += 46_000)],
    [
      'has lost it to another run',
      () => {
        now += 20_000;
        region.keys.clear();
      },
    ],
  ])('stops a run that %s before its next changing call', async (_, holdUp) => {
    const { id } = addKey(region, {});
    standIn.calls.length = 0;
    const work = withKeyLock([slow], lock, async (guard) => {
      await tagApiKey(guard(slow), id, { plan: 'gold' });
      holdUp();
      await tagApiKey(guard(slow), id, { plan: 'free' });
    });
    await expect(work).rejects.toThrow(/held up.*its lock on key k1 in us-east-1 is over.*nothing more was changed/);
    expect(standIn.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('is looked at again before a call that is repeated', async () => {
    const { id } = addKey(region, {});
    standIn.calls.length = 0;
    standIn.fault = ({ method }) => {
      if (method !== 'PUT') return undefined;
      now += 50_000;
      return { kind: 'answer', status: 429, code: 'TooManyRequestsException' };
    };
    const work = withKeyLock([slow], lock, (guard) => tagApiKey(guard(slow), id, { plan: 'gold' }));
    await expect(work).rejects.toThrow(/is over/);
    expect(standIn.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    standIn.fault = () => undefined;
  });
});

it('is not taken over from a run that works for longer than its lease, and renews it', async () => {
  const { id } = addKey(region, {});
  const leaseMs = 30_000;
  let working = 0;
  let most = 0;
  const work = async (guard: (one: Connection) => Connection) => {
    working += 1;
    most = Math.max(most, working);
    const endMs = realTiming.nowMs() + 2 * leaseMs;
    while (realTiming.nowMs() < endMs) {
      await tagApiKey(guard(aws), id, { plan: 'gold' });
      await new Promise((done) => setTimeout(done, 50));
    }
    working -= 1;
  };
  const long = withKeyLock([aws], { ...lock, leaseMs }, work);
  await expect.poll(() => working).toBe(1);
  await Promise.all([long, withKeyLock([aws], { ...lock, leaseMs }, async () => (most = Math.max(most, working + 1)))]);
  expect(most).toBe(1);
}, 20_000);
