import type { BillLevel } from '../plan/cost/bill.js';
import type { Crossover } from '../plan/cost/kong-crossover.js';
import { SMALLEST_USD } from '../plan/cost/smallest-usd.js';
import { colors } from './colors.js';
import { columnsOf } from './fitted.js';
import { dollars, shortCount } from './shown-amount.js';
import { rowsOnly } from './table.js';

const COLUMNS = [
  { title: '', align: 'right' },
  { title: '' },
  { title: '' },
  { title: '', align: 'right' },
  { title: '' },
] as const;
const [NARROWEST, WIDEST] = [8, 40];

/** The gateway's dollars beside Kong's, who is cheaper by how much, and from where on it is Kong for good. */
export function costChart(levels: readonly BillLevel[], crossover: Crossover, width: number): string {
  const bars = levels.flatMap(barsOf);
  const mark = crossover.kind === 'from' ? [crossover.requestsPerMonth] : [];
  const decades = decadesOf(levels);
  const rows = (barWidth: number) =>
    [
      ...bars.map(({ requests, cells: [level, who, usd, by], drawn }) => ({
        requests,
        cells: [level, who, logBar(drawn, decades, barWidth), usd, by],
      })),
      ...mark.map((requests) => ({ requests, cells: markRow(requests, barWidth) })),
    ]
      .sort((a, b) => a.requests - b.requests)
      .map(({ cells }) => cells);
  const beside = columnsOf(rowsOnly(COLUMNS, rows(0)).split('\n').reduce(longer, ''));
  return rowsOnly(COLUMNS, rows(Math.min(WIDEST, Math.max(NARROWEST, width - beside))));
}

function longer(one: string, other: string): string {
  return columnsOf(other) > columnsOf(one) ? other : one;
}

function barsOf({ assumptions: { requestsPerMonth: requests }, usdPerMonth, kong }: BillLevel) {
  const own = [shortCount(requests), 'gateway', dollars(usdPerMonth), by(usdPerMonth, kong.usdPerMonth)] as const;
  const other = ['', 'Kong', dollars(kong.usdPerMonth), by(kong.usdPerMonth, usdPerMonth)] as const;
  return [
    { requests, cells: own, drawn: usdPerMonth },
    { requests, cells: other, drawn: kong.usdPerMonth },
  ];
}

export function chartTitle(levels: readonly BillLevel[]): string {
  return `Dollars a month, log scale from $1 to $${(10 ** decadesOf(levels)).toLocaleString('en')}`;
}

function markRow(from: number, barWidth: number): readonly string[] {
  return [shortCount(from), '×', '┄'.repeat(barWidth), '', 'from here on Kong'].map((cell) => colors.yellow(cell));
}

function by(own: number, other: number): string {
  return other - own < SMALLEST_USD ? '' : colors.green(`cheaper by ${dollars(other - own)}`);
}

function decadesOf(levels: readonly BillLevel[]): number {
  const most = Math.max(10, ...levels.flatMap(({ usdPerMonth, kong }) => [usdPerMonth, kong.usdPerMonth]));
  return Math.ceil(Math.log10(most));
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A power of ten is as long as another: dollars of a million and of ten billion requests fit beside each other. */
function logBar(usd: number, decades: number, width: number): string {
  const eighths = Math.round((Math.log10(Math.max(1, usd)) / decades) * width * EIGHTHS.length);
  const bar = '█'.repeat(Math.floor(eighths / EIGHTHS.length)) + EIGHTHS[eighths % EIGHTHS.length];
  return bar + '░'.repeat(width - bar.length);
}
