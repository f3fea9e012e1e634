import type { FunctionModel } from '../model/cloud.js';
import type { InvokeResult } from '../model/engine.js';
import type { Deadlines } from './deadlines.js';
import type { Invocation } from './invocation.js';
import {
  exceedsBytes,
  exited,
  type FunctionError,
  functionError,
  outOfMemory,
  RESPONSE_LIMIT_BYTES,
  responseTooLarge,
  timedOut,
} from './lambda-errors.js';
import type { LogStream, PoolMessage, WorkerMessage } from './protocol.js';
import { createWorkerLine } from './worker-line.js';
import { startWorkerThread } from './worker-thread.js';

/** Lambda allows the init phase 10 s, https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_LIMIT_MS = 10_000;

export interface FunctionLog {
  readonly functionName: string;
  /** Empty for what a module writes while it is loaded. */
  readonly requestId: string;
  readonly stream: LogStream;
  readonly line: string;
}

export interface WorkerSetting {
  readonly model: FunctionModel;
  readonly taskRoot: string;
  readonly region: string;
  readonly extraEnvironment: Readonly<Record<string, string>>;
  readonly standIns: ReadonlyMap<string, string>;
  readonly deadlines: Deadlines;
  readonly nowMs: () => number;
  readonly onLog: (log: FunctionLog) => void;
}

export interface WorkerOwner {
  /** Can take invocations: after the start, and after each one that ended, which took so long. */
  readonly onFree: (worker: LambdaWorker, tookMs?: number) => void;
  /** Ended before it was ready; the error belongs to whoever waits. */
  readonly onFailedStart: (error: (requestId: string) => FunctionError) => void;
  /** Ended; these were handed to it, but not begun. */
  readonly onGone: (worker: LambdaWorker, unbegun: readonly Invocation[]) => void;
}

export interface LambdaWorker {
  /** Hands over invocations, which run one after the other; at most `LONGEST_LINE` at a time. */
  readonly assign: (invocations: readonly Invocation[]) => void;
  /** How many it has been handed and not ended. */
  readonly load: () => number;
  /** How long the invocation that runs has been running. */
  readonly busyMs: () => number;
  /** Takes back what has not begun. */
  readonly recall: () => readonly Invocation[];
  readonly terminate: () => Promise<void>;
}

/** Starts a thread that runs one function, one invocation at a time, as one of Lambda's execution environments does. */
export function startLambdaWorker(setting: WorkerSetting, owner: WorkerOwner): LambdaWorker {
  const { model, deadlines, nowMs } = setting;
  const line = createWorkerLine();
  const thread = startWorkerThread(setting, line.claims);
  let headSinceMs = 0;
  let ready = false;
  let gone = false;
  let callOff = deadlines.add(INIT_LIMIT_MS + model.timeoutMs, endLate);

  /** The thread is of no more use: what it has begun gets the error, the rest goes back. */
  function end(error: (requestId: string) => FunctionError): void {
    if (gone) return;
    gone = true;
    callOff();
    void thread.terminate();
    owner.onGone(worker, line.recall());
    if (!ready) owner.onFailedStart(error);
    for (const invocation of line.clear()) invocation.settle(error(invocation.requestId));
  }

  function endLate(): void {
    end((requestId) => timedOut(requestId, model.timeoutMs, nowMs()));
  }

  function watchHead(): void {
    callOff();
    if (line.length() === 0) return;
    headSinceMs = nowMs();
    callOff = deadlines.add(model.timeoutMs, endLate);
  }

  function finish(ticket: number, result: InvokeResult, tookMs: number): void {
    const ended = line.shift(ticket);
    if (ended === undefined) {
      // An answer to what was not asked would be somebody else's.
      end((requestId) => exited(requestId, 1));
    } else {
      ended.settle(result);
      watchHead();
      owner.onFree(worker, tookMs);
    }
  }

  /** What nobody waits for any more is taken all the same: on Lambda the function goes on, too. */
  async function takeChunk(ticket: number, bytes: Uint8Array): Promise<void> {
    const running = line.head(ticket);
    if (running?.onChunk && !running.settled) await running.onChunk(bytes);
    if (!gone) thread.postMessage('taken' satisfies PoolMessage);
  }

  /** Of a function that does not stream, but is asked to, the whole payload is the stream. */
  function succeed(ticket: number, payload: string, tookMs: number): void {
    const running = line.head(ticket);
    const result = success(payload);
    if (running?.onChunk && result.kind === 'success') {
      if (!running.settled && payload !== '') void running.onChunk(Buffer.from(payload));
      finish(ticket, { kind: 'success', payload: '' }, tookMs);
    } else finish(ticket, result, tookMs);
  }

  thread.on('message', (message: WorkerMessage) => {
    if (gone && message.kind !== 'log') return;
    switch (message.kind) {
      case 'log': {
        const { requestId, stream, line: text } = message;
        return setting.onLog({ functionName: model.name, requestId, stream, line: text });
      }
      case 'ready':
        ready = true;
        callOff();
        return owner.onFree(worker);
      case 'chunk':
        return void takeChunk(message.ticket, message.bytes);
      case 'succeeded':
        return succeed(message.ticket, message.payload, message.tookMs);
      case 'failed':
        return finish(message.ticket, functionError(message.document), message.tookMs);
      case 'init-error':
      case 'crashed':
        return end(() => functionError(message.document));
    }
  });
  thread.on('error', (error: NodeJS.ErrnoException) =>
    end((requestId) => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory(requestId) : exited(requestId, 1))),
  );
  thread.on('exit', (status) => end((requestId) => exited(requestId, status)));

  const worker: LambdaWorker = {
    assign(invocations) {
      const isIdle = line.length() === 0;
      thread.postMessage(line.add(invocations));
      if (isIdle) watchHead();
    },
    load: line.length,
    busyMs: () => (line.isHeadRunning() ? nowMs() - headSinceMs : 0),
    recall: line.recall,
    async terminate() {
      end((requestId) => exited(requestId, 0));
      await thread.terminate();
    },
  };
  return worker;
}

function success(payload: string): InvokeResult {
  return exceedsBytes(payload, RESPONSE_LIMIT_BYTES) ? responseTooLarge() : { kind: 'success', payload };
}
