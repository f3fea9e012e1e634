import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../report.js';
import { mustRun } from '../run-command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The first lines below "Use it" in the README, as somebody pastes them; this checkout is installed already. */
export async function checkReadmeLines(work: string, report: Report): Promise<void> {
  await report.attempt("the README's lines make a project whose tests pass", async () => {
    const [, lines = ''] = /^## Use it$[\s\S]*?^```sh\n([\s\S]*?)^```$/m.exec(readme()) ?? [];
    assert.match(lines, /^npm ci$/m);
    const script = lines.replace(/^npm ci$/m, '').replaceAll('../my-shop', join(work, 'my-shop'));
    const said = await mustRun('bash', ['-e', '-c', script], { cwd: root, limitMs: 400_000 });
    assert.match(said, /^# pass [1-9]/m);
    assert.match(said, /^# fail 0$/m);
  });
}

function readme(): string {
  return readFileSync(join(root, 'README.md'), 'utf8');
}
