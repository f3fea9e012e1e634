import { afterEach, describe, expect, it } from 'vitest';
import { findKey } from '../../../lib/aws/keys/find-key.js';
import { recordingRegions } from '../../../lib/aws/keys/make-key.js';
import { moveKey } from '../../../lib/aws/keys/move-key.js';
import { openGateways } from '../../../lib/aws/keys/region-gateway.js';
import { addKey, bookshopRegion, planNamed, tagsOf } from '../../aws/support/stand-in-region.js';
import { keysWorld, operationOf } from './support/keys-world.js';

const ireland = bookshopRegion('eu-west-1');
const virginia = bookshopRegion('us-east-1');
const both = [ireland, virginia];
const { keys, standIn } = keysWorld(both);
const inIreland = ['--region', 'eu-west-1'];
const inBoth = ['--regions', 'eu-west-1,us-east-1'];
const THERE_TOO = /is also in us-east-1, as its record says/;

afterEach(() => {
  standIn().fault = () => undefined;
  standIn().events.length = 0;
  for (const region of both) {
    region.keys.clear();
    for (const plan of region.plans.values()) plan.keyIds.clear();
  }
});

async function issued(): Promise<{ readonly id: string; readonly value: string }> {
  const run = await keys('issue', '--plan', 'gold', '--owner', 'acme', '--json', ...inBoth);
  const { keys: places, value } = JSON.parse(run.out);
  return { id: places[0].keyId, value };
}

const alive = (value: string) =>
  both.map((region) => [...region.keys.values()].some((key) => key.value === value && key.enabled));

function closeVirginia(): void {
  standIn().fault = ({ region, service }) =>
    region === 'us-east-1' && service === 'cloudformation'
      ? { kind: 'answer', status: 403, code: 'AccessDenied' }
      : undefined;
}

describe('the regions of a key', () => {
  it('stand in its record, also of the one that takes its place', async () => {
    const { id } = await issued();
    await keys('rotate', id, ...inBoth);
    const recorded = both.flatMap((region) => [...region.keys.values()].map(({ tags }) => tags['gatewright:regions']));
    expect(recorded).toEqual(Array(4).fill('eu-west-1/us-east-1'));
  });

  it('are all revoked, where one of them is named', async () => {
    const { id, value } = await issued();
    const run = await keys('revoke', id, '--yes', '--json', ...inIreland);
    expect(run).toMatchObject({ exitCode: 0, err: expect.stringMatching(THERE_TOO) });
    expect(alive(value)).toEqual([false, false]);
    expect(JSON.parse(run.out).keys.map((key: { region: string }) => key.region)).toEqual(['eu-west-1', 'us-east-1']);
    expect(standIn().events.filter(({ kind }) => kind === 'Key Revoked')).toHaveLength(2);
  });

  it('all get the new value, where one of them is named', async () => {
    const { id, value } = await issued();
    const run = await keys('rotate', 'acme', '--grace', '0s', '--json', ...inIreland);
    expect(run).toMatchObject({ exitCode: 0, err: expect.stringMatching(THERE_TOO) });
    expect(alive(value)).toEqual([false, false]);
    expect(alive(JSON.parse(run.out).value)).toEqual([true, true]);
    expect(ireland.keys.get(id)?.enabled).toBe(false);
  });

  it('all have the key on the other plan, where one of them is named', async () => {
    const { id } = await issued();
    const run = await keys('move', id, '--plan', 'free', ...inIreland);
    expect(run).toMatchObject({ exitCode: 0, err: expect.stringMatching(THERE_TOO) });
    expect(both.map((region) => planNamed(region, 'free').keyIds.size)).toEqual([1, 1]);
  });

  it.each([
    ['rotate', []],
    ['move', ['--plan', 'free']],
  ])('are left as they are by %s where one cannot be reached', async (command, more) => {
    const { id, value } = await issued();
    closeVirginia();
    const run = await keys(command, id, ...more, ...inIreland);
    expect(run).toMatchObject({
      exitCode: 3,
      out: '',
      err: expect.stringMatching(
        /also in us-east-1, as its record says, so nothing was changed: DescribeStacks in us-east-1 was denied/,
      ),
    });
    expect(both.map((region) => region.keys.size)).toEqual([1, 1]);
    expect(both.map((region) => planNamed(region, 'gold').keyIds.size)).toEqual([1, 1]);
    expect(alive(value)).toEqual([true, true]);
  });

  it('are revoked where they can be, and the one that cannot be reached is named', async () => {
    const { id, value } = await issued();
    closeVirginia();
    const run = await keys('revoke', id, '--yes', ...inIreland);
    expect(run).toMatchObject({
      exitCode: 3,
      err: expect.stringMatching(/may still work in us-east-1.*DescribeStacks in us-east-1 was denied/),
    });
    expect(run.out).toMatch(/revoked in part/);
    expect(alive(value)).toEqual([false, true]);
  });

  it('have all to be named by a program that opens them itself', async () => {
    const { id } = await issued();
    const gateways = await openGateways({ endpoint: standIn().url, regions: ['eu-west-1'] });
    const move = moveKey(gateways, await findKey(gateways, id), 'free');
    await expect(move).rejects.toThrow(/is also in us-east-1.*--regions eu-west-1,us-east-1/);
    expect(planNamed(ireland, 'gold').keyIds.size).toBe(1);
  });

  it('are refused where one tag does not hold them all', async () => {
    const [one] = await openGateways({ endpoint: standIn().url, regions: ['eu-west-1'] });
    const named = (count: number) => [one, ...Array.from({ length: count }, () => one)] as const;
    const key = { name: 'acme', value: 'v', plan: 'gold', record: { request: 'r1' } };
    expect(recordingRegions(named(20), key).record).toMatchObject({ regions: expect.stringMatching(/^eu-west-1\/eu/) });
    expect(() => recordingRegions(named(30), key)).toThrow(/cannot be in 31 regions/);
  });

  it('count for nothing where the record does not name the place that the key is in', async () => {
    const { id } = addKey(ireland, { plan: 'gold', tags: tagsOf({ request: 'r1', regions: 'us-east-1' }) });
    expect(await keys('rotate', id, ...inIreland)).toMatchObject({ exitCode: 0, err: '' });
  });

  it('say how to mend a key that one of them lacks', async () => {
    const { id } = await issued();
    virginia.keys.clear();
    expect(await keys('rotate', id, ...inIreland)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(
        /is not in us-east-1; though its record says so; revoke it with gatewright keys revoke/,
      ),
    });
  });
});

describe('keys check of several regions', () => {
  const found = async () => JSON.parse((await keys('check', '--json', ...inBoth)).out).findings;

  it('takes a key that stands alike in all of them for settled', async () => {
    await issued();
    expect(await keys('check', ...inBoth)).toMatchObject({ exitCode: 0, err: '' });
  });

  it.each<[string, () => void, RegExp]>([
    [
      'disabled',
      () => {
        for (const key of virginia.keys.values()) key.enabled = false;
      },
      /is live on gold here, and ended in us-east-1/,
    ],
    [
      'in its grace',
      () => {
        for (const { tags } of virginia.keys.values()) {
          tags['gatewright:grace-until'] = '2099-01-01T00:00:00Z';
          tags['gatewright:replaced-by'] = 'r2';
        }
      },
      /is live on gold here, and in its grace on gold in us-east-1/,
    ],
    [
      'on another plan',
      () => {
        for (const key of virginia.keys.values()) {
          planNamed(virginia, 'gold').keyIds.delete(key.id);
          planNamed(virginia, 'free').keyIds.add(key.id);
          key.tags['gatewright:plan'] = 'free';
        }
      },
      /is live on gold here, and live on free in us-east-1/,
    ],
  ])('finds a key that is %s in one and live in the other', async (_, change, message) => {
    const { id } = await issued();
    change();
    expect(await found()).toMatchObject([
      { fault: 'differs', keyId: id, region: 'eu-west-1', message: expect.stringMatching(message) },
    ]);
  });

  it('says which regions of the keys it did not look at', async () => {
    await issued();
    expect(await keys('check', ...inIreland)).toMatchObject({
      exitCode: 0,
      err: expect.stringMatching(/also in us-east-1; --regions looks at all/),
    });
  });
});

it('is refused by the rights of one region only before anything is changed', async () => {
  const { id, value } = await issued();
  standIn().fault = (call) =>
    call.region === 'us-east-1' && operationOf(call) === 'POST apikeys'
      ? { kind: 'answer', status: 403, code: 'AccessDeniedException' }
      : undefined;
  expect(await keys('rotate', id, ...inIreland)).toMatchObject({ exitCode: 3 });
  expect(alive(value)).toEqual([true, true]);
});
