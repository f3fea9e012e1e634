import type { BillLevel } from '../plan/cost/bill.js';
import { SMALLEST_USD } from '../plan/cost/smallest-usd.js';
import { colors } from './colors.js';
import type { Section } from './section.js';
import { dollars, shortCount } from './shown-amount.js';
import { rowsOnly } from './table.js';

const COLUMNS = [{ title: '', align: 'right' }, { title: '' }, { title: '', align: 'right' }, { title: '' }] as const;

/** What each flat plan of CloudFront would make of the bill, or what it lacks. */
export function printFlatPlans(levels: readonly BillLevel[]): Section {
  const several = levels.length > 1;
  const rows = levels.flatMap((level) =>
    level.flatPlans.map(({ pricing, usdPerMonth, forbiddenBy }) => [
      several ? shortCount(level.assumptions.requestsPerMonth) : '',
      pricing,
      usdPerMonth === undefined ? '' : dollars(usdPerMonth),
      usdPerMonth === undefined
        ? colors.dim(someOf(forbiddenBy.map(({ because }) => because)))
        : compared(usdPerMonth, level.usdPerMonth),
    ]),
  );
  const shown = several ? rows.filter(([, , usd]) => usd !== '') : rows;
  const beyond =
    'AWS charges nothing for what is beyond an allowance: it writes at 50, 80 and 100 %, and may then serve slower or ask for a larger plan';
  return {
    title: 'The whole bill with a flat plan of CloudFront',
    body: [
      ...(shown.length > 0 ? [rowsOnly(COLUMNS, shown)] : ['none has room for this traffic']),
      colors.dim(beyond),
    ].join('\n'),
  };
}

const SHOWN_REASONS = 2;

function someOf(reasons: readonly string[]): string {
  const more = reasons.length - SHOWN_REASONS;
  return reasons.slice(0, SHOWN_REASONS).join('; ') + (more > 0 ? `; and ${more} more, in --json` : '');
}

function compared(usd: number, without: number): string {
  const difference = Math.abs(usd - without);
  if (difference < SMALLEST_USD) return 'what it costs now';
  return usd < without ? colors.green(`${dollars(difference)} less`) : `${dollars(difference)} more`;
}
