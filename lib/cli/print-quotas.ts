import type { Issue } from '../errors/issue.js';
import type { QuotaUse } from '../plan/plan.js';
import { colors } from './colors.js';
import { table } from './table.js';

/** What the plan uses of each quota, and what is left. */
export function printQuotas(quotas: readonly QuotaUse[]): string {
  const rows = quotas.map((use) => {
    const used = `${grouped(use.used)} of ${grouped(use.limit)}`;
    return [use.near ? colors.yellow(used) : used, use.unit, leftOf(use), changeable(use)];
  });
  return table(
    [{ title: '', align: 'right' }, { title: '' }, { title: '', align: 'right' }, { title: '' }],
    rows,
  ).replace(/^\n/, '');
}

/** What deploys, and is worth a look before it does. */
export function printWarnings(warnings: readonly Issue[]): string {
  return warnings
    .map(({ code, place, message, got, allowed, fix }) =>
      [
        `${colors.yellow(message)}  ${colors.dim(`[${code}]`)}`,
        `  ${place}: ${got}, of ${allowed}`,
        `  ${colors.dim(fix)}`,
      ].join('\n'),
    )
    .join('\n');
}

function leftOf({ headRoom, near }: QuotaUse): string {
  const text = headRoom < 0 ? `${grouped(-headRoom)} too many` : `${grouped(headRoom)} left`;
  return near ? colors.yellow(text) : text;
}

function changeable({ raisable, raised }: QuotaUse): string {
  if (raised) return 'raised';
  return raisable ? 'raisable' : 'fixed';
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
