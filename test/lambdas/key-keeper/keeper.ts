import { controlPlane } from '../../../lambdas/key-keeper/control-plane.js';
import { keepKeys } from '../../../lambdas/key-keeper/keep-keys.js';
import { type LogLine, type RunReport, startRun } from '../../../lambdas/key-keeper/run.js';
import { signedSend } from '../../../lambdas/key-keeper/signed-send.js';
import type { KeyKeeperConfig } from '../../../lib/plan/key-keeper-plan.js';
import type { StandIn } from './stand-in.js';

/** 2026-11-21 12:00 UTC, a Saturday. */
export const NOON = Date.UTC(2026, 10, 21, 12);

export const CONFIG: KeyKeeperConfig = {
  gateway: 'shop',
  quotas: {
    gold: { limit: 1_000, period: 'MONTH', offset: 0 },
    weekly: { limit: 50, period: 'WEEK', offset: 0 },
  },
};

export interface KeeperRun {
  readonly report: RunReport;
  readonly lines: readonly LogLine[];
  /** Of the run's own clock, on which nobody really waits. */
  readonly tookMs: number;
}

interface RunOptions {
  readonly atMs?: number;
  readonly timeLeftMs?: () => number;
}

/** One run against the stand-in, on a clock that jumps where the run would wait. */
export async function keeperRun(standIn: StandIn, options: RunOptions = {}): Promise<KeeperRun> {
  const { atMs = NOON, timeLeftMs = () => 300_000 } = options;
  const lines: LogLine[] = [];
  let clockMs = atMs;
  const timing = {
    nowMs: () => clockMs,
    sleep: async (ms: number) => {
      clockMs += ms;
    },
    random: () => 0.5,
  };
  const send = signedSend({
    region: 'eu-west-1',
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'not-a-secret',
    endpoints: { apigateway: standIn.endpoint, events: standIn.endpoint },
  });
  const run = startRun(timeLeftMs, (line) => lines.push(line));
  const aws = controlPlane(send, 'eu-west-1', timing);
  const planIds = new Map([
    ['gold', 'plan-g'],
    ['weekly', 'plan-w'],
  ]);
  await keepKeys({ run, aws, config: CONFIG, planIds, nowMs: timing.nowMs });
  return { report: run.report(), lines, tookMs: clockMs - atMs };
}
