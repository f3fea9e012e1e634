import type { KeyPlace } from '../../aws/keys/make-key.js';
import { oneLine } from '../../errors/one-line.js';
import type { KeyPlan } from '../../keys/usage-plan.js';
import { colors } from '../colors.js';
import { indented } from '../table.js';

/** `2026-11-21 12:03 UTC` */
export function shownInstant(instant: string | number): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return oneLine(String(instant), 40);
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `in 3 days`, `5 hours ago` */
export function shownDistance(ms: number, nowMs: number): string {
  const distance = Math.abs(ms - nowMs);
  const [unit, size] = DISTANCES.find(([, least]) => distance >= least) ?? ['minute', 60_000];
  const count = Math.max(1, Math.floor(distance / size));
  const text = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return ms >= nowMs ? `in ${text}` : `${text} ago`;
}

const DISTANCES = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Names and their values below each other; without a value a name is left out. */
export function details(rows: readonly (readonly [name: string, value: string | undefined])[]): string {
  const shown = rows.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(...shown.map(([name]) => name.length));
  return indented(shown.map(([name, value]) => `${colors.dim(name.padEnd(width))}  ${value}`).join('\n'));
}

/** `k3y1` in one region; with the regions' names in several. */
export function shownPlaces(places: readonly KeyPlace[]): string {
  if (places.length === 1) return places[0]?.keyId ?? '';
  return places.map(({ keyId, region }) => `${keyId} in ${region}`).join(', ');
}

/** `gold: 100/s, burst 200, 5,000,000 a month` */
export function shownPlan({ name, throttle, quota }: KeyPlan): string {
  const limits = [
    throttle && `${throttle.ratePerSecond}/s, burst ${throttle.burst}`,
    quota && `${count(quota.limit)} a ${quota.period.toLowerCase()}`,
  ].filter(Boolean);
  return limits.length > 0 ? `${name}: ${limits.join(', ')}` : name;
}

export function count(amount: number): string {
  return amount.toLocaleString('en');
}
