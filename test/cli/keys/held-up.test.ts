import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { realTiming } from '../../../lib/aws/timing.js';
import { addKey, bookshopRegion, tagsOf } from '../../aws/support/stand-in-region.js';
import { keysWorld, operationOf } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys, standIn } = keysWorld([region]);
let heldUpMs = 0;

beforeEach(() => {
  heldUpMs = 0;
  const now = vi.mocked(realTiming.nowMs).getMockImplementation() ?? Date.now;
  vi.mocked(realTiming.nowMs).mockImplementation(() => now() + heldUpMs);
});
afterEach(() => {
  standIn().fault = () => undefined;
  region.keys.clear();
  for (const plan of region.plans.values()) plan.keyIds.clear();
});

const isNewKey = (body: string) => body !== '' && !body.includes('gatewright:lock');

/** The machine sleeps for a minute as soon as a key is made. */
function sleepOnceMade(): void {
  standIn().fault = (call) => {
    if (operationOf(call) === 'POST apikeys' && isNewKey(call.body)) heldUpMs = 60_000;
    return undefined;
  };
}

it('takes back a key of a run that was held up past its lock, and says why', async () => {
  sleepOnceMade();
  const run = await keys('issue', '--plan', 'gold', '--owner', 'acme', '--request-id', 'r1');
  expect(run).toMatchObject({ exitCode: 3, out: '', err: expect.stringMatching(/lock on request r1 .* is over/) });
  expect(region.keys.size).toBe(0);
});

it('leaves the old key of a rotation that was held up working, for the next run to rotate', async () => {
  const old = addKey(region, { plan: 'gold', tags: tagsOf({ request: 'r1' }) });
  sleepOnceMade();
  expect(await keys('rotate', old.id)).toMatchObject({ exitCode: 3, err: expect.stringMatching(/lock on key r1/) });
  expect(old).toMatchObject({ enabled: true });
  expect([...region.keys.keys()]).toEqual([old.id]);
  standIn().fault = () => undefined;
  expect(await keys('rotate', old.id)).toMatchObject({ exitCode: 0 });
  expect(region.keys.size).toBe(2);
});

it('takes back no key that another run has made of the same request', async () => {
  let theirs: string | undefined;
  standIn().fault = (call) => {
    if (operationOf(call) !== 'POST apikeys' || !isNewKey(call.body)) return undefined;
    theirs ??= addKey(region, { plan: 'gold', tags: tagsOf({ request: 'r1', run: 'theirs' }) }).id;
    return { kind: 'broken', done: false };
  };
  const run = await keys('issue', '--plan', 'gold', '--owner', 'acme', '--request-id', 'r1');
  expect(run).toMatchObject({ exitCode: 3, err: expect.stringMatching(/got no answer/) });
  expect([...region.keys.keys()]).toEqual([theirs]);
});

it('takes back the key that it has made itself where no answer came', async () => {
  standIn().fault = (call) =>
    operationOf(call) === 'POST apikeys' && isNewKey(call.body)
      ? { kind: 'broken', done: region.keys.size < 2 }
      : undefined;
  const run = await keys('issue', '--plan', 'gold', '--owner', 'acme', '--request-id', 'r1');
  expect(run.exitCode).toBe(3);
  expect(region.keys.size).toBe(0);
});
