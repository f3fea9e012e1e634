import { afterEach, describe, expect, it } from 'vitest';
import { addKey, bookshopRegion, planNamed, tagsOf } from '../../aws/support/stand-in-region.js';
import { keysWorld, operationOf } from './support/keys-world.js';

const ireland = bookshopRegion('eu-west-1');
const virginia = bookshopRegion('us-east-1');
const both = [ireland, virginia];
const { keys: run, standIn } = keysWorld(both);
const keys = (...args: readonly string[]) => run(...args, '--regions', 'eu-west-1,us-east-1');
const acme = ['issue', '--plan', 'gold', '--owner', 'acme'];

afterEach(() => {
  standIn().fault = () => undefined;
  standIn().events.length = 0;
  for (const region of both) {
    region.keys.clear();
    for (const plan of region.plans.values()) plan.keyIds.clear();
  }
});

const values = () => both.map((region) => [...region.keys.values()].map((key) => key.value));

function failIn(region: string, operation: RegExp): void {
  standIn().fault = (call) =>
    call.region === region && operation.test(operationOf(call))
      ? { kind: 'answer', status: 403, code: 'AccessDeniedException', message: 'not here' }
      : undefined;
}

describe('a key of several regions', () => {
  it('has one value in all of them, and an event in each', async () => {
    const report = JSON.parse((await keys(...acme, '--json')).out);
    expect(values()).toEqual([[report.value], [report.value]]);
    expect(report.keys.map((key: { region: string }) => key.region)).toEqual(['eu-west-1', 'us-east-1']);
    expect(standIn().events.map(({ region, detail }) => [region, (detail as { region: string }).region])).toEqual([
      ['eu-west-1', 'eu-west-1'],
      ['us-east-1', 'us-east-1'],
    ]);
  });

  it.each([
    ['made', /^POST apikeys/],
    ['put on its plan', /^POST usageplans/],
  ])('is in none where it cannot be %s in one', async (_, operation) => {
    failIn('us-east-1', operation);
    expect(await keys(...acme)).toMatchObject({
      exitCode: 3,
      err: expect.stringMatching(/us-east-1 was denied: not here/),
    });
    expect(values()).toEqual([[], []]);
    expect(standIn().events).toEqual([]);
  });

  it('is named where it could not be taken back', async () => {
    standIn().fault = (call) => {
      const isFault = /^(POST|DELETE) usageplans/.test(operationOf(call)) && call.region === 'us-east-1';
      const isStuck = /^DELETE apikeys/.test(operationOf(call)) && call.region === 'eu-west-1';
      return isFault || isStuck ? { kind: 'answer', status: 403, code: 'AccessDeniedException' } : undefined;
    };
    const { exitCode, err } = await keys(...acme);
    const [left] = ireland.keys.values();
    expect(exitCode).toBe(3);
    expect(err).toContain(`key ${left?.id} in eu-west-1 is still there`);
    expect(err).toContain(`gatewright keys revoke ${left?.id} --region eu-west-1`);
    expect(virginia.keys.size).toBe(0);
  });

  it('is rotated, moved and revoked in all, whichever id names it', async () => {
    const report = JSON.parse((await keys(...acme, '--json')).out);
    const inVirginia = report.keys[1].keyId;
    const rotated = JSON.parse((await keys('rotate', inVirginia, '--json')).out);
    expect(both.map((region) => [...region.keys.values()].filter((key) => key.value === rotated.value).length)).toEqual(
      [1, 1],
    );
    const next = rotated.keys[1].keyId;
    expect((await keys('move', next, '--plan', 'free')).exitCode).toBe(0);
    expect(both.map((region) => planNamed(region, 'free').keyIds.size)).toEqual([1, 1]);
    expect((await keys('revoke', next, '--yes')).exitCode).toBe(0);
    expect(both.map((region) => region.keys.size)).toEqual([0, 0]);
  });

  it('goes back to its plan everywhere where one region fails to move it', async () => {
    const report = JSON.parse((await keys(...acme, '--json')).out);
    const { id } = planNamed(virginia, 'free');
    failIn('us-east-1', new RegExp(`^POST usageplans/${id}/keys`));
    expect((await keys('move', report.keys[0].keyId, '--plan', 'free')).exitCode).toBe(3);
    expect(
      both.map((region) => [planNamed(region, 'gold').keyIds.size, planNamed(region, 'free').keyIds.size]),
    ).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect([...ireland.keys.values()].map((key) => key.tags['gatewright:plan'])).toEqual(['gold']);
  });

  it('is not rotated where a region lacks it, and check finds it', async () => {
    const { id } = addKey(ireland, { plan: 'gold', tags: tagsOf({ request: 'r1' }) });
    expect(await keys('rotate', id)).toMatchObject({ exitCode: 1, err: expect.stringMatching(/is not in us-east-1/) });
    const check = await keys('check', '--json');
    expect(check.exitCode).toBe(1);
    expect(JSON.parse(check.out).findings).toMatchObject([{ fault: 'not-everywhere', keyId: id, region: 'eu-west-1' }]);
  });

  it('is issued once for a request, and not half anew', async () => {
    await keys(...acme, '--request-id', 'r7');
    expect(await keys(...acme, '--request-id', 'r7')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/issued before/),
    });
    virginia.keys.clear();
    expect(await keys(...acme, '--request-id', 'r7')).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/none in us-east-1/),
    });
    expect(ireland.keys.size).toBe(1);
  });

  it('keeps its value everywhere where one region fails to give the old one its grace', async () => {
    const report = JSON.parse((await keys(...acme, '--json')).out);
    let calls = 0;
    standIn().fault = (call) => {
      if (call.method !== 'PUT' || call.region !== 'us-east-1') return undefined;
      calls += 1;
      return calls === 2 ? { kind: 'answer', status: 403, code: 'AccessDeniedException' } : undefined;
    };
    expect((await keys('rotate', report.keys[0].keyId)).exitCode).toBe(3);
    expect(values()).toEqual([[report.value], [report.value]]);
    for (const region of both)
      for (const { tags } of region.keys.values())
        expect(Object.keys(tags).filter((name) => /grace-until|replaced-by/.test(name))).toEqual([]);
  });

  it('is ended where it can be, and what still works is named', async () => {
    const report = JSON.parse((await keys(...acme, '--json')).out);
    failIn('eu-west-1', new RegExp(`^DELETE apikeys/${report.keys[0].keyId}`));
    const run = await keys('revoke', report.keys[0].keyId, '--yes');
    expect(run.exitCode).toBe(3);
    expect(run.err).toMatch(/still works in eu-west-1/);
    expect(
      standIn()
        .events.filter(({ kind }) => kind === 'Key Revoked')
        .map(({ region }) => region),
    ).toEqual(['us-east-1']);
    expect(virginia.keys.size).toBe(0);
  });
});
