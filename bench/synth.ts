import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { compiled, workbench, writeHandlers } from './compile.js';
import { median, report } from './report.js';

const RUNS = 5;

/** Whole processes: 1,000 routes on 100 functions against an empty CDK app, both without CDK's template validation. */
export async function benchSynth(): Promise<void> {
  const bench = workbench();
  try {
    writeHandlers(bench.directory, 100);
    const empty = [compiled(bench, 'apps/empty-app.ts'), join(bench.directory, 'empty.out')];
    const large = [compiled(bench, 'apps/large-app.ts'), join(bench.directory, 'large.out'), bench.directory];
    const firstMs = timedMs(large);
    const pairs = Array.from({ length: RUNS }, () => ({ empty: timedMs(empty), large: timedMs(large) }));
    const baseline = median(pairs.map((pair) => pair.empty));
    report({
      name: 'synth of 1,000 routes, functions not bundled before',
      value: firstMs,
      unit: 'ms',
      baseline,
      against: 'an empty CDK app',
    });
    report({
      name: 'synth of 1,000 routes',
      value: median(pairs.map((pair) => pair.large)),
      unit: 'ms',
      baseline,
      against: 'an empty CDK app',
    });
    const again = execFileSync(process.execPath, [...large, String(RUNS)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number);
    report({
      name: 'the same synth again in one process',
      value: median(again),
      unit: 'ms',
      baseline,
      against: 'an empty CDK app',
    });
  } finally {
    bench.remove();
  }
}

function timedMs(args: readonly string[]): number {
  const started = performance.now();
  execFileSync(process.execPath, [...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  return performance.now() - started;
}
