import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bookshopRegion } from '../../aws/support/stand-in-region.js';
import { bundledCommand } from '../fixtures/bundled-command.js';
import { keysWorld } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys, standIn, path } = keysWorld([region]);

it('goes on after a process that was killed in the middle, with the values that it had written', async () => {
  const [from, out] = [path('partners.csv'), path('keys.csv')];
  writeFileSync(from, `owner,plan\n${Array.from({ length: 8 }, (_, index) => `partner-${index},gold`).join('\n')}\n`);
  const args = ['keys', 'issue', '--from', from, '--out', out];
  const command = bundledCommand(path('package'));
  const child = spawn(process.execPath, [command, ...args, '--endpoint', standIn().url], { stdio: 'ignore' });
  const ended = new Promise<string | null>((done) => child.once('exit', (_, signal) => done(signal)));
  await expect.poll(() => region.keys.size, { timeout: 30_000, interval: 20 }).toBeGreaterThanOrEqual(3);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  const written = readFileSync(out, 'utf8').match(/\b[A-Za-z0-9]{40}\b/g);
  expect(written).toHaveLength(8);
  expect(region.keys.size).toBeLessThan(8);

  expect(await keys(...args.slice(1))).toMatchObject({ exitCode: 0 });
  expect([...region.keys.values()].map((key) => key.value).sort()).toEqual(written?.sort());
  for (const plan of region.plans.values()) if (plan.name === 'bookshop-gold') expect(plan.keyIds.size).toBe(8);
}, 60_000);
