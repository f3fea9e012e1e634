import type { PriceKey } from '../facts/prices.js';
import { arrangementText } from '../plan/arrangements/arrangement.js';
import type { Bill, BillLevel } from '../plan/cost/bill.js';
import { LOG_LINE_BYTES } from '../plan/cost/log-line-bytes.js';
import type { CostAssumptions, CostLine } from '../plan/estimate-cost.js';
import { colors } from './colors.js';
import { chartTitle, costChart } from './cost-chart.js';
import { priceText, quantityText } from './price-text.js';
import { printFlatPlans } from './print-flat-plans.js';
import { printKong } from './print-kong.js';
import type { Section } from './section.js';
import { difference, dollars, shortCount } from './shown-amount.js';
import { rowsOnly } from './table.js';

const RIGHT = { title: '', align: 'right' } as const;

/** The bill as a person reads it: a column for each level of traffic, and what else it could be. */
export function printBill(bill: Bill, width: number): readonly Section[] {
  const [first, ...more] = bill.levels;
  if (!first) return [];
  const single = more.length === 0;
  const { crossover } = bill.kong;
  return [
    {
      title: single
        ? `Cost at ${first.assumptions.requestsPerMonth.toLocaleString('en')} requests a month`
        : 'Cost a month, by requests a month',
      body: [
        ...(single ? [lineTable(first, width)] : [levelTable(bill.levels, width), ...cheapestTexts(bill.levels)]),
        notes(bill, first.assumptions),
        ...warnings(bill),
        ...first.leftOut.map((text) => colors.yellow(`not in the bill: ${text}`)),
      ].join('\n'),
    },
    ...(single ? [] : [{ title: chartTitle(bill.levels), body: costChart(bill.levels, crossover, width) }]),
    ...(first.flatPlans.length > 0 ? [printFlatPlans(bill.levels)] : []),
    { title: 'Kong on EC2 in its place', body: printKong(bill, width) },
  ];
}

function lineTable({ lines, usdPerMonth }: BillLevel, width: number): string {
  const rows = [
    ...lines.map((line) => [
      line.item,
      quantityText(line),
      line.unit,
      colors.dim(priceText([line])),
      dollars(line.usdPerMonth),
    ]),
    [colors.bold('Total'), '', '', '', colors.bold(dollars(usdPerMonth))],
  ];
  return rowsOnly([{ title: '', wraps: true }, RIGHT, { title: '' }, RIGHT, RIGHT], rows, width);
}

function levelTable(levels: readonly BillLevel[], width: number): string {
  const rows = linesOfAny(levels).map(({ id, item }) => {
    const lines = levels.map((level) => level.lines.find((line) => line.id === id));
    const price = priceText(lines.filter((line) => line !== undefined));
    return [item, colors.dim(price), ...lines.map((line) => dollars(line?.usdPerMonth ?? 0))];
  });
  const total = [colors.bold('Total'), '', ...levels.map(({ usdPerMonth }) => colors.bold(dollars(usdPerMonth)))];
  const columns = levels.map(({ assumptions }) => ({
    title: colors.dim(shortCount(assumptions.requestsPerMonth)),
    align: 'right' as const,
  }));
  return rowsOnly([{ title: '', wraps: true }, RIGHT, ...columns], [...rows, total, ...cheapestRows(levels)], width);
}

/** The same arrangement is priced at every level: what another would cost there. */
function cheapestRows(levels: readonly BillLevel[]): readonly (readonly string[])[] {
  if (levels.every(({ cheapest }) => !cheapest)) return [];
  return [
    ['Cheapest there', '', ...levels.map(({ cheapest, usdPerMonth }) => dollars(cheapest?.usdPerMonth ?? usdPerMonth))],
    [
      'Difference',
      '',
      ...levels.map(({ cheapest }) => (cheapest ? colors.yellow(difference(cheapest.differenceUsdPerMonth)) : 'none')),
    ],
  ];
}

function cheapestTexts(levels: readonly BillLevel[]): readonly string[] {
  const texts = levels.flatMap(({ cheapest, assumptions }) => {
    if (!cheapest) return [];
    const text = `${arrangementText(cheapest.arrangement)}${cheapest.byHand ? ' (by hand)' : ''}`;
    return [{ text, requests: shortCount(assumptions.requestsPerMonth) }];
  });
  return [...new Set(texts.map(({ text }) => text))].map((text) => {
    const at = texts.filter((one) => one.text === text).map(({ requests }) => requests);
    return colors.yellow(`cheapest at ${at.join(', ')}: ${text}`);
  });
}

/** In the order of the fullest level; a line may be at one level and not at another. */
function linesOfAny(levels: readonly BillLevel[]): readonly CostLine[] {
  const all = new Map<string, CostLine>();
  for (const { lines } of [...levels].sort((a, b) => b.lines.length - a.lines.length))
    for (const line of lines) if (!all.has(line.id)) all.set(line.id, line);
  return [...all.values()];
}

function notes(bill: Bill, assumed: CostAssumptions): string {
  const { region, date } = bill.prices;
  const { requestBytes, responseBytes, handlerMs, tokenReuse, cacheHitShare, logBytes, functionLogBytes, tracedShare } =
    assumed;
  const shares = Object.keys(assumed.routes).length;
  const lines = [
    `list prices of ${region}, ${date}, without free tiers, taxes and backends; each line's formula and price: docs/cost.md, and --json with its source`,
    ...oursOf(bill),
    `${inFull(requestBytes)} bytes a request, ${inFull(responseBytes)} an answer, ${logText(logBytes)}, ${inFull(functionLogBytes)} of a function${firewallLogText(bill, assumed)}`,
    `handlers ${inFull(handlerMs)} ms, ${percent(tokenReuse)} of tokens cached, ${percent(cacheHitShare)} of cached routes' requests answered by an edge`,
    `${shares === 0 ? 'requests spread evenly over the routes' : `shares of ${shares} ${shares === 1 ? 'route' : 'routes'} stated, the rest spread evenly`}; ${
      tracedShare === 'sampled'
        ? "traces by X-Ray's own rule: one a second and 5 % of the others"
        : `${percent(tracedShare)} traced`
    }`,
  ];
  return lines.map((line) => colors.dim(line)).join('\n');
}

/** Prices of the bill and of Kong's that the list does not have. */
function oursOf({ prices: { filled }, levels, kong }: Bill): readonly string[] {
  const lines = levels.flatMap((level) => level.lines.map(({ priceOf }) => priceOf));
  const used = new Set<PriceKey>([...lines, ...kong.pricesOf]);
  const ours = filled.filter((key) => used.has(key));
  if (filled.length === 0) return [];
  const others = filled.length - ours.length;
  const rest = others > 0 ? `, and ${others} that nothing here needs` : '';
  return [
    `ours of us-east-1, which the list does not have: ${ours.length > 0 ? ours.join(', ') : 'none of these lines and of Kong'}${rest}`,
  ];
}

function warnings({ levels }: Bill): readonly string[] {
  return levels.flatMap((level) =>
    level.warnings.map((text) => colors.yellow(`at ${shortCount(level.assumptions.requestsPerMonth)}: ${text}`)),
  );
}

/** Of what a line has. */
function firewallLogText({ levels }: Bill, { firewallLogBytes }: CostAssumptions): string {
  const isLogged = levels.some(({ lines }) => lines.some(({ id }) => id === 'firewallLogs'));
  return isLogged ? `, ${inFull(firewallLogBytes)} a record of the firewall` : '';
}

function logText(logBytes: CostAssumptions['logBytes']): string {
  if (logBytes !== 'by-format') return `${inFull(logBytes)} a log line`;
  const { http, rest, edge } = LOG_LINE_BYTES;
  return `${http} a log line of an HTTP API, ${rest} of a REST API, ${edge} of an edge`;
}

function inFull(value: number): string {
  return value.toLocaleString('en');
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
