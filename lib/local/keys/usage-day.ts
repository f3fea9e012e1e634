/** Quotas and usage go by days in UTC. */
export const DAY_MS = 86_400_000;

/** Days since 1970. */
export function usageDay(nowMs: number): number {
  return Math.floor(nowMs / DAY_MS);
}

/** `2026-11-21` */
export function formatUsageDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Undefined for what is no day of the calendar in the form `2026-11-21`. */
export function parseUsageDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const timeMs = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(timeMs)) return undefined;
  const day = usageDay(timeMs);
  // Some readers of dates take the 31st of February for a day in March.
  return formatUsageDay(day) === text ? day : undefined;
}
