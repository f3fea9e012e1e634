import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '..');

export interface Workbench {
  readonly directory: string;
  readonly remove: () => void;
}

/** A folder of the project that git ignores, so that what is compiled into it finds its packages. */
export function workbench(): Workbench {
  const cache = join(ROOT, '.gatewright');
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'bench-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Compiles a script of the bench to JavaScript, so that no figure holds a compiler. */
export function compiled(bench: Workbench, script: string): string {
  const outfile = join(bench.directory, script.replace(/\W+/g, '-').replace(/-ts$/, '.mjs'));
  buildSync({
    entryPoints: [join(ROOT, 'bench', script)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'error',
    tsconfig: join(ROOT, 'tsconfig.json'),
  });
  return outfile;
}

/** Handlers that answer a fixed line each. */
export function writeHandlers(directory: string, count: number): void {
  mkdirSync(join(directory, 'handlers'), { recursive: true });
  for (let index = 0; index < count; index++) {
    const body = `export const handler = async () => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{"handler":${index}}' });\n`;
    writeFileSync(join(directory, 'handlers', `handler${index}.ts`), body);
  }
}
