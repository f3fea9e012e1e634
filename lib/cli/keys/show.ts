import { Command } from 'commander';
import { type FoundKey, findKey } from '../../aws/keys/find-key.js';
import { type PlanUse, usageOfKey } from '../../aws/keys/usage-of-key.js';
import { oneLine } from '../../errors/one-line.js';
import { keyState } from '../../keys/key-state.js';
import { type DatedUse, lastSeen, type QuotaState, quotaState } from '../../keys/key-usage.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';
import { indented } from '../table.js';
import { bar, sparkline, squeezed } from './charts.js';
import { answering, type GatewayFlags, gatewaysOf, withGatewayOptions } from './gateway-flags.js';
import { shownState, stateColor } from './list.js';
import { count, details, shownDistance, shownInstant, shownPlan } from './shown-text.js';

interface Shown {
  readonly found: FoundKey;
  readonly nowMs: number;
  readonly use: readonly (PlanUse & { readonly quota: QuotaState | undefined })[];
}

export function showCommand(console: Console): Command {
  const command = new Command('show')
    .summary('show one key: its plan, its use against the quota, when it was last seen')
    .description('Shows a key and what it used in the last 90 days. Its value is not asked for.')
    .argument('<key>', "the key's id, or its name")
    .option('--json', 'the key as one JSON document');
  return withGatewayOptions(command).action(answering((key: string, flags: GatewayFlags) => run(key, flags, console)));
}

async function run(idOrName: string, flags: GatewayFlags, console: Console): Promise<void> {
  const everywhere = await findKey(await gatewaysOf(flags), idOrName);
  const all: Shown[] = [];
  for (const found of everywhere) all.push(await shownKey(found));
  console.out(
    flags.json
      ? JSON.stringify(all.length === 1 ? described(all[0] as Shown) : all.map(described), null, 2)
      : `\n${all.map((one) => printed(one, console, all.length > 1)).join('\n\n')}\n`,
  );
}

async function shownKey(found: FoundKey): Promise<Shown> {
  const nowMs = found.gateway.aws.timing.nowMs();
  const use = (await usageOfKey(found)).map((one) => ({
    ...one,
    quota: one.plan.quota && quotaState(one.plan.quota, one.days, nowMs),
  }));
  return { found, nowMs, use };
}

function described({ found: { gateway, key }, nowMs, use }: Shown): object {
  const { id, name, description, enabled, createdAtMs, tags, record } = key;
  return {
    id,
    name,
    description,
    region: gateway.region,
    ...record,
    enabled,
    state: keyState({ enabled, tags, record }, nowMs).kind,
    issued: createdAtMs === undefined ? undefined : new Date(createdAtMs).toISOString(),
    lastSeen: lastSeen(allDays(use)) ?? null,
    plans: use.map(({ plan, quota, days }) => ({ ...plan, quotaState: quota, days })),
  };
}

function allDays(use: Shown['use']): readonly DatedUse[] {
  return use.flatMap(({ days }) => days).sort((a, b) => a.date.localeCompare(b.date));
}

function printed(shown: Shown, console: Console, naming: boolean): string {
  const { found, nowMs, use } = shown;
  const { key, gateway } = found;
  const state = keyState(key, nowMs);
  const title = `  ${colors.bold(oneLine(key.name))}  ${stateColor(state, key.enabled)(shownState(state, key.enabled))}`;
  const { record, createdAtMs } = key;
  const rows = details([
    ['key', naming ? `${key.id} in ${gateway.region}` : key.id],
    ['owner', record.owner && oneLine(record.owner)],
    ['for', key.description && oneLine(key.description)],
    ['plan', use.map(({ plan }) => shownPlan(plan)).join('; ') || colors.red('none')],
    ['issued', createdAtMs === undefined ? undefined : moment(createdAtMs, nowMs)],
    ['expires', record.expires && moment(record.expires, nowMs)],
    ['grace', record.graceUntil && `until ${moment(record.graceUntil, nowMs)}`],
    ['last seen', lastSeen(allDays(use)) ?? 'not in 90 days'],
  ]);
  return [title, rows, ...use.map((one) => printedUse(one, console.width))].join('\n\n');
}

function moment(instant: string | number, nowMs: number): string {
  const ms = new Date(instant).getTime();
  const text = shownInstant(instant);
  return Number.isNaN(ms) ? text : `${text}, ${colors.dim(shownDistance(ms, nowMs))}`;
}

const LONGEST_CHART = 60;

function printedUse({ plan, days, quota }: Shown['use'][number], width: number): string {
  const chartWidth = Math.min(LONGEST_CHART, width - 4);
  const lines =
    quota === undefined
      ? []
      : [colors.bold(`Quota of ${plan.name}`), quotaBar(quota, chartWidth, plan.quota?.period), ''];
  const used = days.map((day) => day.used);
  const total = used.reduce((sum, one) => sum + one, 0);
  lines.push(
    colors.bold(`Last ${days.length} days`),
    colors.cyan(sparkline(squeezed(used, chartWidth))),
    colors.dim(`${count(total)} requests, at most ${count(Math.max(0, ...used))} a day`),
  );
  return indented(lines.join('\n'));
}

function quotaBar({ used, limit, since }: QuotaState, width: number, period = 'MONTH'): string {
  const share = limit > 0 ? used / limit : 1;
  const paint = share >= 1 ? colors.red : share >= 0.8 ? colors.yellow : colors.green;
  const percent = `${Math.floor(share * 100)} %`;
  const text = `${count(used)} of ${count(limit)} this ${period.toLowerCase()}, since ${since}`;
  return `${paint(bar(used, limit, width - 7))} ${percent.padStart(6)}\n${colors.dim(text)}`;
}
