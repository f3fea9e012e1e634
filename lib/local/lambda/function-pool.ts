import type { FunctionModel } from '../model/cloud.js';
import type { InvokeFunction, InvokeResult } from '../model/engine.js';
import { createDeadlines, type Deadlines } from './deadlines.js';
import { createFunctionRunners } from './function-runners.js';
import { exceedsBytes, REQUEST_LIMIT_BYTES } from './lambda-errors.js';
import type { FunctionLog, WorkerSetting } from './lambda-worker.js';
import { retryEvent } from './retry-event.js';
import { createRunningInvocations } from './running-invocations.js';

export interface FunctionPoolOptions {
  readonly region?: string;
  readonly onLog?: (log: FunctionLog) => void;
  /** URL prefix → local address, honoured by the global `fetch` of the functions. */
  readonly standIns?: ReadonlyMap<string, string>;
  /** Variables for every function beside its own, such as AWS credentials. None by default. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Threads of one function at most; further invocations wait. @default 16 */
  readonly maxWorkersPerFunction?: number;
  /** @default 60_000 */
  readonly idleMs?: number;
  /** Pauses before the two retries of an Event invocation; Lambda's own are 1 and 2 minutes. @default [1_000, 2_000] */
  readonly retryDelaysMs?: readonly number[];
  readonly nowMs?: () => number;
}

export interface FunctionPool {
  readonly invoke: InvokeFunction;
  /** Takes no more, waits up to `graceMs` for what runs, then ends all threads. @default graceMs 30_000 */
  readonly close: (graceMs?: number) => Promise<void>;
}

const GROW_AFTER_MS = 20;
const ADJUST_EVERY_MS = 25;

/**
 * Runs Lambda functions from their code on this machine, each in threads of its own.
 * Threads start with the first invocation; `close` must be called for the process to end.
 */
export function createFunctionPool(
  functions: readonly FunctionModel[],
  options: FunctionPoolOptions = {},
): FunctionPool {
  const nowMs = options.nowMs ?? Date.now;
  const deadlines = createDeadlines(nowMs);
  const running = createRunningInvocations(deadlines, nowMs);
  const runners = createFunctionRunners(
    functions,
    (model, taskRoot) => workerSetting(model, taskRoot, options, deadlines),
    {
      maxWorkers: options.maxWorkersPerFunction ?? 16,
      growAfterMs: GROW_AFTER_MS,
      idleMs: options.idleMs ?? 60_000,
    },
  );
  const retries = { delaysMs: options.retryDelaysMs ?? [1_000, 2_000], timers: new Set<NodeJS.Timeout>() };
  const adjusting = setInterval(() => runners.adjust(nowMs()), ADJUST_EVERY_MS).unref();
  let closed = false;

  const invoke: InvokeFunction = async (arn, event, invokeOptions) => {
    if (closed) return notInvocable('the function pool is closed');
    const runner = runners.find(arn);
    if (runner.kind === 'not-invocable') return runner;
    const payload = JSON.stringify(event) ?? 'null';
    if (exceedsBytes(payload, REQUEST_LIMIT_BYTES)) return notInvocable(TOO_LARGE);
    const { submit } = runner.workers;
    if (invokeOptions.async !== true) return running.run({ arn, payload, options: invokeOptions }, submit);
    const { timeoutMs: _callers, ...ownTime } = invokeOptions;
    retryEvent(() => running.run({ arn, payload, options: ownTime }, submit), retries);
    return { kind: 'success', payload: '' };
  };

  return {
    invoke,
    async close(graceMs = 30_000) {
      closed = true;
      for (const timer of retries.timers) clearTimeout(timer);
      await running.drained(graceMs);
      clearInterval(adjusting);
      await runners.terminate();
      deadlines.close();
    },
  };
}

const TOO_LARGE = `the payload is larger than the ${REQUEST_LIMIT_BYTES} bytes that Lambda takes`;

function notInvocable(reason: string): InvokeResult {
  return { kind: 'not-invocable', reason };
}

function workerSetting(
  model: FunctionModel,
  taskRoot: string,
  options: FunctionPoolOptions,
  deadlines: Deadlines,
): WorkerSetting {
  return {
    model,
    taskRoot,
    region: options.region ?? model.arn.split(':')[3] ?? 'us-east-1',
    extraEnvironment: options.environment ?? {},
    standIns: options.standIns ?? new Map(),
    deadlines,
    nowMs: options.nowMs ?? Date.now,
    onLog: options.onLog ?? (() => {}),
  };
}
