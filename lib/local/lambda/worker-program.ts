import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface WorkerProgram {
  readonly source: string | URL;
  /** `source` is program text, not a place. */
  readonly eval: boolean;
}

let bundled: WorkerProgram | undefined;

/** The program of worker threads: the compiled file where there is one, or the TypeScript source bundled on first use. */
export function workerProgram(): WorkerProgram {
  if (import.meta.url.endsWith('.js')) return { source: new URL('./runtime/main.js', import.meta.url), eval: false };
  bundled ??= { source: bundle(fileURLToPath(new URL('./runtime/main.ts', import.meta.url))), eval: true };
  return bundled;
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
