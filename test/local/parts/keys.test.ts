import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateOf } from '../../../lib/keys/key-usage.js';
import type { LocalGateway } from '../../../lib/local/index.js';
import { runKeys } from '../../cli/keys/support/keys-world.js';
import { splits } from '../../fixtures/gateways/split.js';
import { type Presses, startPresses } from './served-press.js';

const FEEDS = '/downloads/2026/catalogue.xml';
let presses: Presses;
let gateway: LocalGateway;

beforeAll(async () => {
  for (const name of ['AWS_REGION', 'AWS_PROFILE', 'AWS_ENDPOINT_URL']) delete process.env[name];
  presses = await startPresses();
  gateway = await presses.serve('letters', splits.letters);
}, 60_000);
afterAll(() => presses?.close());

const planId = (plan: string) => gateway.keys.usagePlans().find(({ name }) => name === `press-${plan}`)?.id ?? '';
const call = (path: string, key: string) => fetch(gateway.url + path, { headers: { 'x-api-key': key } });
const keys = (...args: readonly string[]) => runKeys(...args, '--endpoint', gateway.url, '--region', 'us-east-1');

async function statuses(key: string, ...paths: readonly string[]): Promise<readonly number[]> {
  const all: number[] = [];
  for (const path of paths) {
    const answer = await call(path, key);
    await answer.arrayBuffer();
    all.push(answer.status);
  }
  return all;
}

describe('a key of a gateway in parts', () => {
  it('is counted over all of them together, and used up in all of them', async () => {
    const { value } = gateway.keys.issue({ usagePlanId: planId('shelf'), name: 'corner' });
    expect(await statuses(value, FEEDS, '/exports', FEEDS, '/exports', FEEDS, '/exports')).toEqual([
      207, 203, 207, 203, 207, 203,
    ]);
    expect(await statuses(value, FEEDS, '/exports')).toEqual([429, 429]);
  });

  it('is told in every part that it is used up, in the same words', async () => {
    const { value } = gateway.keys.issue({ usagePlanId: planId('shelf'), name: 'wordy' });
    await statuses(value, ...Array.from({ length: 6 }, () => FEEDS));
    const [one, other] = [await call(FEEDS, value), await call('/exports', value)];
    expect([one.status, one.headers.get('content-type')]).toEqual([429, 'application/problem+json']);
    const told = await one.json();
    expect(told).toMatchObject({ status: 429, title: expect.stringContaining('quota') });
    expect(await other.json()).toEqual(told);
  });

  it('opens what its plan opens in each part, and nothing besides', async () => {
    const { value, id } = gateway.keys.issue({ usagePlanId: planId('chain'), name: 'chain' });
    expect(await statuses(value, FEEDS, '/exports', '/feeds/new', '/authors/ada')).toEqual([207, 203, 401, 401]);
    gateway.keys.setEnabled(id, false);
    expect(await statuses(value, FEEDS, '/exports')).toEqual([403, 403]);
  });
});

describe('gatewright keys, of a gateway in parts', () => {
  it('issues a key that opens all parts, and shows what it used of them together', async () => {
    const issued = await keys('issue', '--owner', 'acme', '--plan', 'shelf', '--json');
    expect(issued).toMatchObject({ exitCode: 0 });
    const { keys: made, value } = JSON.parse(issued.out);
    const id = made[0].keyId;
    expect(await statuses(value, FEEDS, '/exports', '/exports')).toEqual([207, 203, 203]);
    const used = await keys('usage', id, '--json');
    expect(JSON.parse(used.out)).toMatchObject([
      { keyId: id, owner: 'acme', plan: 'shelf', days: expect.arrayContaining([expect.objectContaining(today())]) },
    ]);
  });

  it('knows the two plans of the gateway by its stack, and no others by those of its parts', async () => {
    const wrong = await keys('issue', '--owner', 'acme', '--plan', 'nowhere');
    expect(wrong.exitCode).not.toBe(0);
    expect(wrong.err).toMatch(/chain.*shelf/s);
  });

  const today = () => ({ date: dateOf(Date.now()), used: 3, remaining: 3 });
});
