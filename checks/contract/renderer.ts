import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { mustRun } from '../run-command.js';

/** What tells our copy of the page's renderer from the registry's; empty where they are one. */
export async function rendererDifference(assets: string, folder: string): Promise<string> {
  const notes = readFileSync(join(assets, 'README.md'), 'utf8');
  const version = /`@scalar\/api-reference` (\d+\.\d+\.\d+)/.exec(notes)?.[1];
  const stated = /`([0-9a-f]{64})`/.exec(notes)?.[1];
  const ours = sha256(gunzipSync(readFileSync(join(assets, 'standalone.js.gz'))));
  if (version === undefined || stated !== ours) return `the README states ${stated}, and the file has ${ours}`;
  const limitMs = 120_000;
  const packed = await mustRun('npm', ['pack', '--silent', `@scalar/api-reference@${version}`], {
    cwd: folder,
    limitMs,
  });
  const member = 'package/dist/browser/standalone.js';
  await mustRun('tar', ['xzf', packed.trim().split('\n').at(-1) ?? '', member], { cwd: folder, limitMs });
  const theirs = sha256(readFileSync(join(folder, member)));
  return theirs === ours ? '' : `the registry's ${version} has ${theirs}, and our copy ${ours}`;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
