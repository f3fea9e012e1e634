import { Command } from 'commander';
import { type ApiKey, listApiKeys } from '../../aws/api-keys.js';
import type { GatewaySet } from '../../aws/keys/region-gateway.js';
import { planNamed } from '../../aws/keys/region-gateway.js';
import { type KeyState, keyState } from '../../keys/key-state.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';
import { type Columns, columnsFor, type KeyColumn } from './columns.js';
import { answering, type GatewayFlags, gatewaysOf, withGatewayOptions } from './gateway-flags.js';
import { printJsonArray } from './print-json-array.js';
import { count } from './shown-text.js';

interface ListFlags extends GatewayFlags {
  readonly owner?: string;
  readonly plan?: string;
  readonly expired?: true;
}

interface ListedKey {
  readonly key: ApiKey;
  readonly region: string;
  readonly state: KeyState;
}

export function listCommand(console: Console): Command {
  const command = new Command('list')
    .summary('show the keys of a gateway')
    .description('Shows the keys of a gateway with owner, plan and state, page by page. Values are not asked for.')
    .option('--owner <owner>', 'keys of this owner only')
    .option('--plan <plan>', 'keys of this plan only')
    .option('--expired', 'keys only whose time or grace is over')
    .option('--json', 'the keys as one JSON array, a key a line');
  return withGatewayOptions(command).action(answering((flags: ListFlags) => run(flags, console)));
}

async function run(flags: ListFlags, console: Console): Promise<void> {
  const gateways = await gatewaysOf(flags);
  if (flags.plan !== undefined) planNamed(gateways[0], flags.plan);
  const pages = listed(gateways, flags);
  await (flags.json ? printJsonArray(pages, described, console) : printTable(pages, gateways, console));
}

/** Pages of the keys that were asked for, region by region. */
async function* listed(gateways: GatewaySet, flags: ListFlags): AsyncGenerator<readonly ListedKey[]> {
  for (const { aws, region, name } of gateways) {
    for await (const page of listApiKeys(aws)) {
      const nowMs = aws.timing.nowMs();
      yield page
        .filter(({ record }) => record.gateway === name && record.lock === undefined)
        .map((key) => ({ key, region, state: keyState(key, nowMs) }))
        .filter((one) => isWanted(one, flags));
    }
  }
}

function isWanted({ key, state }: ListedKey, { owner, plan, expired }: ListFlags): boolean {
  return (
    (owner === undefined || key.record.owner === owner) &&
    (plan === undefined || key.record.plan === plan) &&
    (!expired || state.kind === 'expired' || state.kind === 'grace-over')
  );
}

function described({ key, region, state }: ListedKey): object {
  const { id, name, description, enabled, createdAtMs, record } = key;
  const issued = createdAtMs === undefined ? undefined : new Date(createdAtMs).toISOString();
  return { id, name, description, region, ...record, enabled, state: state.kind, issued };
}

async function printTable(
  pages: AsyncGenerator<readonly ListedKey[]>,
  gateways: GatewaySet,
  console: Console,
): Promise<void> {
  let columns: Columns<ListedKey> | undefined;
  let total = 0;
  for await (const page of pages) {
    if (page.length === 0) continue;
    if (columns === undefined) {
      columns = columnsFor(
        columnsOf(gateways),
        page,
        console.isTerminal ? console.width - 2 : Number.POSITIVE_INFINITY,
      );
      console.out(`\n  ${columns.head(colors.dim)}`);
    }
    const { line } = columns;
    console.out(page.map((one) => `  ${line(one)}`).join('\n'));
    total += page.length;
  }
  console.out(
    total === 0 ? '\n  No such key.\n' : `\n  ${colors.dim(`${count(total)} ${total === 1 ? 'key' : 'keys'}`)}\n`,
  );
}

function columnsOf(gateways: GatewaySet): readonly KeyColumn<ListedKey>[] {
  const region: KeyColumn<ListedKey> = { title: 'Region', text: (one) => one.region };
  return [
    { title: 'Key', text: ({ key }) => key.id },
    { title: 'Owner', text: ({ key }) => key.record.owner ?? '', least: 8 },
    { title: 'Name', text: ({ key }) => key.name, least: 8, paint: colors.dim },
    { title: 'Plan', text: ({ key }) => key.record.plan ?? '', least: 6 },
    ...(gateways.length > 1 ? [region] : []),
    { title: 'Expires', text: ({ key }) => key.record.expires?.slice(0, 10) ?? '' },
    {
      title: 'State',
      text: ({ state, key }) => shownState(state, key.enabled),
      paint: (text, { state, key }) => stateColor(state, key.enabled)(text),
    },
  ];
}

/** A key whose time is over and that nobody disabled still opens the gateway. */
export function shownState(state: KeyState, enabled: boolean): string {
  const works = enabled ? ', works' : '';
  switch (state.kind) {
    case 'in-grace':
      return `until ${state.until.slice(0, 10)}`;
    case 'expired':
      return `expired${works}`;
    case 'grace-over':
      return `grace over${works}`;
    case 'unreadable':
      return 'unclear';
    default:
      return state.kind;
  }
}

export function stateColor({ kind }: KeyState, enabled: boolean): (text: string) => string {
  return enabled ? STATE_COLORS[kind] : colors.dim;
}

const STATE_COLORS = {
  live: colors.green,
  'in-grace': colors.cyan,
  disabled: colors.dim,
  expired: colors.red,
  'grace-over': colors.red,
  unreadable: colors.red,
} satisfies Record<KeyState['kind'], (text: string) => string>;
