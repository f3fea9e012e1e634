import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compiled, type Workbench, workbench } from './compile.js';
import { median, report } from './report.js';

const ROOT = resolve(import.meta.dirname, '..');
const RUNS = 3;
/** GitHub's REST API: 1,223 operations, 969 schemas, 13 MB. The package has ten more descriptions, 385 MB in all. */
const DESCRIPTION = '@octokit/openapi@23.0.2';
const DOCUMENT = 'package/generated/api.github.com.json';

/** GitHub's description to a spec, and the type-check of that spec. */
export async function benchImport(): Promise<void> {
  const document = githubDescription();
  const bench = workbench();
  try {
    const app = compiled(bench, 'apps/import-app.ts');
    const output = join(bench.directory, 'github');
    const runs = Array.from({ length: RUNS }, () => ({
      parsed: taken(app, document),
      imported: taken(app, document, output),
    }));
    for (const [name, unit, figure] of [
      ["import of GitHub's description", 'ms', 'ms'],
      ["import of GitHub's description, memory", 'MB', 'megabytes'],
    ] as const)
      report({
        name,
        value: median(runs.map(({ imported }) => imported[figure])),
        unit,
        baseline: median(runs.map(({ parsed }) => parsed[figure])),
        against: 'JSON.parse of it',
      });
    benchTypes(bench, output);
  } finally {
    bench.remove();
  }
}

interface Taken {
  readonly ms: number;
  readonly megabytes: number;
}

function taken(...args: readonly string[]): Taken {
  return JSON.parse(execFileSync(process.execPath, [...args], { encoding: 'utf8' }));
}

/** Fetched once, and of the package the one file. */
function githubDescription(): string {
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

const SMALL = `import { gateway, reply, route } from 'gatewright';
import * as z from 'zod';
const health = route('GET /health', { auth: 'public', query: z.object({}), to: reply(200, {}) });
export default gateway('small', { routes: [health] });
`;

function benchTypes({ directory }: Workbench, output: string): void {
  const small = join(directory, 'small');
  mkdirSync(small);
  writeFileSync(join(small, 'gateway.ts'), SMALL);
  report({
    name: "type-check of GitHub's spec",
    value: typeCheckMs(output),
    unit: 'ms',
    baseline: typeCheckMs(small),
    against: 'a spec of one route',
  });
}

function typeCheckMs(directory: string): number {
  const config = join(directory, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), include: ['**/*.ts'], exclude: [] }));
  const started = performance.now();
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', config], { stdio: 'inherit' });
  return performance.now() - started;
}
