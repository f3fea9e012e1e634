import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildFailure, BuildOptions, BuildResult, Message } from 'esbuild';
import type { EntryModule } from './entry-module.js';

/** Loaded on use: a run that finds everything in the cache does without. */
const require = createRequire(import.meta.url);

/** `lib` and `lambdas` stand below it, in the repository as in the package. */
const OWN_ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const BUNDLE_OPTIONS = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  // Lambda's Node is newer; the local gateway runs the same files on the oldest Node that Gatewright takes.
  target: 'node20.20',
  minify: true,
  // Names of errors and classes are looked at by programs, and by people in logs.
  keepNames: true,
  charset: 'utf8',
  legalComments: 'none',
  sourcemap: 'linked',
  // A stack trace needs positions only; sources stay at home.
  sourcesContent: false,
  // ES modules first: of CommonJS esbuild can drop nothing, and the AWS SDK ships both. The SDK is bundled, since the
  // runtime's copy changes under a deployed function, loads slower than a bundle, and is not there locally.
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  // CommonJS dependencies call `require` for Node's own modules, which ES modules do not have. A global of its own and
  // no `const`: a module that makes its own `require` stays valid.
  banner: {
    js: 'import{createRequire as gatewrightRequire}from"node:module";globalThis.require??=gatewrightRequire(import.meta.url);',
  },
  metafile: true,
  write: false,
  logLevel: 'silent',
  logLimit: 0,
} as const satisfies BuildOptions;

export interface BundleFiles {
  readonly 'index.mjs': Uint8Array;
  readonly 'index.mjs.map': Uint8Array;
}

export interface BuiltFunction {
  readonly id: string;
  readonly files: BundleFiles;
}

/** One esbuild call for all entries. It links each entry by itself, so that a bundle does not depend on its neighbours. */
export function runEsbuild(
  modules: readonly EntryModule[],
  codeRoot: string,
): { readonly built: readonly BuiltFunction[]; readonly inputs: readonly string[] } {
  const outdir = join(codeRoot, '.gatewright', 'out');
  const result = build(modules, codeRoot, outdir);
  const texts = new Map((result.outputFiles ?? []).map((file) => [file.path, file.contents]));
  const built = modules.map(({ id }, index) => {
    const path = join(outdir, String(index), 'index.mjs');
    const map = portableMap(texts.get(`${path}.map`), dirname(path), codeRoot);
    return { id, files: { 'index.mjs': texts.get(path) as Uint8Array, 'index.mjs.map': map } };
  });
  const inputs = Object.keys(result.metafile?.inputs ?? {}).map((path) => resolve(codeRoot, path));
  return { built, inputs };
}

/** Every error of a build of these entries; none where it works. */
export function buildErrors(modules: readonly EntryModule[], codeRoot: string): readonly Message[] {
  try {
    build(modules, codeRoot, join(codeRoot, '.gatewright', 'out'));
    return [];
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return error.errors;
  }
}

/** The names that a module exports; undefined where it cannot be built. */
export function exportsOf(file: string, codeRoot: string): readonly string[] | undefined {
  try {
    const result = esbuild().buildSync({ ...options(codeRoot, codeRoot), entryPoints: [file] });
    return Object.values(result.metafile?.outputs ?? {}).flatMap((output) => (output.entryPoint ? output.exports : []));
  } catch (error) {
    if (isBuildFailure(error)) return undefined;
    throw error;
  }
}

export function esbuildVersion(): string {
  return (require('esbuild/package.json') as { version: string }).version;
}

function build(modules: readonly EntryModule[], codeRoot: string, outdir: string): BuildResult {
  const entryPoints = modules.map(({ file }, index) => ({ in: file, out: `${index}/index` }));
  return esbuild().buildSync({ ...options(codeRoot, outdir), entryPoints });
}

function options(codeRoot: string, outdir: string): BuildOptions {
  return { ...BUNDLE_OPTIONS, mainFields: [...BUNDLE_OPTIONS.mainFields], absWorkingDir: codeRoot, outdir };
}

function esbuild(): typeof import('esbuild') {
  return require('esbuild');
}

export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}

/** The map with names of sources that are the same in every checkout. */
function portableMap(map: Uint8Array | undefined, directory: string, codeRoot: string): Uint8Array {
  const { mappings, names, sources } = JSON.parse(new TextDecoder().decode(map));
  const portable = sources.map((source: string) => sourceName(resolve(directory, source), codeRoot));
  return new TextEncoder().encode(JSON.stringify({ version: 3, sources: portable, names, mappings }));
}

/** Packages by their name, the user's files by their place below the code root, the rest by their way from it. */
export function sourceName(path: string, codeRoot: string): string {
  const slashed = path.split(sep).join('/');
  const dependency = slashed.lastIndexOf('/node_modules/');
  if (dependency >= 0) return slashed.slice(dependency + 1);
  if (/\/entries-[^/]+\/entry-\d+\.mjs$/.test(slashed)) return 'entry.mjs';
  const below = relative(codeRoot, path);
  const own = relative(OWN_ROOT, path);
  if (isOutside(below) && /^(?:lib|lambdas)[\\/]/.test(own)) return `gatewright/${own.split(sep).join('/')}`;
  return below.split(sep).join('/');
}

function isOutside(path: string): boolean {
  return isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`);
}
