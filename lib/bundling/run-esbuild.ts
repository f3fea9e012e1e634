import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import type { BuildFailure, BuildOptions, BuildResult, Message } from 'esbuild';
import { DROP, JOIN, SHRINK } from './build-options.js';
import type { EntryModule } from './entry-module.js';
import { portableMap } from './portable-map.js';

/** Loaded on use: a run that finds everything in the cache does without. */
const require = createRequire(import.meta.url);

export interface BundleFiles {
  readonly 'index.mjs': Uint8Array;
  readonly 'index.mjs.map': Uint8Array;
}

export interface BuiltFunction {
  readonly id: string;
  readonly files: BundleFiles;
}

/**
 * All entries at once, in each pass. esbuild links each entry by itself, so that a bundle does not depend on its
 * neighbours.
 *
 * @param directory where passes may leave their modules; the caller removes it
 * @returns undefined where an entry lacks its export, which esbuild only warns of
 * @throws BuildFailure of esbuild
 */
export function runEsbuild(
  modules: readonly EntryModule[],
  codeRoot: string,
  directory: string,
): { readonly built: readonly BuiltFunction[]; readonly inputs: readonly string[] } | undefined {
  const outputs = (pass: string) => modules.map((_, index) => join(directory, pass, String(index), 'index.mjs'));
  const pass = (options: BuildOptions, name: string, files: readonly string[]) =>
    build({ ...options, outdir: join(directory, name) }, files, codeRoot);
  const { metafile, warnings } = pass(
    JOIN,
    'joined',
    modules.map(({ file }) => file),
  );
  if (warnings.some((warning) => modules.some((module) => isUndefinedExport(warning, module)))) return undefined;
  pass(DROP, 'dropped', outputs('joined'));
  const { outputFiles = [] } = pass(SHRINK, 'shrunk', outputs('dropped'));
  const contents = new Map(outputFiles.map((file) => [file.path, file.contents]));
  const built = outputs('shrunk').map((path, index) => ({
    id: modules[index]?.id ?? '',
    files: {
      'index.mjs': contents.get(path) ?? new Uint8Array(),
      'index.mjs.map': portableMap(contents.get(`${path}.map`), dirname(path), codeRoot),
    },
  }));
  return { built, inputs: Object.keys(metafile?.inputs ?? {}).map((path) => resolve(codeRoot, path)) };
}

/** Every fault that esbuild finds in a build of this entry; none where it works. */
export function buildErrors(module: EntryModule, codeRoot: string): readonly Message[] {
  try {
    const { warnings } = build({ ...JOIN, outdir: codeRoot, write: false }, [module.file], codeRoot);
    return warnings.filter((warning) => isUndefinedExport(warning, module));
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return error.errors;
  }
}

/** A module without any export is no error to esbuild: it could be CommonJS. */
function isUndefinedExport({ id, location }: Message, { file }: EntryModule): boolean {
  return id === 'import-is-undefined' && location?.file.endsWith(basename(file)) === true;
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
