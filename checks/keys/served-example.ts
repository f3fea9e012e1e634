import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ready } from '../ready-gateway.js';
import { startCommand, stopCommand } from '../run-command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The example in three stacks. */
const PARTS = `import bookshop from './gateway.js';
export default { ...bookshop, split: { parts: { catalogue: ['/books', '/search'], partners: ['/feeds'] } } };`;

/** The example under `gatewright dev`, from a copy of its own: what the local gateway keeps of keys stays out of here. */
export async function serveExample(
  work: string,
  app: 'gateway.ts' | 'parts.ts',
): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const project = join(work, `bookshop-${app}`);
  cpSync(join(root, 'examples/bookshop'), project, { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(root, join(project, 'node_modules/gatewright'));
  symlinkSync(join(root, 'node_modules/zod'), join(project, 'node_modules/zod'));
  writeFileSync(join(project, 'parts.ts'), PARTS);
  cpSync(join(project, 'gateway.dev.ts'), join(project, 'parts.dev.ts'));
  const args = ['dev', '--app', app, '--port', '0', '--no-watch'];
  const server = startCommand(process.execPath, [join(root, 'dist/bin/gatewright.js'), ...args], { cwd: project });
  const { address } = await ready(server);
  return { address, stop: () => stopCommand(server) };
}
