import type { Bill, BillLevel } from '../plan/cost/bill.js';
import type { CostAssumptions, CostLine } from '../plan/estimate-cost.js';
import { colors } from './colors.js';
import { bar } from './keys/charts.js';
import { printKong } from './print-kong.js';
import { dollars, shortCount } from './shown-amount.js';
import { table } from './table.js';

/** A part of the plan's report. */
export interface Section {
  readonly title: string;
  readonly body: string;
}

/** The bill as a person reads it: a column for each level of traffic, and what else it could be. */
export function printBill(bill: Bill): readonly Section[] {
  const [first, ...more] = bill.levels;
  if (!first) return [];
  const single = more.length === 0;
  return [
    {
      title: single
        ? `Cost at ${first.assumptions.requestsPerMonth.toLocaleString('en')} requests a month`
        : 'Cost a month, by requests a month',
      body: [
        single ? lineTable(first) : levelTable(bill.levels),
        notes(bill, first.assumptions),
        ...warnings(bill),
      ].join('\n'),
    },
    ...(single ? [] : [chart(bill.levels)]),
    ...(first.flatPlans.length > 0 ? [flatPlans(bill.levels)] : []),
    { title: 'Kong on EC2 in its place', body: printKong(bill) },
  ];
}

function lineTable({ lines, usdPerMonth }: BillLevel): string {
  const rows = [
    ...lines.map((line) => [
      line.item,
      amount(line.quantity),
      line.unit,
      colors.dim(line.priceOf),
      dollars(line.usdPerMonth),
    ]),
    [colors.bold('Total'), '', '', '', colors.bold(dollars(usdPerMonth))],
  ];
  const right = { title: '', align: 'right' } as const;
  return table([{ title: '' }, right, { title: '' }, { title: '' }, right], rows).replace(/^\n/, '');
}

function levelTable(levels: readonly BillLevel[]): string {
  const rows = linesOfAny(levels).map((line) => [
    line.item,
    colors.dim(line.priceOf),
    ...levels.map(({ lines }) => dollars(lines.find(({ id }) => id === line.id)?.usdPerMonth ?? 0)),
  ]);
  const total = [colors.bold('Total'), '', ...levels.map(({ usdPerMonth }) => colors.bold(dollars(usdPerMonth)))];
  const columns = levels.map(({ assumptions }) => ({
    title: colors.dim(shortCount(assumptions.requestsPerMonth)),
    align: 'right' as const,
  }));
  return table([{ title: '' }, { title: '' }, ...columns], [...rows, total]).replace(/^\n/, '');
}

/** In the order of the fullest level; a line may be at one level and not at another. */
function linesOfAny(levels: readonly BillLevel[]): readonly CostLine[] {
  const all = new Map<string, CostLine>();
  for (const { lines } of [...levels].sort((a, b) => b.lines.length - a.lines.length))
    for (const line of lines) if (!all.has(line.id)) all.set(line.id, line);
  return [...all.values()];
}

function notes({ prices: { region, date, filled } }: Bill, assumed: CostAssumptions): string {
  const { requestBytes, responseBytes, handlerMs, tokenReuse, cacheHitShare, logBytes, functionLogBytes, tracedShare } =
    assumed;
  const shares = Object.keys(assumed.routes).length;
  const others = filled.length === 0 ? '' : `, ${filled.length} prices of them ours of us-east-1`;
  const lines = [
    `list prices of ${region}, ${date}${others}, without free tiers, taxes and backends; each line's formula: docs/cost.md`,
    `${inFull(requestBytes)} bytes a request, ${inFull(responseBytes)} an answer, ${inFull(logBytes)} a log line, ${inFull(functionLogBytes)} of a function`,
    `handlers ${inFull(handlerMs)} ms, ${percent(tokenReuse)} of tokens cached, ${percent(cacheHitShare)} of cached routes' requests answered by an edge`,
    `${shares === 0 ? 'requests spread evenly over the routes' : `shares of ${shares} routes stated, the rest spread evenly`}; ${
      tracedShare === 'sampled'
        ? "traces by X-Ray's own rule: one a second and 5 % of the others"
        : `${percent(tracedShare)} traced`
    }`,
  ];
  return lines.map((line) => colors.dim(line)).join('\n');
}

function warnings({ levels }: Bill): readonly string[] {
  return levels.flatMap((level) =>
    level.warnings.map((text) => colors.yellow(`at ${shortCount(level.assumptions.requestsPerMonth)}: ${text}`)),
  );
}

const BAR_WIDTH = 40;

/** A power of ten is as long as another: dollars of a million and of ten billion requests fit beside each other. */
function chart(levels: readonly BillLevel[]): Section {
  const most = Math.max(10, ...levels.flatMap(({ usdPerMonth, kong }) => [usdPerMonth, kong.usdPerMonth]));
  const decades = Math.ceil(Math.log10(most));
  const drawn = (usd: number) => bar(Math.log10(Math.max(1, usd)), decades, BAR_WIDTH);
  const rows = levels.flatMap(({ assumptions, usdPerMonth, kong }) => [
    [shortCount(assumptions.requestsPerMonth), 'gateway', drawn(usdPerMonth), dollars(usdPerMonth)],
    ['', colors.dim('Kong'), colors.dim(drawn(kong.usdPerMonth)), colors.dim(dollars(kong.usdPerMonth))],
  ]);
  const columns = [{ title: '', align: 'right' }, { title: '' }, { title: '' }, { title: '', align: 'right' }] as const;
  return {
    title: `Dollars a month, log scale from $1 to $${(10 ** decades).toLocaleString('en')}`,
    body: table(columns, rows).replace(/^\n/, ''),
  };
}

function flatPlans(levels: readonly BillLevel[]): Section {
  const rows = levels.flatMap((level) =>
    level.flatPlans.map(({ pricing, usdPerMonth, forbiddenBy }) => [
      levels.length > 1 ? shortCount(level.assumptions.requestsPerMonth) : '',
      pricing,
      usdPerMonth === undefined ? '' : dollars(usdPerMonth),
      usdPerMonth === undefined
        ? colors.dim(someOf(forbiddenBy.map(({ because }) => because)))
        : compared(usdPerMonth, level.usdPerMonth),
    ]),
  );
  const columns = [{ title: '', align: 'right' }, { title: '' }, { title: '', align: 'right' }, { title: '' }] as const;
  const beyond =
    'AWS charges nothing for what is beyond an allowance: it writes at 50, 80 and 100 %, and may then serve slower or ask for a larger plan';
  return {
    title: 'The whole bill with a flat plan of CloudFront',
    body: `${table(columns, levels.length > 1 ? rows.filter(([, , usd]) => usd !== '') : rows).replace(/^\n/, '')}\n${colors.dim(beyond)}`,
  };
}

const SHOWN_REASONS = 2;

function someOf(reasons: readonly string[]): string {
  const more = reasons.length - SHOWN_REASONS;
  return reasons.slice(0, SHOWN_REASONS).join('; ') + (more > 0 ? `; and ${more} more, in --json` : '');
}

function compared(usd: number, without: number): string {
  const difference = Math.abs(usd - without);
  return usd < without ? colors.green(`${dollars(difference)} less`) : `${dollars(difference)} more`;
}

function amount(quantity: number): string {
  return quantity.toLocaleString('en', { maximumFractionDigits: quantity < 100 ? 1 : 0 });
}

function inFull(value: number): string {
  return value.toLocaleString('en');
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
