import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { checkedTypes, writeGateway } from './check-types.js';
import { compiled, workbench } from './compile.js';
import { median, report } from './report.js';

const ROOT = resolve(import.meta.dirname, '..');
const RUNS = 3;
/** GitHub's REST API: 1,223 operations, 969 schemas, 13 MB. The package has ten more descriptions, 385 MB in all. */
const DESCRIPTION = '@octokit/openapi@23.0.2';
const DOCUMENT = 'package/generated/api.github.com.json';
const SERVER = 'https://api.github.com';

/** GitHub's description to a spec and back: each step by its time and its memory, and what is not equal at the end. */
export async function benchImport(): Promise<void> {
  const document = githubDescription();
  const bench = workbench();
  try {
    const app = compiled(bench, 'apps/github-app.ts');
    const at = (name: string) => join(bench.directory, name);
    const parsed = measured(app, 'parse', document);
    const step = (name: string, ...args: readonly string[]) => told(name, measured(app, name, ...args), parsed);

    step('import', document, at('github'), at('losses.json'));
    benchTypes(at('small'), at('github'));
    const spec = bundled(at('github'), at('spec.mjs'));
    step('plan', spec);
    const { bytes } = step('synth', spec, at('cdk.out'));
    report({
      name: "largest template of GitHub's spec",
      value: Number(bytes),
      unit: 'bytes',
      baseline: 1_000_000,
      against: "CloudFormation's limit",
    });
    step('export', spec, at('export.json'));
    const { differences, operations } = step('compare', document, at('losses.json'), at('export.json'));
    count("differences of GitHub's description, exported", differences as readonly string[], Number(operations));
    again(app, at);
  } finally {
    bench.remove();
  }
}

/** What was exported, imported and exported once more: without the 400 that docs/import.md says no document tells. */
function again(app: string, at: (name: string) => string): void {
  run(app, 'import', at('export.json'), at('again'), at('losses-again.json'), SERVER);
  run(app, 'export', bundled(at('again'), at('again.mjs')), at('export-again.json'));
  const { differences, operations } = run(
    app,
    'compare',
    at('export.json'),
    at('losses-again.json'),
    at('export-again.json'),
  );
  const found = (differences as readonly string[]).filter((one) => !one.endsWith(': answer 400: missing'));
  count('differences of the export, imported and exported again', found, Number(operations));
}

function count(name: string, differences: readonly string[], of: number): void {
  report({
    name,
    value: differences.length,
    unit: 'differences',
    baseline: of,
    against: 'operations that were compared',
  });
  for (const difference of differences.slice(0, 20)) console.error(difference);
}

interface Taken {
  readonly ms: number;
  readonly megabytes: number;
  readonly [said: string]: unknown;
}

function measured(app: string, step: string, ...args: readonly string[]): Taken {
  const runs = Array.from({ length: RUNS }, () => run(app, step, ...args));
  return {
    ...runs[0],
    ms: median(runs.map(({ ms }) => ms)),
    megabytes: median(runs.map(({ megabytes }) => megabytes)),
  };
}

function run(app: string, ...args: readonly string[]): Taken {
  return JSON.parse(execFileSync(process.execPath, [app, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
}

function told(step: string, taken: Taken, parsed: Taken): Taken {
  const name = `${step} of GitHub's description`;
  const against = 'JSON.parse of it';
  report({ name, value: taken.ms, unit: 'ms', baseline: parsed.ms, against });
  report({ name: `${name}, memory`, value: taken.megabytes, unit: 'MB', baseline: parsed.megabytes, against });
  return taken;
}

/** The spec as JavaScript, beside the packages that it needs. */
export function bundled(folder: string, outfile: string): string {
  buildSync({
    entryPoints: [join(folder, 'gateway.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { gatewright: join(ROOT, 'lib/spec/index.ts') },
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

function benchTypes(small: string, github: string): void {
  writeGateway(small, 1);
  const [one, all] = [checkedTypes(small), checkedTypes(github)];
  const against = 'a spec of one route';
  const name = "type-check of GitHub's spec";
  report({ name, value: all.ms, unit: 'ms', baseline: one.ms, against });
  report({ name: `${name}, memory`, value: all.megabytes, unit: 'MB', baseline: one.megabytes, against });
}

/** Fetched once, and of the package the one file. */
export function githubDescription(): string {
  const cache = join(ROOT, '.gatewright', 'github');
  const file = join(cache, DOCUMENT);
  if (existsSync(file)) return file;
  mkdirSync(cache, { recursive: true });
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', DESCRIPTION, '--json', '--pack-destination', cache], { encoding: 'utf8' }),
  );
  execFileSync('tar', ['-xzf', join(cache, packed.filename), '-C', cache, DOCUMENT]);
  return file;
}
