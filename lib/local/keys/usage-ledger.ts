import type { StoredUsage } from './stored-key.js';
import { formatUsageDay, parseUsageDay } from './usage-day.js';

/** Requests beyond the quota, for the period that the day lies in. */
export interface QuotaGrant {
  readonly day: number;
  readonly requests: number;
}

/** What one key called on one plan, day by day. Days are those of `usageDay`. */
export interface DailyUsage {
  /** Counts one request. */
  readonly count: (day: number) => void;
  readonly on: (day: number) => number;
  /** Requests of `first`, of the days after it, and of `last`. */
  readonly between: (first: number, last: number) => number;
  readonly grant: () => QuotaGrant | undefined;
  readonly setGrant: (grant: QuotaGrant) => void;
}

export interface UsageLedger {
  readonly of: (usagePlanId: string, keyId: string) => DailyUsage;
  /** Undefined where nothing was called yet. */
  readonly find: (usagePlanId: string, keyId: string) => DailyUsage | undefined;
  readonly forgetKey: (keyId: string) => void;
  /** Puts in what was kept; days that are there already are replaced, and days too long ago are left out. */
  readonly restore: (usage: StoredUsage) => void;
  readonly all: () => readonly StoredUsage[];
  /** What changed since this was called last, and only the days that did. */
  readonly takeChanges: () => readonly StoredUsage[];
}

/** Days that are kept: GetUsage goes 90 days back, and today is one more. */
export const KEPT_DAYS = 91;

interface Entry {
  readonly usagePlanId: string;
  readonly keyId: string;
  readonly days: Map<number, number>;
  readonly changed: Set<number>;
  grant?: QuotaGrant;
}

interface Slot {
  readonly entry: Entry;
  readonly daily: DailyUsage;
}

/**
 * @param today day of `usageDay`
 * @param onChange called at the first change after `takeChanges`
 */
export function createUsageLedger(today: () => number, onChange: () => void): UsageLedger {
  const byKey = new Map<string, Map<string, Slot>>();
  const changed = new Set<Entry>();

  function touch(entry: Entry, day: number): void {
    const isFirst = changed.size === 0;
    entry.changed.add(day);
    changed.add(entry);
    if (isFirst) onChange();
  }

  function slot(usagePlanId: string, keyId: string): Slot {
    return byKey.get(keyId)?.get(usagePlanId) ?? newSlot(usagePlanId, keyId);
  }

  function newSlot(usagePlanId: string, keyId: string): Slot {
    const entry: Entry = { usagePlanId, keyId, days: new Map(), changed: new Set() };
    const made = { entry, daily: dailyUsage(entry, (day) => touch(entry, day)) };
    byKey.set(keyId, (byKey.get(keyId) ?? new Map()).set(usagePlanId, made));
    return made;
  }

  return {
    of: (usagePlanId, keyId) => slot(usagePlanId, keyId).daily,
    find(usagePlanId, keyId) {
      const known = byKey.get(keyId)?.get(usagePlanId);
      return known && known.entry.days.size > 0 ? known.daily : undefined;
    },
    forgetKey(keyId) {
      for (const { entry } of byKey.get(keyId)?.values() ?? []) changed.delete(entry);
      byKey.delete(keyId);
    },
    restore: (usage) => restoreInto(slot(usage.usagePlanId, usage.keyId).entry, usage, today() - KEPT_DAYS + 1),
    all() {
      const entries = [...byKey.values()].flatMap((plans) => [...plans.values()].map(({ entry }) => entry));
      return entries.filter(({ days }) => days.size > 0).map((entry) => store(entry, entry.days));
    },
    takeChanges() {
      const taken = [...changed].map((entry) => {
        const usage = store(
          entry,
          [...entry.changed].map((day) => [day, entry.days.get(day) ?? 0] as const),
        );
        entry.changed.clear();
        return usage;
      });
      changed.clear();
      return taken;
    },
  };
}

function dailyUsage(entry: Entry, touch: (day: number) => void): DailyUsage {
  const { days } = entry;
  return {
    count(day) {
      const requests = days.get(day) ?? 0;
      days.set(day, requests + 1);
      if (requests === 0) forgetBefore(days, day - KEPT_DAYS + 1);
      touch(day);
    },
    on: (day) => days.get(day) ?? 0,
    between(first, last) {
      let requests = 0;
      for (const [day, count] of days) if (day >= first && day <= last) requests += count;
      return requests;
    },
    grant: () => entry.grant,
    setGrant(grant) {
      entry.grant = grant;
      days.set(grant.day, days.get(grant.day) ?? 0);
      touch(grant.day);
    },
  };
}

function forgetBefore(days: Map<number, number>, first: number): void {
  for (const day of days.keys()) if (day < first) days.delete(day);
}

function restoreInto(entry: Entry, { days, grant }: StoredUsage, firstKept: number): void {
  for (const [text, requests] of Object.entries(days)) {
    const day = parseUsageDay(text);
    if (day !== undefined && day >= firstKept) entry.days.set(day, requests);
  }
  const day = grant && parseUsageDay(grant.day);
  if (grant !== undefined && day !== undefined) entry.grant = { day, requests: grant.requests };
}

function store({ usagePlanId, keyId, grant }: Entry, days: Iterable<readonly [number, number]>): StoredUsage {
  const kept = Array.from(days, ([day, requests]) => [formatUsageDay(day), requests] as const);
  return {
    usagePlanId,
    keyId,
    days: Object.fromEntries(kept),
    ...(grant && { grant: { day: formatUsageDay(grant.day), requests: grant.requests } }),
  };
}
