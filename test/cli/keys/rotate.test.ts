import { afterEach, describe, expect, it } from 'vitest';
import { addKey, bookshopRegion, planNamed, tagsOf } from '../../aws/support/stand-in-region.js';
import { keysWorld, operationOf } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys, standIn } = keysWorld([region]);
const DAY_MS = 86_400_000;

afterEach(() => {
  standIn().fault = () => undefined;
  standIn().events.length = 0;
  region.keys.clear();
  for (const plan of region.plans.values()) plan.keyIds.clear();
});

const issued = (tags: Record<string, string> = {}) =>
  addKey(region, { plan: 'gold', tags: tagsOf({ request: 'r1', ...tags }) });

describe('keys rotate', () => {
  it('makes a key with a value of its own beside the old one, which goes on until the grace is over', async () => {
    const old = issued({ expires: '2099-01-01T00:00:00Z' });
    const before = Date.now();
    const run = await keys('rotate', old.id, '--grace', '7d', '--json');
    const report = JSON.parse(run.out);
    const next = region.keys.get(report.keys[0].keyId);
    expect(next?.value).toBe(report.value);
    expect(next?.value).not.toBe(old.value);
    expect(next?.tags).toEqual(
      tagsOf({
        expires: '2099-01-01T00:00:00Z',
        request: next?.tags['gatewright:request'] ?? '',
        regions: 'us-east-1',
      }),
    );
    expect(old).toMatchObject({ enabled: true, tags: { 'gatewright:replaced-by': next?.tags['gatewright:request'] } });
    const graceMs = Date.parse(old.tags['gatewright:grace-until'] ?? '') - before;
    expect(graceMs).toBeGreaterThanOrEqual(7 * DAY_MS);
    expect(graceMs).toBeLessThan(7 * DAY_MS + 60_000);
    expect([...planNamed(region, 'gold').keyIds].sort()).toEqual([old.id, next?.id].sort());
    expect(standIn().events).toMatchObject([
      { kind: 'Key Rotated', detail: { keyId: old.id, replacedBy: next?.id, owner: 'acme', plan: 'gold' } },
    ]);
  });

  it('disables the old key at once without a grace', async () => {
    const old = issued();
    expect((await keys('rotate', old.id, '--grace', '0s')).exitCode).toBe(0);
    expect(old.enabled).toBe(false);
  });

  it('finds the key that took its place by the name, which both have', async () => {
    issued();
    await keys('rotate', 'acme', '--grace', '1d');
    const second = await keys('rotate', 'acme', '--grace', '1d', '--json');
    expect(second.exitCode).toBe(0);
    expect(region.keys.size).toBe(3);
  });

  it.each<[string, Record<string, string>, boolean, RegExp]>([
    [
      'in its grace',
      { 'grace-until': '2099-01-01T00:00:00Z', 'replaced-by': 'r2' },
      true,
      /was rotated already.*2099-01-01.*revoke/,
    ],
    ['that is disabled', {}, false, /is disabled/],
    ['that has expired', { expires: '2020-01-01T00:00:00Z' }, true, /expired on 2020-01-01.*--expires/],
    ['that is on another plan than its tag says', { plan: 'free' }, true, /is not on plan free.*keys move/],
    ['without a record', { owner: '', plan: '' }, true, /was not issued by Gatewright/],
  ])('is refused for a key %s', async (_, tags, enabled, message) => {
    const old = issued(tags);
    old.enabled = enabled;
    const run = await keys('rotate', old.id);
    expect(run).toMatchObject({ exitCode: 1, out: '', err: expect.stringMatching(message) });
    expect([...region.keys.keys()]).toEqual([old.id]);
  });

  it('leaves the old key as it was where the new one cannot be made', async () => {
    const old = issued();
    const tags = { ...old.tags };
    standIn().fault = (call) =>
      operationOf(call) === 'POST apikeys' && !call.body.includes('gatewright:lock')
        ? { kind: 'answer', status: 403, code: 'AccessDeniedException' }
        : undefined;
    expect((await keys('rotate', old.id)).exitCode).toBe(3);
    expect(old.tags).toEqual(tags);
    expect([...region.keys.keys()]).toEqual([old.id]);
  });

  it.each([1, 2])('leaves nothing behind where tag call %i on the old key fails', async (nth) => {
    const old = issued();
    const tags = { ...old.tags };
    let calls = 0;
    standIn().fault = (call) => {
      if (call.method !== 'PUT') return undefined;
      calls += 1;
      return calls === nth ? { kind: 'answer', status: 403, code: 'AccessDeniedException' } : undefined;
    };
    expect(await keys('rotate', old.id)).toMatchObject({ exitCode: 3, out: '' });
    expect(old.tags).toEqual(tags);
    expect([...region.keys.keys()]).toEqual([old.id]);
    expect([...planNamed(region, 'gold').keyIds]).toEqual([old.id]);
    expect(standIn().events).toEqual([]);
  });

  it('still hands the new value over where the old key cannot be disabled, and says so', async () => {
    const old = issued();
    standIn().fault = ({ method }) =>
      method === 'PATCH' ? { kind: 'answer', status: 403, code: 'AccessDeniedException' } : undefined;
    const run = await keys('rotate', old.id, '--grace', '0s', '--json');
    expect(run).toMatchObject({ exitCode: 3, err: expect.stringMatching(/old key .* still works in us-east-1/) });
    expect([...region.keys.values()].map((key) => key.value)).toContain(JSON.parse(run.out).value);
  });

  it('takes a new end for a key that has expired', async () => {
    const old = issued({ expires: '2020-01-01T00:00:00Z' });
    const run = await keys('rotate', old.id, '--expires', '2099-01-01', '--json');
    expect(JSON.parse(run.out)).toMatchObject({ expires: '2099-01-01T00:00:00Z' });
  });

  it('drops what a killed run has made, whose value nobody got', async () => {
    const old = issued({ 'replaced-by': 'killed' });
    const half = addKey(region, { plan: 'gold', tags: tagsOf({ request: 'killed' }) });
    const run = await keys('rotate', old.id, '--json');
    expect(run.exitCode).toBe(0);
    expect(region.keys.has(half.id)).toBe(false);
    expect(region.keys.size).toBe(2);
  });

  it('is done once by two administrators at once', async () => {
    const old = issued();
    const runs = await Promise.all([keys('rotate', old.id), keys('rotate', old.id)]);
    expect(runs.map((run) => run.exitCode).sort()).toEqual([0, 1]);
    expect(runs.map((run) => run.err).join('')).toMatch(/was rotated already/);
    expect(region.keys.size).toBe(2);
  });
});
