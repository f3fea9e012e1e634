import type { Issue } from '../errors/issue.js';
import type { QuotaUse } from '../plan/plan.js';
import { colors } from './colors.js';
import { rowsOnly } from './table.js';

/** What the plan uses of each quota, what is left, and the key by which `quotas` of the spec states a raised one. */
export function printQuotas(quotas: readonly QuotaUse[], width: number): string {
  const rows = quotas.map((use) => {
    const used = `${grouped(use.used)} of ${grouped(use.limit)}`;
    const unit = use.part === undefined ? use.unit : `${use.unit}, in part ${use.part}`;
    return [use.near ? colors.yellow(used) : used, unit, leftOf(use), changeable(use)];
  });
  const columns = [
    { title: '', align: 'right' },
    { title: '', wraps: true },
    { title: '', align: 'right' },
    { title: '' },
  ] as const;
  const [first] = quotas.filter(({ raisable }) => raisable);
  const how = first
    ? [colors.dim(`AWS raises those with a key; state raised ones: quotas: { ${first.name}: ${first.limit * 2} }`)]
    : [];
  return [rowsOnly(columns, rows, width), ...how].join('\n');
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

/** Of a fixed one nothing can be stated. */
function changeable({ raisable, raised, name }: QuotaUse): string {
  if (!raisable) return colors.dim('fixed');
  return raised ? `${name}, raised` : name;
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
