import { Command, InvalidArgumentError, Option } from 'commander';
import { findKey } from '../../aws/keys/find-key.js';
import { type KeyUse, type UsageSpan, usageOfKeys } from '../../aws/keys/usage-of-keys.js';
import { dateOf, daysBefore, USAGE_DAYS } from '../../keys/key-usage.js';
import { CliError } from '../cli-error.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';
import { sparkline, squeezed } from './charts.js';
import { columnsFor, type KeyColumn } from './columns.js';
import { answering, type GatewayFlags, gatewaysOf, withGatewayOptions } from './gateway-flags.js';
import { printJsonArray } from './print-json-array.js';
import { count } from './shown-text.js';

interface UsageFlags extends GatewayFlags {
  readonly from?: string;
  readonly to?: string;
  readonly csv?: true;
}

export function usageCommand(console: Console): Command {
  const command = new Command('usage')
    .summary('show what keys used, day by day')
    .description('Shows the requests that keys made of their plans. API Gateway tells of the last 90 days.')
    .argument('[key]', "a key's id, or its name (default: all keys)")
    .option('--from <date>', 'the first day, in UTC: 2026-11-01 (default: 29 days ago)', dateArgument)
    .option('--to <date>', 'the last day (default: today)', dateArgument)
    .addOption(new Option('--csv', 'a line for each key and day').conflicts('json'))
    .option('--json', 'the days of each key as one JSON array, a key a line');
  return withGatewayOptions(command).action(
    answering((key: string | undefined, flags: UsageFlags) => run(key, flags, console)),
  );
}

function dateArgument(text: string): string {
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(ms) && dateOf(ms) === text) return text;
  throw new InvalidArgumentError('a day such as 2026-11-21.');
}

async function run(idOrName: string | undefined, flags: UsageFlags, console: Console): Promise<void> {
  const span = spanOf(flags, Date.now());
  const gateways = await gatewaysOf(flags);
  const found = idOrName === undefined ? undefined : await findKey(gateways, idOrName);
  const uses = usageOfKeys(gateways, span, found);
  if (flags.csv) return printCsv(uses, console);
  if (flags.json) return printJsonArray(uses, (use) => use, console);
  return printTable(uses, span, gateways.length > 1, console);
}

function spanOf({ from, to }: UsageFlags, nowMs: number): UsageSpan {
  const span = { from: from ?? daysBefore(nowMs, 29), to: to ?? dateOf(nowMs) };
  const earliest = daysBefore(nowMs, USAGE_DAYS - 1);
  if (span.from > span.to) throw new CliError(1, `--from ${span.from} is after --to ${span.to}`);
  if (span.from < earliest)
    throw new CliError(1, `API Gateway tells of ${USAGE_DAYS} days: --from ${earliest} at the earliest`);
  if (span.to > dateOf(nowMs)) throw new CliError(1, `--to ${span.to} is still to come`);
  return span;
}

type Uses = AsyncGenerator<readonly KeyUse[]>;

async function printCsv(uses: Uses, console: Console): Promise<void> {
  const { csvLine } = await import('./csv-line.js');
  console.out(csvLine(['key', 'name', 'owner', 'plan', 'region', 'date', 'used', 'remaining']));
  for await (const page of uses) {
    for (const { keyId, name, owner, plan, region, days } of page)
      for (const { date, used, remaining } of days)
        console.out(csvLine([keyId, name, owner, plan, region, date, used, remaining < 0 ? '' : remaining]));
  }
}

interface UsageRow extends Omit<KeyUse, 'days'> {
  readonly used: readonly number[];
  readonly total: number;
}

async function printTable(uses: Uses, span: UsageSpan, naming: boolean, console: Console): Promise<void> {
  const rows: UsageRow[] = [];
  for await (const page of uses) rows.push(...page.map(rowOf));
  rows.sort((a, b) => b.total - a.total || a.keyId.localeCompare(b.keyId));
  const period = `${span.from} to ${span.to}`;
  if (rows.length === 0) return console.out(`\n  No key was used from ${period}.\n`);
  const width = console.isTerminal ? console.width - 2 : Number.POSITIVE_INFINITY;
  const columns = columnsFor(columnsOf(naming), rows, width);
  const total = rows.reduce((sum, row) => sum + row.total, 0);
  console.out(`\n  ${columns.head(colors.dim)}`);
  console.out(rows.map((row) => `  ${columns.line(row)}`).join('\n'));
  console.out(
    `\n  ${colors.dim(`${count(total)} requests of ${count(rows.length)} ${rows.length === 1 ? 'key' : 'keys'}, ${period}`)}\n`,
  );
}

function rowOf({ days, ...use }: KeyUse): UsageRow {
  const used = days.map((day) => day.used);
  return { ...use, used: squeezed(used, LONGEST_LINE), total: used.reduce((sum, one) => sum + one, 0) };
}

const LONGEST_LINE = 30;

function columnsOf(naming: boolean): readonly KeyColumn<UsageRow>[] {
  const region: KeyColumn<UsageRow> = { title: 'Region', text: (row) => row.region };
  return [
    { title: 'Key', text: (row) => row.keyId },
    { title: 'Owner', text: (row) => row.owner || row.name, least: 8 },
    { title: 'Plan', text: (row) => row.plan, least: 6 },
    ...(naming ? [region] : []),
    { title: 'Requests', align: 'right', text: (row) => count(row.total) },
    { title: 'Day by day', text: (row) => sparkline(row.used), paint: colors.cyan },
  ];
}
