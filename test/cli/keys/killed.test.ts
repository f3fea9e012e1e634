import { spawn } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { bookshopRegion } from '../../aws/support/stand-in-region.js';
import { keysWorld } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys, standIn, path } = keysWorld([region]);
const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** The command as one module, in a package of its own: that starts in a third of the time of its sources. */
function bundledCommand(): string {
  const outfile = path('package/gatewright.js');
  buildSync({
    entryPoints: [join(REPOSITORY, 'bin/gatewright.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  writeFileSync(path('package/package.json'), JSON.stringify({ type: 'module', version: '0.0.0' }));
  symlinkSync(join(REPOSITORY, 'node_modules'), path('package/node_modules'));
  return outfile;
}

it('goes on after a process that was killed in the middle, with the values that it had written', async () => {
  const [from, out] = [path('partners.csv'), path('keys.csv')];
  writeFileSync(from, `owner,plan\n${Array.from({ length: 8 }, (_, index) => `partner-${index},gold`).join('\n')}\n`);
  const args = ['keys', 'issue', '--from', from, '--out', out];
  const child = spawn(process.execPath, [bundledCommand(), ...args, '--endpoint', standIn().url], { stdio: 'ignore' });
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
