import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appSource } from '../../../lib/cli/dev/app-source.js';
import { type DevSession, startDevSession } from '../../../lib/cli/dev/dev-session.js';
import { dateOf } from '../../../lib/keys/key-usage.js';
import { runKeys } from './support/keys-world.js';

const EXAMPLE = resolve(import.meta.dirname, '../../../examples/bookshop/gateway.ts');
const folder = mkdtempSync(join(tmpdir(), 'gatewright-partner-'));
let session: DevSession;

beforeAll(async () => {
  for (const name of ['AWS_REGION', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_ENDPOINT_URL']) delete process.env[name];
  const silent = { out: () => undefined, err: () => undefined, isTerminal: false, width: 80 };
  const options = { host: '127.0.0.1', port: 0, stateDirectory: folder, startedAtMs: Date.now(), quiet: true };
  session = await startDevSession(appSource(EXAMPLE), options, silent);
});
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a command answers as JSON. */
async function keys<T>(...args: readonly string[]): Promise<T> {
  const run = await runKeys(...args, '--json', '--gateway', 'bookshop', '--endpoint', session.url);
  expect([args.join(' '), run.exitCode, run.err]).toEqual([args.join(' '), 0, expect.not.stringContaining('no event')]);
  return JSON.parse(run.out);
}

interface Made {
  readonly outcome?: string;
  readonly value: string;
  readonly keys: readonly { readonly keyId: string }[];
}

interface Shown {
  readonly lastSeen: string;
  readonly plans: readonly { readonly name: string }[];
}

async function feed(value: string): Promise<number> {
  return (await fetch(`${session.url}/feeds/stock/today.json`, { headers: { 'x-api-key': value } })).status;
}

it('takes a partner from the first key to the last call', async () => {
  const { value: first, keys: places } = await keys<Made>(
    'issue',
    '--plan',
    'free',
    '--owner',
    'acme',
    '--expires',
    '90d',
  );
  const id = places[0]?.keyId ?? '';
  expect(await feed(first)).toBe(200);

  // The plan free lets five through at once, and two a second.
  const burst = await Promise.all(Array.from({ length: 12 }, () => feed(first)));
  expect(burst).toContain(429);

  const shown = await keys<Shown>('show', 'acme');
  const allowed = 1 + burst.filter((status) => status === 200).length;
  expect(shown.lastSeen).toBe(dateOf(Date.now()));
  expect(shown.plans).toMatchObject([{ name: 'free', quotaState: { used: allowed, limit: 10_000 } }]);

  const { value: second, keys: next } = await keys<Made>('rotate', id, '--grace', '1d');
  const nextId = next[0]?.keyId ?? '';
  await expect.poll(() => feed(first), { timeout: 5_000, interval: 600 }).toBe(200);
  expect(await feed(second)).toBe(200);

  await keys('move', 'acme', '--plan', 'gold');
  expect(await Promise.all(Array.from({ length: 20 }, () => feed(second)))).toEqual(Array(20).fill(200));
  expect(await keys('usage', nextId)).toContainEqual(expect.objectContaining({ keyId: nextId, plan: 'gold' }));

  await keys('revoke', nextId, '--yes');
  expect(await feed(second)).toBe(403);
  await expect.poll(() => feed(first), { timeout: 5_000, interval: 600 }).toBe(403);
  expect(await keys('list', '--owner', 'acme')).toEqual([]);
}, 60_000);

it('issues one key for a request that is made twice at once', async () => {
  const args = ['issue', '--plan', 'gold', '--owner', 'globex', '--request-id', 'ticket-1'];
  const runs = await Promise.all([keys<Made>(...args), keys<Made>(...args)]);
  expect(runs.map(({ outcome }) => outcome).sort()).toEqual(['issued', 'was-issued']);
  expect(await keys('list', '--owner', 'globex')).toHaveLength(1);
});
