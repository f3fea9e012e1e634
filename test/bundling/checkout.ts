import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { type Bundle, type BundleInput, bundleFunctions } from '../../lib/bundling/bundle-functions.js';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const made: string[] = [];
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true });
});

export interface Checkout {
  readonly codeRoot: string;
  readonly cacheDirectory: string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly bundle: (...functions: readonly BundleInput[]) => ReadonlyMap<string, Bundle>;
  readonly bundleOne: (entry: string, exportName?: string) => Bundle;
}

/** Somebody's project in a directory of its own, with the repository's dependencies. */
export function checkout(files: Readonly<Record<string, string>>): Checkout {
  const directory = mkdtempSync(join(tmpdir(), 'gatewright-bundling-'));
  made.push(directory);
  const codeRoot = join(directory, 'project');
  const cacheDirectory = join(directory, 'cache');
  const write = (more: Readonly<Record<string, string>>) => writeFiles(codeRoot, more);
  write({ 'tsconfig.json': JSON.stringify({ compilerOptions: { paths: specPaths() } }), ...files });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(codeRoot, 'node_modules'));
  const bundle = (...functions: readonly BundleInput[]) => bundleFunctions(functions, { codeRoot, cacheDirectory });
  const bundleOne = (entry: string, exportName = 'handler') =>
    bundle(handler(entry, exportName)).get(entry) ?? fail(`no bundle of ${entry}`);
  return { codeRoot, cacheDirectory, write, bundle, bundleOne };
}

export function handler(entry: string, exportName = 'handler'): BundleInput {
  return { kind: 'handler', id: entry, entry, exportName };
}

export function textOf({ directory }: Bundle): string {
  return readFileSync(join(directory, 'index.mjs'), 'utf8');
}

export function sourcesOf({ directory }: Bundle): readonly string[] {
  return JSON.parse(readFileSync(join(directory, 'index.mjs.map'), 'utf8')).sources;
}

/** Runs a bundle as Lambda does, in a process of its own; answers what it printed as JSON. */
export function invoke({ directory }: Bundle, event: unknown = {}): unknown {
  const program = `const { handler } = await import(process.argv[1]); const print = (x) => process.stdout.write(JSON.stringify(x));
    const done = (error, value) => error ? print({ message: error.message, name: error.name, stack: error.stack }) : print(value);
    handler(JSON.parse(process.argv[2]), { functionName: 'bundled' }, done)?.then?.((value) => done(null, value), done);`;
  const args = [
    '--enable-source-maps',
    '--input-type=module',
    '-e',
    program,
    join(directory, 'index.mjs'),
    JSON.stringify(event),
  ];
  const run = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout.split('\n').at(-1) ?? '');
}

function writeFiles(codeRoot: string, files: Readonly<Record<string, string>>): void {
  const past = new Date(Date.now() - 60_000);
  for (const [name, content] of Object.entries(files)) {
    const path = join(codeRoot, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    writes += 1;
    utimesSync(path, past, new Date(past.getTime() + writes));
  }
}
let writes = 0;

function specPaths(): Record<string, string[]> {
  return { gatewright: [join(REPOSITORY, 'lib/spec/index.ts')] };
}

function fail(message: string): never {
  throw new Error(message);
}
