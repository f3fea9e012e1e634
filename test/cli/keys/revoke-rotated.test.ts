import { afterEach, describe, expect, it } from 'vitest';
import { addKey, bookshopRegion, tagsOf } from '../../aws/support/stand-in-region.js';
import { keysWorld, operationOf } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys, standIn } = keysWorld([region]);
const FUTURE = '2099-01-01T00:00:00Z';

afterEach(() => {
  standIn().fault = () => undefined;
  standIn().events.length = 0;
  region.keys.clear();
  for (const plan of region.plans.values()) plan.keyIds.clear();
});

const add = (request: string, replacedBy?: string) =>
  addKey(region, {
    plan: 'gold',
    tags: tagsOf({ request, ...(replacedBy && { 'replaced-by': replacedBy, 'grace-until': FUTURE }) }),
  });
const place = ({ id }: { readonly id: string }) => ({ region: 'us-east-1', keyId: id });

describe('keys revoke, of a key that was rotated', () => {
  it('ends the old value with the new one, and says so', async () => {
    const old = add('r1');
    const next = JSON.parse((await keys('rotate', old.id, '--grace', '7d', '--json')).out).keys[0].keyId;
    const run = await keys('revoke', 'acme', '--yes');
    expect(run).toMatchObject({ exitCode: 0, out: expect.stringMatching(new RegExp(`former +${old.id}`)) });
    expect([...region.keys]).toEqual([]);
    const revoked = standIn().events.filter(({ kind }) => kind === 'Key Revoked');
    expect(revoked.map(({ detail }) => (detail as { keyId: string }).keyId)).toEqual([next, old.id]);
  });

  it('ends all former values, and none of others', async () => {
    const [oldest, old, key] = [add('r1', 'r2'), add('r2', 'r3'), add('r3')];
    const other = add('r4', 'r5');
    const foreign = addKey(region, { tags: tagsOf({ gateway: 'library', request: 'r0', 'replaced-by': 'r3' }) });
    const run = await keys('revoke', key.id, '--yes', '--json');
    expect(JSON.parse(run.out)).toMatchObject({ keys: [place(key)], former: [place(old), place(oldest)], later: [] });
    expect([...region.keys.keys()]).toEqual([other.id, foreign.id]);
  });

  it('leaves the new key alone where the old one is meant, and says that it goes on', async () => {
    const [old, next] = [add('r1', 'r2'), add('r2')];
    const run = await keys('revoke', old.id, '--yes');
    expect(run).toMatchObject({ exitCode: 0, out: expect.stringMatching(new RegExp(`goes on +${next.id}`)) });
    expect([...region.keys.keys()]).toEqual([next.id]);
  });

  it('ends what it can, and names the former value that still works', async () => {
    const [old, key] = [add('r1', 'r2'), add('r2')];
    standIn().fault = (call) =>
      operationOf(call) === `DELETE apikeys/${old.id}`
        ? { kind: 'answer', status: 403, code: 'AccessDeniedException' }
        : undefined;
    const run = await keys('revoke', key.id, '--yes', '--json');
    expect(run).toMatchObject({ exitCode: 3, err: expect.stringMatching(`key ${old.id} still works in us-east-1`) });
    expect(JSON.parse(run.out)).toMatchObject({ keys: [place(key)], former: [] });
  });

  it('ends keys whose tags go round in a circle, once each', async () => {
    const [one, two] = [add('r1', 'r2'), add('r2', 'r1')];
    const run = await keys('revoke', one.id, '--yes', '--json');
    expect(JSON.parse(run.out)).toMatchObject({ keys: [place(one)], former: [place(two)] });
    expect(region.keys.size).toBe(0);
  });
});
