import { type Command, InvalidArgumentError, Option } from 'commander';
import { BILL_LEVELS, type BillProps } from '../../plan/cost/bill.js';
import { isRequestCount, isTrafficCount, REQUEST_COUNT, TRAFFIC_COUNT } from '../../spec/traffic.js';
import { readPriceFile } from '../prices/read-price-file.js';

export interface BillFlags {
  readonly requestsPerMonth?: readonly number[];
  readonly bill?: true;
  readonly requestBytes?: number;
  readonly responseBytes?: number;
  readonly cacheHits?: number;
  readonly tokenReuse?: number;
  readonly handlerMs?: number;
  readonly prices?: string;
  readonly kongInstanceUsd?: number;
  readonly kongRequestsPerSecond?: number;
  readonly kongNodes?: number;
  readonly kongPeak?: number;
  readonly kongRequestsPerConnection?: number;
  readonly kongDatabaseUsd?: number;
  readonly kongEngineerHours?: number;
  readonly kongEngineerUsd?: number;
}

/** Traffic, prices and the rival's assumptions; what is not given is as the spec states it, or else our default. */
export function withBillOptions(command: Command): Command {
  return command
    .option(
      '--requests-per-month <n,…>',
      'traffic to price, such as 1M, or several: 1M,100M (default: the spec states it, or 1M)',
      counts,
    )
    .addOption(new Option('--bill', 'the bill at 1M, 100M, 1B and 10B requests a month').conflicts('requestsPerMonth'))
    .option('--request-bytes <n>', 'mean length of a request (default: 1000)', positive)
    .option('--response-bytes <n>', 'mean length of an answer (default: 2000)', positive)
    .option(
      '--cache-hits <share>',
      "share of cached routes' requests that the edge answers, 0 to 1 (default: 0.5)",
      share,
    )
    .option(
      '--token-reuse <share>',
      'share of requests whose token is in the result cache, 0 to 1 (default: 0.8)',
      share,
    )
    .option('--handler-ms <n>', 'mean time that a handler runs (default: 50)', positive)
    .option('--prices <file>', 'prices in place of ours; see gatewright prices')
    .option('--kong-instance-usd <usd>', 'a month of one node of Kong (default: c7g.large on demand)', amount)
    .option('--kong-requests-per-second <n>', 'what a node takes (default: 2000)', factor)
    .option('--kong-nodes <n>', 'the fewest, for availability (default: 2)', nodes)
    .option('--kong-peak <factor>', 'the busiest second against the mean one (default: 3)', factor)
    .option('--kong-requests-per-connection <n>', 'what callers send before they open another (default: 4)', factor)
    .option('--kong-database-usd <usd>', 'a month of its PostgreSQL (default: 0, without a database)', amount)
    .option('--kong-engineer-hours <n>', 'hours a month that somebody works on it (default: 0)', amount)
    .option('--kong-engineer-usd <usd>', 'such an hour (default: 100)', amount);
}

/** @throws what `readPriceFile` throws */
export async function billProps(flags: BillFlags): Promise<BillProps> {
  const levels = flags.bill ? BILL_LEVELS : flags.requestsPerMonth;
  return {
    ...(levels && { levels }),
    given: stated({
      requestBytes: flags.requestBytes,
      responseBytes: flags.responseBytes,
      cacheHitShare: flags.cacheHits,
      tokenReuse: flags.tokenReuse,
      handlerMs: flags.handlerMs,
    }),
    kong: stated({
      instanceUsdPerMonth: flags.kongInstanceUsd,
      requestsPerSecondPerNode: flags.kongRequestsPerSecond,
      minNodes: flags.kongNodes,
      peakFactor: flags.kongPeak,
      requestsPerConnection: flags.kongRequestsPerConnection,
      databaseUsdPerMonth: flags.kongDatabaseUsd,
      engineerHoursPerMonth: flags.kongEngineerHours,
      engineerUsdPerHour: flags.kongEngineerUsd,
    }),
    ...(flags.prices !== undefined && { list: await readPriceFile(flags.prices) }),
  };
}

function stated<Key extends string>(values: Readonly<Record<Key, number | undefined>>): Partial<Record<Key, number>> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Record<Key, number>>;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** `1,000,000` is one number to people, and would be three levels of traffic. */
const GROUPED = /(?<=^|,)[1-9]\d{0,2}(?:,\d{3})+(?=,|$)/;

/** Levels of traffic, each once. */
function counts(text: string): readonly number[] {
  const levels = text.split(',').map((level) => level.trim());
  const [grouped] = GROUPED.exec(levels.join(',')) ?? [];
  if (grouped === undefined) return [...new Set(levels.map(count))];
  const [whole, groups] = ['', '_'].map((between) => grouped.replaceAll(',', between));
  throw new InvalidArgumentError(
    `levels stand between commas: write ${whole} or ${groups} for one, and units for several (1K,500K,1M).`,
  );
}

/** Digits, in groups by `_` or not, and no zero before them. */
const COUNT = /^((?:0|[1-9]\d*(?:_\d+)*)?(?:\.\d+)?)([KMBT]?)$/i;

function count(text: string): number {
  const [, digits = '', suffix = ''] = COUNT.exec(text) ?? [];
  const value = Math.round(Number(digits.replaceAll('_', '')) * (UNITS[suffix.toUpperCase()] ?? 1) * 1e6) / 1e6;
  if (digits !== '' && isRequestCount(value)) return value;
  throw new InvalidArgumentError(
    `${REQUEST_COUNT}, without zeros before it (1M, 2.5B, 250_000), or several with commas.`,
  );
}

function positive(text: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (text.trim() !== '' && isTrafficCount(value)) return value;
  throw new InvalidArgumentError(`${TRAFFIC_COUNT}.`);
}

/** Of what is divided by: less or more is a slip, and would make sums that no number holds. */
const [LEAST_FACTOR, MOST] = [0.001, 1e9];

function factor(text: string): number {
  return within(text, LEAST_FACTOR, 'a number, 0.001 to 1,000,000,000');
}

function amount(text: string): number {
  return within(text, 0, 'a number, 0 to 1,000,000,000');
}

function nodes(text: string): number {
  const allowed = 'a whole number, 1 to 1,000,000,000';
  const value = within(text, 1, allowed);
  if (Number.isInteger(value)) return value;
  throw new InvalidArgumentError(`${allowed}.`);
}

function within(text: string, least: number, allowed: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (text.trim() !== '' && value >= least && value <= MOST) return value;
  throw new InvalidArgumentError(`${allowed}.`);
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('a share, 0 to 1.');
}
