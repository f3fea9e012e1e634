import { execFileSync, spawnSync } from 'node:child_process';
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
  const first = taken(large);
  const pairs = Array.from({ length: RUNS }, () => ({ empty: taken(empty), large: taken(large) }));
  const name = `synth of 1,000 routes on ${functions} functions`;
  const beside = (of: 'empty' | 'large', what: keyof Taken) => median(pairs.map((pair) => pair[of][what]));
  const baseline = beside('empty', 'ms');
  report({ name: `${name}, not bundled before`, value: first.ms, unit: 'ms', baseline, against });
  report({ name, value: beside('large', 'ms'), unit: 'ms', baseline, against });
  for (const [what, unit] of [
    ['processorMs', 'ms of processors'],
    ['peakMiB', 'MiB at most'],
  ] as const)
    report({ name, value: beside('large', what), unit, baseline: beside('empty', what), against });
  const again = execFileSync(process.execPath, [...large, String(RUNS)], { encoding: 'utf8' })
    .trim()
    .split('\n');
  report({ name: `${name}, again in one process`, value: median(again.map(Number)), unit: 'ms', baseline, against });
}

interface Taken {
  readonly ms: number;
  /** Of all threads: other work of the machine makes a process wait, and this hardly longer. */
  readonly processorMs: number;
  /** Resident memory. */
  readonly peakMiB: number;
}

/** Has a process tell last what it took. */
const TELLS = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => console.error(JSON.stringify(process.resourceUsage())))`,
)}`;

function taken(args: readonly string[]): Taken {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', TELLS, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const ms = performance.now() - started;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
  return { ms, processorMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: maxRSS / 1024 };
}
