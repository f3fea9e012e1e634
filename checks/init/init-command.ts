import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../run-command.js';

const INSTALL_LIMIT_MS = 300_000;

/** What `npx gatewright init` will run once the package is on npm: the command of the tarball, installed elsewhere. */
export async function initCommand(work: string, tarball: string): Promise<(...args: string[]) => Promise<string>> {
  const place = join(work, 'npx');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), '{ "private": true }');
  // Not every runner installs the packages that users bring themselves, and init has to do without.
  await installTarball(place, tarball, '--omit=peer');
  return (...args) =>
    mustRun(join(place, 'node_modules/.bin/gatewright'), ['init', ...args], { cwd: work, limitMs: 60_000 });
}

/** Installs what a project asks for, with the tarball in the place of the registry's gatewright. */
export async function installTarball(project: string, tarball: string, ...flags: readonly string[]): Promise<void> {
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--save-exact', ...flags, tarball];
  await mustRun('npm', args, { cwd: project, limitMs: INSTALL_LIMIT_MS });
}
