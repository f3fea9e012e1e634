/** Entries beyond this drop the oldest, so that random tokens do not fill the memory. */
const MAX_ENTRIES = 10_000;

/** Results by key, each kept for one time to live. */
export interface ResultCache<T> {
  readonly get: (key: string, nowMs: number) => T | undefined;
  readonly set: (key: string, value: T, nowMs: number) => void;
}

export function resultCache<T>(ttlMs: number): ResultCache<T> {
  const entries = new Map<string, { readonly value: T; readonly expiresAtMs: number }>();
  return {
    get(key, nowMs) {
      const entry = entries.get(key);
      if (!entry || entry.expiresAtMs > nowMs) return entry?.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, nowMs) {
      entries.delete(key);
      const oldest = entries.size >= MAX_ENTRIES ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(key, { value, expiresAtMs: nowMs + ttlMs });
    },
  };
}
