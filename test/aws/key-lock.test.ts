import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Connection, connect } from '../../lib/aws/clients.js';
import { withKeyLock } from '../../lib/aws/key-lock.js';
import { realTiming } from '../../lib/aws/timing.js';
import { speedUp } from './support/fast-clock.js';
import { type StandIn, startStandIn } from './support/stand-in.js';
import { bookshopRegion } from './support/stand-in-region.js';

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
