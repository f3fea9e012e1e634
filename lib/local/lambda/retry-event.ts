import type { InvokeResult } from '../model/engine.js';

/**
 * Runs an Event invocation in the background, again after each delay while it fails: Lambda tries three times.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function retryEvent(
  run: () => Promise<InvokeResult>,
  { delaysMs, timers }: { readonly delaysMs: readonly number[]; readonly timers: Set<NodeJS.Timeout> },
): void {
  void run().then((result) => {
    const [delayMs, ...later] = delaysMs;
    if (result.kind !== 'function-error' || delayMs === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      retryEvent(run, { delaysMs: later, timers });
    }, delayMs);
    timers.add(timer);
  });
}
