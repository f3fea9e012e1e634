export interface Deadlines {
  /** Calls `expire` once after `delayMs`, up to one tick late; answers how to call it off. */
  readonly add: (delayMs: number, expire: () => void) => () => void;
  readonly close: () => void;
}

/** Timeouts of many requests on one coarse timer, so that a request costs no timer of its own. */
export function createDeadlines(nowMs: () => number, tickMs = 20): Deadlines {
  const pending = new Set<{ readonly atMs: number; readonly expire: () => void }>();
  let timer: NodeJS.Timeout | undefined;

  function tick(): void {
    const now = nowMs();
    for (const entry of pending) {
      if (entry.atMs > now) continue;
      pending.delete(entry);
      entry.expire();
    }
    if (pending.size === 0) close();
  }

  function close(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    add(delayMs, expire) {
      const entry = { atMs: nowMs() + delayMs, expire };
      pending.add(entry);
      timer ??= setInterval(tick, tickMs);
      return () => pending.delete(entry);
    },
    close,
  };
}
