import { setTimeout } from 'node:timers/promises';

const DELIVERY_MS = 10;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs synchronous work to its end; a signal that asks the process to stop meanwhile takes effect after it. */
export async function uninterrupted(work: () => void): Promise<void> {
  const heard: NodeJS.Signals[] = [];
  const hear = (signal: NodeJS.Signals) => void heard.push(signal);
  for (const signal of SIGNALS) process.on(signal, hear);
  try {
    work();
  } finally {
    // The event loop delivers signals while it waits.
    await setTimeout(DELIVERY_MS);
    for (const signal of SIGNALS) process.off(signal, hear);
  }
  const [first] = heard;
  if (first) process.kill(process.pid, first);
}
