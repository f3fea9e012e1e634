import { availableParallelism } from 'node:os';
import { LONGEST_LINE } from './claims.js';
import type { Invocation } from './invocation.js';
import { exited, type FunctionError } from './lambda-errors.js';
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
/** A function whose invocations take less, on average, is handed several at once: waking a thread costs more than that. */
const QUICK_MS = 2;
/** More threads than cores make a quick function slower. */
const QUICK_WORKERS = Math.max(1, Math.floor(availableParallelism() / 2));
const FIRST_GUESS_MS = 100;
/** What waits behind an invocation that runs for longer goes to another worker. */
const SLOW_HEAD_MS = 15;

/** Has something to do, and is not held up by it. */
function flows(worker: LambdaWorker): boolean {
  return worker.load() > 0 && worker.busyMs() < SLOW_HEAD_MS;
}

/** The workers of one function: the warmest one with nothing to do takes what waits. */
export function createFunctionWorkers(setting: WorkerSetting, growth: Growth): FunctionWorkers {
  const { nowMs } = setting;
  const workers = new Set<LambdaWorker>();
  const starting = new Set<LambdaWorker>();
  const idle: { readonly worker: LambdaWorker; readonly sinceMs: number }[] = [];
  const ending = new Set<Promise<void>>();
  let waiting: Invocation[] = [];
  let averageMs = FIRST_GUESS_MS;
  let isDispatchDue = false;
  let closed = false;

  function start(): void {
    const worker = startLambdaWorker(setting, { onFree, onFailedStart: refuseWaiting, onGone });
    workers.add(worker);
    starting.add(worker);
  }

  function onFree(worker: LambdaWorker, tookMs?: number): void {
    starting.delete(worker);
    if (tookMs !== undefined) learn(tookMs);
    if (worker.load() === 0) idle.push({ worker, sinceMs: nowMs() });
    if (waiting.length > 0) dispatchSoon();
  }

  function learn(tookMs: number): void {
    averageMs = averageMs * 0.8 + tookMs * 0.2;
  }

  /** Once for all requests that arrive in the same turn of the event loop. */
  function dispatchSoon(): void {
    if (isDispatchDue) return;
    isDispatchDue = true;
    setImmediate(dispatch);
  }

  function dispatch(): void {
    isDispatchDue = false;
    waiting = waiting.filter(({ settled }) => !settled);
    while (waiting.length > 0 && mayUseAnother()) {
      const free = idle.pop();
      if (free === undefined) break;
      free.worker.assign(waiting.splice(0, isQuick() ? LONGEST_LINE : 1));
    }
    if (isQuick()) for (const worker of workers) topUp(worker);
    if (waiting.length > 0 && workers.size === 0 && !closed) start();
  }

  /** Keeps a busy worker's line filled, so that it need not be woken for each invocation. */
  function topUp(worker: LambdaWorker): void {
    const room = LONGEST_LINE - worker.load();
    if (waiting.length > 0 && room >= LONGEST_LINE / 2 && flows(worker)) worker.assign(waiting.splice(0, room));
  }

  /** A quick function is faster on few threads than on many. */
  function mayUseAnother(): boolean {
    return !isQuick() || [...workers].filter(flows).length < QUICK_WORKERS;
  }

  function isQuick(): boolean {
    return averageMs < QUICK_MS;
  }

  function takeBack(worker: LambdaWorker): void {
    if (worker.load() < 2 || worker.busyMs() < SLOW_HEAD_MS) return;
    learn(worker.busyMs());
    waiting.unshift(...worker.recall());
    dispatchSoon();
  }

  function refuseWaiting(error: (requestId: string) => FunctionError): void {
    const refused = waiting;
    waiting = [];
    for (const invocation of refused) invocation.settle(error(invocation.requestId));
  }

  function onGone(worker: LambdaWorker, unbegun: readonly Invocation[]): void {
    workers.delete(worker);
    starting.delete(worker);
    const place = idle.findIndex((entry) => entry.worker === worker);
    if (place >= 0) idle.splice(place, 1);
    waiting.unshift(...unbegun);
    dispatchSoon();
  }

  function grow(now: number): void {
    const oldest = waiting.find(({ settled }) => !settled);
    if (oldest === undefined || now - oldest.queuedAtMs < growth.growAfterMs) return;
    const most = isQuick() ? Math.min(QUICK_WORKERS, growth.maxWorkers) : growth.maxWorkers;
    while (workers.size < most && starting.size < Math.min(STARTS_AT_ONCE, waiting.length)) start();
  }

  function shrink(now: number): void {
    while (workers.size > 1 && idle[0] !== undefined && now - idle[0].sinceMs > growth.idleMs) end(idle[0].worker);
  }

  function end(worker: LambdaWorker): void {
    const ended = worker.terminate();
    ending.add(ended);
    void ended.then(() => ending.delete(ended));
  }

  return {
    submit(invocation) {
      waiting.push(invocation);
      if (workers.size === 0) start();
      else dispatchSoon();
    },
    adjust(now) {
      for (const worker of workers) takeBack(worker);
      if (waiting.length > 0) grow(now);
      else shrink(now);
    },
    async terminate() {
      closed = true;
      for (const worker of [...workers]) end(worker);
      refuseWaiting((requestId) => exited(requestId, 0));
      await Promise.all(ending);
    },
  };
}
