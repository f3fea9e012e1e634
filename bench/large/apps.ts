import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiled, type Workbench } from '../compile.js';

export type ApiType = 'http' | 'rest';

/** A generated API, by its size. */
export interface Size {
  readonly routes: number;
  readonly functions: number;
}

/** The apps of this bench, each as the arguments of Node that run it. */
export interface Apps {
  readonly empty: (outdir: string) => readonly string[];
  readonly plan: (source: string) => readonly string[];
  readonly synth: (source: string, outdir: string) => readonly string[];
  readonly cdk: (api: ApiType, size: Size, outdir: string) => readonly string[];
  /** A folder of the workbench. */
  readonly at: (name: string) => string;
}

/** @param functions how many there is code for */
export function largeApps(bench: Workbench, functions: number): Apps {
  const at = (name: string) => join(bench.directory, name);
  const code = at('code');
  writeCode(code, functions);
  const [empty, spec, cdk] = ['empty', 'spec', 'cdk'].map((app) => compiled(bench, `apps/${app}-app.ts`));
  return {
    at,
    empty: (outdir) => [String(empty), outdir],
    plan: (source) => [String(spec), 'plan', source],
    synth: (source, outdir) => [String(spec), 'synth', source, outdir, code],
    cdk: (api, size, outdir) => [String(cdk), api, String(size.routes), String(size.functions), outdir, code],
  };
}

/** As many functions as a tenth of the routes, and no less than two. */
export function sizeOf(routes: number): Size {
  return { routes, functions: Math.max(2, Math.floor(routes / 10)) };
}

export function sourceOf({ routes, functions }: Size, api: ApiType = 'http'): string {
  return `${routes}/${functions}/${api}`;
}

export function nameOf({ routes, functions }: Size): string {
  return `${routes.toLocaleString('en')} routes on ${functions.toLocaleString('en')} functions`;
}

function writeCode(directory: string, functions: number): void {
  for (let index = 0; index < functions; index++) {
    const folder = join(directory, `handler${index}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'index.mjs'),
      `export const handler = async () => ({ statusCode: 200, body: '${index}' });\n`,
    );
  }
}
