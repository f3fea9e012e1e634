import { type DailyUse, datedUse, periodStart, type QuotaState, quotaState } from '../../lib/keys/key-usage.js';
import type { QuotaNotice } from '../../lib/keys/notified-tag.js';
import type { PlanQuota } from '../../lib/keys/usage-plan.js';
import type { KeptKey } from './kept-key.js';

/** Percent of a quota that somebody is told at, the highest first. */
const THRESHOLDS = [100, 80] as const;

export interface DueNotice {
  readonly notice: QuotaNotice;
  readonly state: QuotaState;
}

/**
 * The notice that is due of a key's use: one for each key, period and threshold. Whoever passes both thresholds between
 * two runs is told of the higher one alone.
 *
 * @param days what GetUsage answers from the first day of the period on
 */
export function dueNotice(
  key: Pick<KeptKey, 'notified'>,
  plan: { readonly name: string; readonly quota: PlanQuota },
  days: readonly DailyUse[],
  nowMs: number,
): DueNotice | undefined {
  const state = quotaState(plan.quota, datedUse(periodStart(plan.quota, nowMs), days), nowMs);
  const percent = THRESHOLDS.find((threshold) => state.used * 100 >= state.limit * threshold);
  if (percent === undefined) return undefined;
  const notice: QuotaNotice = { kind: 'quota', plan: plan.name, since: state.since, percent };
  return isTold(key.notified, notice) ? undefined : { notice, state };
}

function isTold(notified: KeptKey['notified'], { plan, since, percent }: QuotaNotice): boolean {
  return (
    notified?.kind === 'quota' && notified.plan === plan && notified.since === since && notified.percent >= percent
  );
}
