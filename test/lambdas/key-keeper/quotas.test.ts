import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTIFIED_TAG } from '../../../lib/keys/notified-tag.js';
import { keeperRun, NOON } from './keeper.js';
import { addKey, type StandIn, startStandIn } from './stand-in.js';

const DENIED = { status: 403, type: 'AccessDeniedException' };
const DAY_MS = 86_400_000;

let standIn: StandIn;
beforeEach(async () => {
  standIn = await startStandIn();
});
afterEach(() => standIn.close());

const told = () => standIn.events.map(({ kind, detail }) => `${kind}: ${detail.keyId}`);

/** November to its 21st day: all of it used on the first. */
function useOfGold(used: number, limit = 1_000): readonly (readonly [number, number])[] {
  return Array.from({ length: 21 }, (_, day) => [day === 0 ? used : 0, limit - used] as const);
}

describe('quotas', () => {
  it.each([
    [0, []],
    [799, []],
    [800, ['Quota Nearing: k']],
    [999, ['Quota Nearing: k']],
    [1_000, ['Quota Reached: k']],
    // Best effort: API Gateway lets a few more through.
    [1_003, ['Quota Reached: k']],
  ])('of 1,000 with %i used tell %j', async (used, events) => {
    addKey(standIn, 'k');
    standIn.usage.set('plan-g', { k: useOfGold(used) });
    await keeperRun(standIn);
    expect(told()).toEqual(events);
  });

  it('tell the use, the limit and the period', async () => {
    addKey(standIn, 'k', { owner: 'acme' });
    standIn.usage.set('plan-g', { k: useOfGold(850) });
    await keeperRun(standIn);
    expect(standIn.events).toEqual([
      {
        source: 'gatewright.keys',
        kind: 'Quota Nearing',
        detail: {
          gateway: 'shop',
          plan: 'gold',
          owner: 'acme',
          keyId: 'k',
          region: 'eu-west-1',
          used: 850,
          limit: 1_000,
          since: '2026-11-01',
          percent: 80,
          on: '2026-11-21',
        },
      },
    ]);
    expect(standIn.keys.get('k')?.tags[NOTIFIED_TAG]).toBe('gold/2026-11-01/80');
  });

  it.each([
    ['gold', 'plan-g', '2026-11-01', '2026-11-21'],
    ['weekly', 'plan-w', '2026-11-15', '2026-11-21'],
  ])('of the plan %s are read for its period', async (plan, planId, from, to) => {
    addKey(standIn, 'k', { plan });
    await keeperRun(standIn);
    expect(standIn.calls).toContain(`GET /usageplans/${planId}/usage?limit=500&startDate=${from}&endDate=${to}`);
    expect(standIn.calls.filter((call) => call.startsWith('GET /usageplans'))).toHaveLength(1);
  });

  it('count what was granted on top', async () => {
    addKey(standIn, 'k');
    standIn.usage.set('plan-g', { k: useOfGold(900, 2_000) });
    await keeperRun(standIn);
    expect(told()).toEqual([]);
  });

  it('are told once for a key, a period and a threshold', async () => {
    addKey(standIn, 'k');
    const days = (used: number) => standIn.usage.set('plan-g', { k: useOfGold(used) });
    days(800);
    await keeperRun(standIn);
    days(900);
    await keeperRun(standIn);
    days(1_000);
    await keeperRun(standIn);
    await keeperRun(standIn);
    expect(told()).toEqual(['Quota Nearing: k', 'Quota Reached: k']);
    standIn.usage.set('plan-g', { k: [[820, 180]] });
    await keeperRun(standIn, { atMs: NOON + 10 * DAY_MS });
    expect(told()).toEqual(['Quota Nearing: k', 'Quota Reached: k', 'Quota Nearing: k']);
  });

  it('are told anew on another plan', async () => {
    addKey(standIn, 'k').tags[NOTIFIED_TAG] = 'free/2026-11-01/100';
    standIn.usage.set('plan-g', { k: useOfGold(800) });
    await keeperRun(standIn);
    expect(told()).toEqual(['Quota Nearing: k']);
  });

  it('of keys that are disabled, of another gateway or by now on another plan are nobody’s affair', async () => {
    addKey(standIn, 'disabled', {}, false);
    addKey(standIn, 'theirs', { gateway: 'other' });
    addKey(standIn, 'moved', { plan: 'weekly' });
    addKey(standIn, 'k');
    const all = useOfGold(1_000);
    standIn.usage.set('plan-g', { disabled: all, theirs: all, moved: all, gone: all, k: all });
    await keeperRun(standIn);
    expect(told()).toEqual(['Quota Reached: k']);
  });

  it('of a key that this very run has disabled are not told', async () => {
    addKey(standIn, 'k', { expires: '2026-11-20T00:00:00Z' });
    standIn.usage.set('plan-g', { k: useOfGold(1_000) });
    await keeperRun(standIn);
    expect(told()).toEqual(['Key Expired: k']);
  });

  it('are read to the last page, while another plan’s cannot be read', async () => {
    standIn.pageSize = 2;
    const ids = ['k0', 'k1', 'k2', 'k3', 'k4'];
    for (const id of ids) addKey(standIn, id, { plan: 'weekly' });
    addKey(standIn, 'g');
    standIn.usage.set('plan-w', Object.fromEntries(ids.map((id) => [id, [[45, 5]]])));
    standIn.fail('GET /usageplans/plan-g', DENIED);
    const { report } = await keeperRun(standIn);
    expect(told()).toEqual(ids.map((id) => `Quota Nearing: ${id}`));
    expect(report).toMatchObject({ told: 5, failed: 1 });
  });

  it('are told again where the key could not remember it', async () => {
    addKey(standIn, 'k');
    standIn.usage.set('plan-g', { k: useOfGold(800) });
    standIn.fail('PUT /tags', DENIED, 1);
    expect((await keeperRun(standIn)).report.failed).toBe(1);
    await keeperRun(standIn);
    await keeperRun(standIn);
    expect(told()).toEqual(['Quota Nearing: k', 'Quota Nearing: k']);
  });
});
