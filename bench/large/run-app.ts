import { execFileSync } from 'node:child_process';
import { median } from '../report.js';

/** What a process took, and what its last line told. */
export interface Told {
  /** Of the whole process. */
  readonly ms: number;
  /** The most that it held. */
  readonly megabytes: number;
  /** Why a plan or CDK refused it. @default it did not */
  readonly refused?: string;
  readonly [said: string]: unknown;
}

/**
 * Runs an app of the bench to its end.
 *
 * @throws Error where it fails for another reason than a refusal
 */
export function runApp(args: readonly string[]): Told {
  const started = performance.now();
  // What CDK warns of on stderr is shown where the app fails.
  const printed = execFileSync(process.execPath, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const ms = performance.now() - started;
  return { ...JSON.parse(printed.trim().split('\n').at(-1) ?? ''), ms };
}

/** Runs apps in turn, so that whatever else the machine does falls on all of them; medians of each. */
export function runInTurn<Name extends string>(
  runs: number,
  apps: { readonly [App in Name]: readonly string[] },
): { readonly [App in Name]: Told } {
  const names = Object.keys(apps) as Name[];
  const rounds = Array.from({ length: runs }, () => names.map((name) => runApp(apps[name])));
  return Object.fromEntries(
    names.map((name, at) => [name, middle(rounds.flatMap((round) => round[at] ?? []))]),
  ) as unknown as { readonly [App in Name]: Told };
}

function middle(told: readonly Told[]): Told {
  const medianOf = (figure: 'ms' | 'megabytes') => median(told.map((one) => one[figure]));
  return { ...told[0], ms: medianOf('ms'), megabytes: medianOf('megabytes') };
}
