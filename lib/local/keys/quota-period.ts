import type { Quota } from '../model/cloud.js';
import { DAY_MS, usageDay } from './usage-day.js';

export interface Period {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The period of a quota that a moment lies in, in UTC. `offset` is the day that it starts with: 0 is Sunday for WEEK,
 * and the first of the month for MONTH; DAY has none.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-usageplan-quotasettings.html
 */
export function quotaPeriod(quota: Pick<Quota, 'period' | 'offset'>, nowMs: number): Period {
  return PERIODS[quota.period](nowMs, quota.offset);
}

const PERIODS = {
  DAY: (nowMs) => {
    const startMs = startOfDay(nowMs);
    return { startMs, endMs: startMs + DAY_MS };
  },
  WEEK: (nowMs, offset) => {
    const daysSince = (new Date(nowMs).getUTCDay() - offset + 7) % 7;
    const startMs = startOfDay(nowMs) - daysSince * DAY_MS;
    return { startMs, endMs: startMs + 7 * DAY_MS };
  },
  MONTH: (nowMs, offset) => {
    const date = new Date(nowMs);
    const begun = date.getUTCDate() > offset ? 0 : -1;
    const start = (months: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + begun + months, 1 + offset);
    return { startMs: start(0), endMs: start(1) };
  },
} satisfies Record<Quota['period'], (nowMs: number, offset: number) => Period>;

function startOfDay(nowMs: number): number {
  return usageDay(nowMs) * DAY_MS;
}
