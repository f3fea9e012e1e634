import type { ScheduleModel } from '../model/cloud.js';
import type { InvokeFunction } from '../model/engine.js';

interface ScheduleWorld {
  readonly invoke: InvokeFunction;
  readonly randomId: () => string;
  readonly warn: (line: string) => void;
}

/** The longest that Node's timers wait, 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Calls the functions of schedules, the first time after one period, as EventBridge Scheduler does with a new one. What
 * a function throws stands in its log.
 *
 * @returns what stops them
 */
export function runSchedules(schedules: readonly ScheduleModel[], world: ScheduleWorld): () => void {
  const timers = schedules.map((schedule) =>
    setInterval(() => void call(schedule, world), Math.min(schedule.everyMs, LONGEST_TIMER_MS)).unref(),
  );
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

async function call(
  { logicalId, functionArn, input }: ScheduleModel,
  { invoke, randomId, warn }: ScheduleWorld,
): Promise<void> {
  const event = input === undefined ? {} : parsed(input);
  const result = await invoke(functionArn, event, { requestId: randomId() }).catch(() => undefined);
  if (result?.kind !== 'success') warn(`the schedule ${logicalId} called its function, which failed`);
}

/** EventBridge Scheduler hands on what stands there; JSON arrives as what it says. */
function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}
