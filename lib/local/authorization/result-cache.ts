const MAX_ENTRIES = 10_000;

export interface ResultCache<Result> {
  readonly get: (key: string, nowMs: number) => Result | undefined;
  readonly set: (key: string, result: Result, nowMs: number) => void;
}

/** Results of one authorizer for as long as it says; the oldest go first where there are too many. */
export function resultCache<Result>(ttlSeconds: number): ResultCache<Result> {
  const entries = new Map<string, { readonly result: Result; readonly untilMs: number }>();
  return {
    get(key, nowMs) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.untilMs > nowMs) return entry.result;
      entries.delete(key);
      return undefined;
    },
    set(key, result, nowMs) {
      if (ttlSeconds <= 0) return;
      entries.delete(key);
      const oldest = entries.size >= MAX_ENTRIES ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(key, { result, untilMs: nowMs + ttlSeconds * 1000 });
    },
  };
}
