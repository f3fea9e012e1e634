import { oneLine } from '../../../errors/one-line.js';
import { colors } from '../../colors.js';
import { count, details } from '../shown-text.js';
import type { BulkKey } from './bulk-job.js';

export interface BulkResult {
  readonly keys: readonly BulkKey[];
  /** By this run; the others were issued before. */
  readonly issued: number;
  readonly out: string;
  readonly tookMs: number;
}

/** What a job has done; without values, which are in its file. */
export function bulkReport({ keys, issued, out, tookMs }: BulkResult, json: boolean): string {
  const before = keys.length - issued;
  if (json) {
    const all = keys.map(({ partner: { line, owner, plan }, request, places }) => ({
      line,
      owner,
      plan,
      request,
      keys: places,
    }));
    return JSON.stringify({ issued, before, out, keys: all }, null, 2);
  }
  const plans = new Map<string, number>();
  for (const { partner } of keys) plans.set(partner.plan, (plans.get(partner.plan) ?? 0) + 1);
  const seconds = (tookMs / 1000).toFixed(1);
  const title = `  ${colors.green('issued')}  ${colors.bold(`${count(issued)} ${issued === 1 ? 'key' : 'keys'}`)}  ${colors.dim(`in ${seconds} s`)}`;
  const former = before > 0 ? `, ${count(before)} before` : '';
  const rows = details([...plans].map(([plan, number]) => [oneLine(plan), count(number)]));
  return `\n${title}${former}\n\n${rows}\n\n  ${colors.dim(`The values are in ${oneLine(out)}, which only you can read.`)}\n`;
}
