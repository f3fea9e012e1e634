import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface WorkerProgram {
  readonly source: string | URL;
  /** `source` is program text, not a place. */
  readonly eval: boolean;
}

const bundled = new Map<string, WorkerProgram>();

/**
 * The program of worker threads: the compiled file where there is one, or the TypeScript source bundled on first use.
 *
 * @param compiled where it is, or would be, as JavaScript
 */
export function workerProgram(compiled: URL): WorkerProgram {
  if (import.meta.url.endsWith('.js')) return { source: compiled, eval: false };
  const entryPoint = fileURLToPath(compiled).replace(/js$/, 'ts');
  const program = bundled.get(entryPoint) ?? { source: bundle(entryPoint), eval: true };
  bundled.set(entryPoint, program);
  return program;
}

function bundle(entryPoint: string): string {
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const built = buildSync({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
  return built.outputFiles[0]?.text ?? '';
}
