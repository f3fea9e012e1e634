import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Watching, watchPaths } from '../../../lib/local/server/watch-paths.js';

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function watched(
  onChange: () => void | Promise<void>,
): Promise<{ readonly folder: string; readonly watching: Watching }> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-watch-'));
  mkdirSync(join(folder, 'asset.1'));
  writeFileSync(join(folder, 'manifest.json'), '{}');
  const watching = await watchPaths([folder], onChange, { quietMs: 60 });
  clean.push(() => rmSync(folder, { recursive: true, force: true }), watching.close);
  return { folder, watching };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('calls once for many changes in a row, also below subfolders, and not for what was there before', async () => {
  let calls = 0;
  const { folder } = await watched(() => {
    calls += 1;
  });
  await pause(150);
  expect(calls).toBe(0);
  for (const n of [1, 2, 3]) writeFileSync(join(folder, 'manifest.json'), `{"n":${n}}`);
  writeFileSync(join(folder, 'asset.1', 'index.js'), 'exports.handler = 1;');
  await expect.poll(() => calls).toBe(1);
  await pause(200);
  expect(calls).toBe(1);
});

it('never runs twice at the same time, and runs again for a change in between', async () => {
  let running = 0;
  let most = 0;
  let calls = 0;
  const { folder } = await watched(async () => {
    calls += 1;
    running += 1;
    most = Math.max(most, running);
    await pause(250);
    running -= 1;
  });
  writeFileSync(join(folder, 'a.json'), '1');
  await expect.poll(() => running).toBe(1);
  writeFileSync(join(folder, 'b.json'), '2');
  await expect.poll(() => calls, { timeout: 5_000 }).toBe(2);
  expect(most).toBe(1);
});

it('calls no more once it is closed', async () => {
  let calls = 0;
  const { folder, watching } = await watched(() => {
    calls += 1;
  });
  writeFileSync(join(folder, 'late.json'), '1');
  await watching.close();
  await pause(200);
  expect(calls).toBe(0);
});
