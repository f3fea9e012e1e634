import type { Invocation } from './invocation.js';
import type { FunctionError } from './lambda-errors.js';
import { type LambdaWorker, startLambdaWorker, type WorkerSetting } from './lambda-worker.js';

export interface FunctionWorkers {
  readonly submit: (invocation: Invocation) => void;
  /** Starts more workers where invocations wait, and ends those that have been idle for long. */
  readonly adjust: (nowMs: number) => void;
  readonly terminate: () => Promise<void>;
}

export interface Growth {
  readonly maxWorkers: number;
  /** A worker is added once an invocation has waited this long. */
  readonly growAfterMs: number;
  /** All but one worker end after this long without work. */
  readonly idleMs: number;
}

/** How many threads of one function may start at the same moment. */
const STARTS_AT_ONCE = 2;

/** The workers of one function: the freest, warmest one takes the next invocation; the others wait in line. */
export function createFunctionWorkers(setting: WorkerSetting, growth: Growth): FunctionWorkers {
  const workers = new Set<LambdaWorker>();
  const starting = new Set<LambdaWorker>();
  const idle: { readonly worker: LambdaWorker; readonly sinceMs: number }[] = [];
  const ending = new Set<Promise<void>>();
  let waiting: Invocation[] = [];
  let closed = false;

  function start(): void {
    const worker = startLambdaWorker(setting, { onFree, onFailedStart, onGone });
    workers.add(worker);
    starting.add(worker);
  }

  function onFree(worker: LambdaWorker): void {
    starting.delete(worker);
    const next = takeWaiting();
    if (next !== undefined) worker.run(next);
    else idle.push({ worker, sinceMs: setting.nowMs() });
  }

  function takeWaiting(): Invocation | undefined {
    for (;;) {
      const next = waiting.shift();
      if (next === undefined || !next.settled) return next;
    }
  }

  function onFailedStart(_worker: LambdaWorker, error: (requestId: string) => FunctionError): void {
    const refused = waiting;
    waiting = [];
    for (const invocation of refused) invocation.settle(error(invocation.requestId));
  }

  function onGone(worker: LambdaWorker): void {
    workers.delete(worker);
    starting.delete(worker);
    const place = idle.findIndex((entry) => entry.worker === worker);
    if (place >= 0) idle.splice(place, 1);
    queueMicrotask(() => {
      if (!closed && waiting.length > 0 && workers.size === 0) start();
    });
  }

  function grow(nowMs: number): void {
    const oldest = waiting.find((invocation) => !invocation.settled);
    if (oldest === undefined || nowMs - oldest.queuedAtMs < growth.growAfterMs) return;
    while (workers.size < growth.maxWorkers && starting.size < Math.min(STARTS_AT_ONCE, waiting.length)) start();
  }

  function shrink(nowMs: number): void {
    while (workers.size > 1 && idle[0] !== undefined && nowMs - idle[0].sinceMs > growth.idleMs) {
      end(idle[0].worker);
    }
  }

  function end(worker: LambdaWorker): void {
    const ended = worker.terminate();
    ending.add(ended);
    void ended.then(() => ending.delete(ended));
  }

  return {
    submit(invocation) {
      const free = idle.pop();
      if (free !== undefined) return free.worker.run(invocation);
      waiting.push(invocation);
      if (workers.size === 0) start();
    },
    adjust(nowMs) {
      if (waiting.length > 0) grow(nowMs);
      else shrink(nowMs);
    },
    async terminate() {
      closed = true;
      for (const worker of [...workers]) end(worker);
      await Promise.all(ending);
    },
  };
}
