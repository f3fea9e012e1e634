import type { PlanQuota } from './usage-plan.js';

/** One day of a key on a plan: the requests it made, and what was left of its quota when the day was over. */
export interface DailyUse {
  readonly used: number;
  readonly remaining: number;
}

/** A day's use with its date, in UTC. */
export interface DatedUse extends DailyUse {
  /** `2026-11-21` */
  readonly date: string;
}

const DAY_MS = 86_400_000;

/** How long API Gateway tells of a key's use. */
export const USAGE_DAYS = 90;

/** `2026-11-21`, in UTC. */
export function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The date some days earlier. */
export function daysBefore(nowMs: number, days: number): string {
  return dateOf(nowMs - days * DAY_MS);
}

/** A log of days that starts at `from`, with the dates. */
export function datedUse(from: string, days: readonly DailyUse[]): readonly DatedUse[] {
  const startMs = Date.parse(`${from}T00:00:00Z`);
  return days.map((day, index) => ({ ...day, date: dateOf(startMs + index * DAY_MS) }));
}

/** The last day with a request in it. */
export function lastSeen(days: readonly DatedUse[]): string | undefined {
  return days.findLast((day) => day.used > 0)?.date;
}

export interface QuotaState {
  readonly used: number;
  /** Of the period, with what was granted on top. */
  readonly limit: number;
  /** The first day of the period. */
  readonly since: string;
}

/** How much of its quota a key has used in the period that a moment lies in. */
export function quotaState(quota: PlanQuota, days: readonly DatedUse[], nowMs: number): QuotaState {
  const since = periodStart(quota, nowMs);
  const used = days.filter((day) => day.date >= since).reduce((sum, day) => sum + day.used, 0);
  const last = days.at(-1);
  const isCurrent = last !== undefined && last.date >= since;
  return { used, limit: isCurrent ? Math.max(used + last.remaining, 0) : quota.limit, since };
}

/**
 * The first day, in UTC, of the quota period that a moment lies in.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-usageplan-quotasettings.html
 */
export function periodStart({ period, offset }: PlanQuota, nowMs: number): string {
  return STARTS[period](nowMs, offset);
}

const STARTS = {
  DAY: (nowMs) => dateOf(nowMs),
  WEEK: (nowMs, offset) => daysBefore(nowMs, (new Date(nowMs).getUTCDay() - offset + 7) % 7),
  MONTH: (nowMs, offset) => {
    const now = new Date(nowMs);
    const months = now.getUTCMonth() + (now.getUTCDate() > offset ? 0 : -1);
    return dateOf(Date.UTC(now.getUTCFullYear(), months, 1 + offset));
  },
} satisfies Record<PlanQuota['period'], (nowMs: number, offset: number) => string>;
