import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dateOf } from '../../../lib/keys/key-usage.js';
import { addKey, bookshopRegion, planNamed, type StandInKey, tagsOf } from '../../aws/support/stand-in-region.js';
import { keysWorld } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys } = keysWorld([region]);
const today = dateOf(Date.now());
const yesterday = dateOf(Date.now() - 86_400_000);
let acme: StandInKey;
let globex: StandInKey;

beforeEach(() => {
  acme = addKey(region, { plan: 'gold', tags: tagsOf({ owner: 'acme', request: 'a' }) });
  globex = addKey(region, {
    plan: 'free',
    name: 'globex',
    tags: tagsOf({ owner: '=cmd', plan: 'free', request: 'b' }),
  });
  planNamed(region, 'gold').usage.set(acme.id, [
    [40, 4_999_960],
    [0, 4_999_960],
  ]);
  planNamed(region, 'free').usage.set(globex.id, [
    [1, 9_999],
    [8_000, 2_000],
  ]);
});
afterEach(() => {
  region.keys.clear();
  for (const plan of region.plans.values()) {
    plan.keyIds.clear();
    plan.usage.clear();
  }
});

describe('keys usage', () => {
  it('shows the requests of every key with a sparkline, the busiest first', async () => {
    const { out, exitCode } = await keys('usage');
    expect(exitCode).toBe(0);
    const rows = out.split('\n').filter((line) => line.includes('kus'));
    expect(rows[0]).toMatch(new RegExp(`${globex.id} +=cmd +free +8,001 +·{28}▁█$`));
    expect(rows[1]).toMatch(new RegExp(`${acme.id} +acme +gold +40 +·{28}█·$`));
    expect(out).toMatch(/8,041 requests of 2 keys/);
  });

  it('is of the days and of the key that were asked for', async () => {
    const run = await keys('usage', acme.id, '--from', yesterday, '--to', yesterday, '--json');
    expect(JSON.parse(run.out)).toEqual([
      {
        keyId: acme.id,
        name: 'acme',
        owner: 'acme',
        plan: 'gold',
        region: 'us-east-1',
        days: [{ date: yesterday, used: 0, remaining: 4_999_960 }],
      },
    ]);
  });

  it('is CSV with a line a day, in which no owner is a formula', async () => {
    const { out } = await keys('usage', '--from', yesterday, '--csv');
    expect(out.split('\n')).toEqual([
      'key,name,owner,plan,region,date,used,remaining',
      `${globex.id},globex,'=cmd,free,us-east-1,${yesterday},1,9999`,
      `${globex.id},globex,'=cmd,free,us-east-1,${today},8000,2000`,
      `${acme.id},acme,acme,gold,us-east-1,${yesterday},40,4999960`,
      `${acme.id},acme,acme,gold,us-east-1,${today},0,4999960`,
    ]);
  });

  it.each<[string, string[], number, RegExp]>([
    ['a day that there is not', ['--from', '2026-02-31'], 2, /a day such as/],
    ['days in the wrong order', ['--from', today, '--to', yesterday], 1, /is after --to/],
    ['more than API Gateway keeps', ['--from', '2020-01-01'], 1, /tells of 90 days/],
    ['days to come', ['--to', '2099-01-01'], 1, /still to come/],
    ['CSV and JSON at once', ['--csv', '--json'], 2, /cannot be used with/],
  ])('refuses %s', async (_, args, exitCode, message) => {
    expect(await keys('usage', ...args)).toMatchObject({ exitCode, out: '', err: expect.stringMatching(message) });
  });
});

describe('keys show', () => {
  it('shows use against the quota as a bar, and the day it was last seen', async () => {
    const { out, exitCode } = await keys('show', globex.id);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/plan +free: 2\/s, burst 4, 10,000 a month/);
    expect(out).toContain(`last seen  ${today}`);
    expect(out).toMatch(/█{4}░/);
    expect(out).not.toContain(globex.value);
    expect((await keys('show', acme.id)).out).toContain(`last seen  ${yesterday}`);
  });

  it('answers JSON with the days, and without the value', async () => {
    const run = await keys('show', 'globex', '--json');
    const report = JSON.parse(run.out);
    expect(report).toMatchObject({ id: globex.id, state: 'live', lastSeen: today, plans: [{ name: 'free' }] });
    expect(report.plans[0].days).toHaveLength(90);
    expect(run.out).not.toContain(globex.value);
  });

  it('shows a key that was never used', async () => {
    const { id } = addKey(region, { name: 'new', plan: 'gold', tags: tagsOf({ request: 'c' }) });
    const { out } = await keys('show', id);
    expect(out).toMatch(/last seen +not in 90 days/);
    expect(out).toMatch(/░ +0 %/);
  });
});
