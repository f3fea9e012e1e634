import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { compiled, workbench, writeHandlers } from './compile.js';
import { median, report } from './report.js';

const RUNS = 5;

/** Whole processes: 1,000 routes against an empty CDK app, both without CDK's template validation. */
export async function benchSynth(): Promise<void> {
  const bench = workbench();
  try {
    writeHandlers(bench.directory, 100);
    const empty = [compiled(bench, 'apps/empty-app.ts'), join(bench.directory, 'empty.out')];
    const large = [compiled(bench, 'apps/large-app.ts'), join(bench.directory, 'large.out'), bench.directory];
    for (const functions of ['10', '100']) synthOn(functions, empty, [...large, functions]);
  } finally {
    bench.remove();
  }
}

function synthOn(functions: string, empty: readonly string[], large: readonly string[]): void {
  const against = 'an empty CDK app';
  const firstMs = timedMs(large);
  const pairs = Array.from({ length: RUNS }, () => ({ empty: timedMs(empty), large: timedMs(large) }));
  const baseline = median(pairs.map((pair) => pair.empty));
  const name = `synth of 1,000 routes on ${functions} functions`;
  report({ name: `${name}, not bundled before`, value: firstMs, unit: 'ms', baseline, against });
  report({ name, value: median(pairs.map((pair) => pair.large)), unit: 'ms', baseline, against });
  const again = execFileSync(process.execPath, [...large, String(RUNS)], { encoding: 'utf8' })
    .trim()
    .split('\n');
  report({ name: `${name}, again in one process`, value: median(again.map(Number)), unit: 'ms', baseline, against });
}

function timedMs(args: readonly string[]): number {
  const started = performance.now();
  execFileSync(process.execPath, [...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  return performance.now() - started;
}
