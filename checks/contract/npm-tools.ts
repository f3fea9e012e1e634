import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { mustRun } from '../run-command.js';

/**
 * The packages of a folder's lock file, installed in the user's cache, outside the tree, and anew whenever the lock
 * changes. None of their scripts runs.
 *
 * @returns the directory that their commands are in
 */
export async function npmTools(folder: string): Promise<string> {
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
    .slice(0, 12);
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const directory = join(cache, 'gatewright-checks', `contract-${hash}`);
  const bin = join(directory, 'node_modules', '.bin');
  const complete = join(directory, 'complete');
  if (existsSync(complete)) return bin;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(folder, name), join(directory, name));
  await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: directory, limitMs: 300_000 });
  writeFileSync(complete, '');
  return bin;
}
