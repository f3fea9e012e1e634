import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { mustRun } from './run-command.js';

const INSTALL_LIMIT_MS = 300_000;

/**
 * An environment of its own with the pinned packages of a requirements file: in the user's cache, outside the tree,
 * and made anew whenever the file changes.
 *
 * @returns the directory that its commands are in
 */
export async function pythonTool(name: string, requirementsFile: string): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(requirementsFile)).digest('hex').slice(0, 12);
  const directory = join(cacheDirectory(), `${name}-${hash}`);
  const bin = join(directory, 'bin');
  const complete = join(directory, 'complete');
  if (existsSync(complete)) return bin;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  await mustRun('python3', ['-m', 'venv', directory], { limitMs: INSTALL_LIMIT_MS });
  const install = ['install', '--quiet', '--disable-pip-version-check', '--requirement', requirementsFile];
  await mustRun(join(bin, 'pip'), install, { limitMs: INSTALL_LIMIT_MS });
  writeFileSync(complete, '');
  return bin;
}

function cacheDirectory(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gatewright-checks');
}
