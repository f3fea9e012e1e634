import { median, report } from '../report.js';
import type { Apps } from './apps.js';
import { type AssemblySize, assemblySize } from './assembly-size.js';
import { reportRefusal } from './report-refusal.js';
import { runApp, runInTurn, type Told } from './run-app.js';

const RUNS = 3;
const EMPTY = 'an empty CDK app';
const TEMPLATE_BYTES = 1_000_000;
const STACK_RESOURCES = 500;

/** What a spec took, for whoever goes on from it. */
export interface Measured {
  readonly planMs: number;
  readonly emptyMs: number;
  /** Absent where it was refused. */
  readonly synth?: { readonly ms: number; readonly megabytes: number } & AssemblySize;
}

/** Reports time, memory, templates and resources of a spec, beside an empty app and the limits of a stack. */
export function measureSpec(apps: Apps, name: string, source: string): Measured {
  const [outdir, emptyOut] = [apps.at(`${name}.out`), apps.at('empty.out')];
  const { empty, synth } = runInTurn(RUNS, { empty: apps.empty(emptyOut), synth: apps.synth(source, outdir) });
  const planMs = reportPlan(name, runApp(apps.plan(source)), empty);
  if (synth.refused !== undefined) {
    reportRefusal(`${name}: synth`, synth.refused);
    return { planMs, emptyMs: empty.ms };
  }
  const size = assemblySize(outdir);
  const process = { name: `${name}: synth`, unit: 'ms', against: EMPTY };
  report({ ...process, value: synth.ms, baseline: empty.ms });
  report({
    ...process,
    name: `${name}: memory of synth`,
    unit: 'MB',
    value: synth.megabytes,
    baseline: empty.megabytes,
  });
  reportSize(name, size, assemblySize(emptyOut));
  return { planMs, emptyMs: empty.ms, synth: { ms: synth.ms, megabytes: synth.megabytes, ...size } };
}

function reportPlan(name: string, plan: Told, empty: Told): number {
  const all = plan.plansMs as readonly number[];
  const baseline = empty.ms;
  report({ name: `${name}: the spec itself`, value: Number(plan.specMs), unit: 'ms', baseline, against: EMPTY });
  const what = plan.refused === undefined ? `${name}: plan` : `${name}: plan until it is refused`;
  report({ name: what, value: median(all), unit: 'ms', baseline, against: EMPTY });
  report({ name: `${what}, the first of a process`, value: all[0] ?? 0, unit: 'ms', baseline, against: EMPTY });
  return median(all);
}

function reportSize(name: string, size: AssemblySize, empty: AssemblySize): void {
  const bytes = { unit: 'bytes', value: size.bytes };
  const stack = 'what a stack takes';
  report({ ...bytes, name: `${name}: templates`, baseline: empty.bytes, against: EMPTY });
  report({
    ...bytes,
    name: `${name}: largest template`,
    value: size.largestBytes,
    baseline: TEMPLATE_BYTES,
    against: stack,
  });
  const resources = { unit: 'resources', baseline: STACK_RESOURCES, against: stack };
  report({ ...resources, name: `${name}: resources`, value: size.resources });
  report({ ...resources, name: `${name}: resources of the largest stack`, value: size.largestResources });
}
