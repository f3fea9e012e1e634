import { afterEach, describe, expect, it } from 'vitest';
import { addKey, bookshopRegion, planNamed, tagsOf } from '../../aws/support/stand-in-region.js';
import { keysWorld, operationOf } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys, standIn } = keysWorld([region]);

afterEach(() => {
  standIn().fault = () => undefined;
  standIn().events.length = 0;
  region.keys.clear();
  for (const plan of region.plans.values()) plan.keyIds.clear();
});

const issued = (given: object = {}) => addKey(region, { plan: 'gold', tags: tagsOf({ request: 'r1' }), ...given });
const on = (name: string) => [...planNamed(region, name).keyIds];

describe('keys move', () => {
  it('puts a key on another plan and says so in its record', async () => {
    const key = issued();
    const run = await keys('move', 'acme', '--plan', 'free');
    expect(run).toMatchObject({ exitCode: 0, out: expect.stringMatching(/moved.*acme.*from gold to free/) });
    expect([on('gold'), on('free')]).toEqual([[], [key.id]]);
    expect(key.tags['gatewright:plan']).toBe('free');
    expect(standIn().events).toMatchObject([{ kind: 'Key Moved', detail: { plan: 'free', formerPlan: 'gold' } }]);
  });

  it('does nothing to a key that is there already', async () => {
    const key = issued();
    expect(await keys('move', key.id, '--plan', 'gold', '--json')).toMatchObject({ exitCode: 0 });
    expect(on('gold')).toEqual([key.id]);
    expect(standIn().events).toEqual([]);
  });

  it('puts a key back on its plan where the other refuses it', async () => {
    const key = issued();
    const { id } = planNamed(region, 'free');
    standIn().fault = (call) =>
      operationOf(call) === `POST usageplans/${id}/keys`
        ? { kind: 'answer', status: 400, code: 'BadRequestException', message: 'full' }
        : undefined;
    expect(await keys('move', key.id, '--plan', 'free')).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/full/),
    });
    expect([on('gold'), on('free')]).toEqual([[key.id], []]);
    expect(key.tags['gatewright:plan']).toBe('gold');
  });

  it('says where a key is left on no plan', async () => {
    const key = issued();
    standIn().fault = (call) =>
      /^POST usageplans/.test(operationOf(call))
        ? { kind: 'answer', status: 403, code: 'AccessDeniedException' }
        : undefined;
    const run = await keys('move', key.id, '--plan', 'free');
    expect(run.exitCode).toBe(3);
    expect(run.err).toContain(`key ${key.id} in us-east-1 is not on plan gold any more`);
  });

  it('is refused for an unknown plan before the key is taken off its own', async () => {
    const key = issued();
    expect(await keys('move', key.id, '--plan', 'gild')).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/no plan gild/),
    });
    expect(on('gold')).toEqual([key.id]);
  });
});

describe('keys revoke', () => {
  it('deletes the key', async () => {
    const key = issued();
    expect(await keys('revoke', key.id, '--yes')).toMatchObject({ exitCode: 0 });
    expect([...region.keys]).toEqual([]);
    expect(standIn().events).toMatchObject([{ kind: 'Key Revoked', detail: { keyId: key.id, owner: 'acme' } }]);
  });

  it('wants --yes where nobody can be asked', async () => {
    const key = issued();
    expect(await keys('revoke', key.id)).toMatchObject({ exitCode: 2, err: expect.stringMatching(/add --yes/) });
    expect(region.keys.has(key.id)).toBe(true);
  });

  it('is done where another administrator was faster', async () => {
    const key = issued();
    const runs = await Promise.all([keys('revoke', key.id, '--yes'), keys('revoke', key.id, '--yes')]);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(region.keys.size).toBe(0);
  });
});

describe('a key', () => {
  it('is refused where its name means several, with their ids', async () => {
    const [one, two] = [issued(), issued({ tags: tagsOf({ request: 'r2' }) })];
    const run = await keys('show', 'acme');
    expect(run).toMatchObject({ exitCode: 1, err: expect.stringMatching(/several keys are named acme/) });
    expect(run.err).toContain(`${one.id} in us-east-1, ${two.id} in us-east-1`);
  });

  it('is refused where there is none of that name', async () => {
    issued();
    expect(await keys('show', 'acm')).toMatchObject({ exitCode: 1, err: expect.stringMatching(/has no key acm/) });
  });

  it('of another gateway is out of reach', async () => {
    const other = addKey(region, { tags: tagsOf({ gateway: 'library' }) });
    expect(await keys('revoke', other.id, '--yes')).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/no key/),
    });
    expect(region.keys.has(other.id)).toBe(true);
  });

  it('that somebody put on a plan by hand can be revoked', async () => {
    const { id } = issued({ tags: {} });
    expect(await keys('revoke', id, '--yes')).toMatchObject({ exitCode: 0 });
    expect(region.keys.size).toBe(0);
  });

  it('is not named by its value, which goes nowhere', async () => {
    const { value } = issued();
    standIn().calls.length = 0;
    const run = await keys('revoke', value, '--yes');
    expect(run).toMatchObject({ exitCode: 1, err: expect.stringMatching(/looks like a key's value/) });
    expect(run.err).not.toContain(value);
    expect(JSON.stringify(standIn().calls)).not.toContain(value);
  });
});
