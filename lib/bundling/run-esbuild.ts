import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildFailure, BuildOptions, BuildResult, Message } from 'esbuild';
import type { EntryModule } from './entry-module.js';

/** Loaded on use: a run that finds everything in the cache does without. */
const require = createRequire(import.meta.url);

/** `lib` and `lambdas` stand below it, in the repository as in the package. */
const OWN_ROOT = fileURLToPath(new URL('../..', import.meta.url));

const COMMON = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  // Lambda's Node is newer; the local gateway runs the same files on the oldest Node that Gatewright takes.
  target: 'node20.20',
  charset: 'utf8',
  legalComments: 'none',
  // A stack trace needs positions only; sources stay at home.
  sourcesContent: false,
  outExtension: { '.js': '.mjs' },
  logLevel: 'silent',
  logLimit: 0,
} as const satisfies BuildOptions;

/** First all modules of an entry become one, */
const JOIN = {
  ...COMMON,
  // ES modules first: of CommonJS esbuild can drop nothing, and the AWS SDK ships both. The SDK is bundled, since the
  // runtime's copy changes under a deployed function, loads slower than a bundle, and is not there locally.
  mainFields: ['module', 'main'] as string[],
  define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  sourcemap: 'inline',
  metafile: true,
} as const satisfies BuildOptions;

/**
 * then the one is shrunk. In two passes, because esbuild heeds `@__NO_SIDE_EFFECTS__` only within a module: so a
 * handler drops the other routes of its gateway, and does not change when they do.
 * https://github.com/evanw/esbuild/issues/4369
 */
const SHRINK = {
  ...COMMON,
  minify: true,
  // Names of errors and classes are looked at by programs, and by people in logs.
  keepNames: true,
  sourcemap: 'linked',
  // CommonJS dependencies call `require` for Node's own modules, which ES modules do not have. A global and no `const`:
  // a module that makes its own `require` stays valid.
  banner: {
    js: 'import{createRequire as gatewrightRequire}from"node:module";globalThis.require??=gatewrightRequire(import.meta.url);',
  },
  write: false,
} as const satisfies BuildOptions;

/** Bundles of other options are other bundles. */
export const BUNDLE_OPTIONS = [JOIN, SHRINK] as const;

export interface BundleFiles {
  readonly 'index.mjs': Uint8Array;
  readonly 'index.mjs.map': Uint8Array;
}

export interface BuiltFunction {
  readonly id: string;
  readonly files: BundleFiles;
}

/**
 * All entries at once. esbuild links each entry by itself, so that a bundle does not depend on its neighbours.
 *
 * @param directory where the joined modules may be written; the caller removes it
 */
export function runEsbuild(
  modules: readonly EntryModule[],
  codeRoot: string,
  directory: string,
): { readonly built: readonly BuiltFunction[]; readonly inputs: readonly string[] } {
  const joined = join(directory, 'joined');
  const { metafile } = build(
    { ...JOIN, outdir: joined },
    modules.map(({ file }) => file),
    codeRoot,
  );
  const shrunk = join(directory, 'shrunk');
  const { outputFiles = [] } = build(
    { ...SHRINK, outdir: shrunk },
    modules.map((_, index) => join(joined, String(index), 'index.mjs')),
    codeRoot,
  );
  const contents = new Map(outputFiles.map((file) => [file.path, file.contents]));
  const built = modules.map(({ id }, index) => {
    const path = join(shrunk, String(index), 'index.mjs');
    const map = portableMap(contents.get(`${path}.map`), dirname(path), codeRoot);
    return { id, files: { 'index.mjs': contents.get(path) as Uint8Array, 'index.mjs.map': map } };
  });
  return { built, inputs: Object.keys(metafile?.inputs ?? {}).map((path) => resolve(codeRoot, path)) };
}

/** Every error of a build of this entry; none where it works. */
export function buildErrors({ file }: EntryModule, codeRoot: string): readonly Message[] {
  try {
    build({ ...JOIN, outdir: codeRoot, write: false }, [file], codeRoot);
    return [];
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return error.errors;
  }
}

/** The names that a module exports; undefined where it cannot be built. */
export function exportsOf(file: string, codeRoot: string): readonly string[] | undefined {
  try {
    const { metafile } = build({ ...JOIN, outdir: codeRoot, write: false }, [file], codeRoot);
    return Object.values(metafile?.outputs ?? {}).flatMap((output) => output.exports);
  } catch (error) {
    if (isBuildFailure(error)) return undefined;
    throw error;
  }
}

export function esbuildVersion(): string {
  return (require('esbuild/package.json') as { version: string }).version;
}

function build(options: BuildOptions, files: readonly string[], codeRoot: string): BuildResult {
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  const entryPoints = files.map((file, index) => ({ in: file, out: `${index}/index` }));
  return buildSync({ ...options, entryPoints, absWorkingDir: codeRoot });
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
  if (/\/entries-[^/]+\/entry-\d+\.mjs$|\/joined\/\d+\/index\.mjs$/.test(slashed)) return 'entry.mjs';
  const below = relative(codeRoot, path);
  const own = relative(OWN_ROOT, path);
  if (isOutside(below) && /^(?:lib|lambdas)[\\/]/.test(own)) return `gatewright/${own.split(sep).join('/')}`;
  return below.split(sep).join('/');
}

function isOutside(path: string): boolean {
  return isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`);
}
