import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from './run-command.js';

/** Builds the package and packs it as npm would publish it; answers the tarball's path in the folder given. */
export async function packTarball(folder: string): Promise<string> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  await mustRun('npm', ['run', '--silent', 'build'], { cwd: root, limitMs: 120_000 });
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  const said = await mustRun('npm', args, { cwd: root, limitMs: 120_000 });
  return join(folder, said.trim().split('\n').at(-1) ?? '');
}
