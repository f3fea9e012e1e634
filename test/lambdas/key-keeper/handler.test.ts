import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyKeeper } from '../../../lambdas/key-keeper/handler.js';
import { CONFIG } from './keeper.js';
import { addKey, type StandIn, startStandIn } from './stand-in.js';

const context = { getRemainingTimeInMillis: () => 300_000 };

let standIn: StandIn;
const lines: unknown[] = [];
beforeEach(async () => {
  standIn = await startStandIn();
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => lines.push(JSON.parse(line)));
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-a-secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'a-session-token');
  vi.stubEnv('AWS_ENDPOINT_URL', standIn.endpoint);
  vi.stubEnv('GATEWRIGHT_USAGE_PLANS', 'gold=plan-g,weekly=plan-w');
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await standIn.close();
});

describe('the handler of the key keeper', () => {
  it('keeps keys as its environment says, and ends with a line of sums', async () => {
    addKey(standIn, 'k', { plan: 'weekly' });
    standIn.usage.set('plan-w', { k: [[41, 9]] });
    const report = await keyKeeper(CONFIG)({}, context);
    expect(report).toEqual({ looked: 1, disabled: 0, told: 1, failed: 0, left: 0 });
    expect(lines.at(-1)).toEqual({ message: 'done', ...report });
  });

  it('throws once all else is done where anything failed, so that the alarm sees it', async () => {
    addKey(standIn, 'odd', { expires: 'soon' });
    addKey(standIn, 'k', { expires: '2020-01-01T00:00:00Z' });
    await expect(keyKeeper(CONFIG)({}, context)).rejects.toThrow("1 of this run's actions failed; its log says which");
    expect(standIn.keys.get('k')?.enabled).toBe(false);
  });

  it('does not throw for what there was no time for, and says so', async () => {
    addKey(standIn, 'k', { expires: '2020-01-01T00:00:00Z' });
    await keyKeeper(CONFIG)({}, { getRemainingTimeInMillis: () => 10_000 });
    expect(standIn.calls).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ message: 'out of time', left: 1 });
  });

  it('fails where it has no credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    await expect(keyKeeper(CONFIG)({}, context)).rejects.toThrow('failed');
    expect(JSON.stringify(lines)).not.toContain('not-a-secret');
  });

  it('reads no quotas where its gateway has none', async () => {
    vi.stubEnv('GATEWRIGHT_USAGE_PLANS', undefined);
    addKey(standIn, 'k');
    await keyKeeper({ gateway: 'shop', quotas: {} })({}, context);
    expect(standIn.calls).toEqual(['GET /apikeys?limit=500&includeValues=false']);
  });
});
