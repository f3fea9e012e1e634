import { InvalidArgumentError } from 'commander';

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** `90s`, `15m`, `1h`, `7d` as seconds; a minus sign makes a time in the past. */
export function durationSeconds(text: string): number {
  const match = /^(-?\d{1,9})([smhd])$/.exec(text);
  if (!match) throw new InvalidArgumentError('a number and its unit: 90s, 15m, 1h or 7d.');
  return Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS];
}
