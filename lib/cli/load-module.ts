import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildFailure, build, type Message, type Metafile } from 'esbuild';
import { CliError } from './cli-error.js';
import { projectRoot } from './find-app.js';
import { importMetaOptions, importMetaPlugin } from './import-meta-plugin.js';

export interface CompiledModule {
  /** JavaScript that Node runs as it is. */
  readonly file: string;
  /** Every source file that went into it, absolute. */
  readonly inputs: readonly string[];
  /** Packages it imports. */
  readonly packages: readonly string[];
}

/**
 * Compiles a TypeScript module and the project's own files it imports; packages stay where they are.
 *
 * @throws CliError 1 with file and line of each syntax error and each missing file
 */
export async function compileModule(file: string): Promise<CompiledModule> {
  const root = projectRoot(file);
  const { text, metafile } = await bundled(file);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const output = join(root, 'node_modules', '.cache', 'gatewright', `${hash}.mjs`);
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, text);
  return {
    file: output,
    inputs: Object.keys(metafile.inputs).map((input) => resolve(dirname(file), input)),
    packages: packagesOf(metafile),
  };
}

async function bundled(file: string): Promise<{ readonly text: string; readonly metafile: Metafile }> {
  try {
    const result = await build({
      entryPoints: [file],
      absWorkingDir: dirname(file),
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      sourcemap: 'inline',
      sourceRoot: `${pathToFileURL(dirname(file)).href}/`,
      metafile: true,
      write: false,
      logLevel: 'silent',
      ...importMetaOptions,
      plugins: [importMetaPlugin],
    });
    return { text: result.outputFiles[0]?.text ?? '', metafile: result.metafile };
  } catch (error) {
    throw new CliError(1, compileErrors(error as BuildFailure));
  }
}

function compileErrors({ errors, message }: BuildFailure): string {
  return errors?.length ? `the module does not compile\n${errors.map(compileError).join('\n')}` : message;
}

function compileError({ text, location }: Message): string {
  return location
    ? `  ${location.file}:${location.line}:${location.column + 1}  ${text}\n    ${location.lineText.trim()}`
    : `  ${text}`;
}

function packagesOf(metafile: Metafile): readonly string[] {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return [...new Set(imports.filter((one) => one.external).map((one) => one.path))];
}
