import { Worker } from 'node:worker_threads';
import type { FunctionModel } from '../model/cloud.js';
import type { Deadlines } from './deadlines.js';
import { functionEnvironment, logStreamName } from './function-environment.js';
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
import type { LogStream, WorkerMessage, WorkerSettings } from './protocol.js';
import { workerProgram } from './worker-program.js';

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
  /** Ready for an invocation: after the start, and after each one. */
  readonly onFree: (worker: LambdaWorker) => void;
  /** Ended before it was ready; the error belongs to whoever waits. */
  readonly onFailedStart: (worker: LambdaWorker, error: (requestId: string) => FunctionError) => void;
  readonly onGone: (worker: LambdaWorker) => void;
}

export interface LambdaWorker {
  readonly run: (invocation: Invocation) => void;
  readonly terminate: () => Promise<void>;
}

/** Starts a thread that runs one function, one invocation at a time, as one of Lambda's execution environments does. */
export function startLambdaWorker(setting: WorkerSetting, owner: WorkerOwner): LambdaWorker {
  const { model, deadlines } = setting;
  const thread = startThread(setting);
  let ready = false;
  let gone = false;
  let current: Invocation | undefined;
  let callOff = deadlines.add(INIT_LIMIT_MS + model.timeoutMs, () => {
    end((requestId) => timedOut(requestId, model.timeoutMs, setting.nowMs()));
  });

  /** The thread is of no more use: whoever waits for it gets the error. */
  function end(error: (requestId: string) => FunctionError): void {
    if (gone) return;
    gone = true;
    callOff();
    void thread.terminate();
    owner.onGone(worker);
    if (!ready) owner.onFailedStart(worker, error);
    current?.settle(error(current.requestId));
    current = undefined;
  }

  function free(): void {
    callOff();
    current = undefined;
    owner.onFree(worker);
  }

  function finish(payload: string): void {
    current?.settle(exceedsBytes(payload, RESPONSE_LIMIT_BYTES) ? responseTooLarge() : { kind: 'success', payload });
    free();
  }

  thread.on('message', (message: WorkerMessage) => {
    if (gone && message.kind !== 'log') return;
    switch (message.kind) {
      case 'log':
        return setting.onLog({
          functionName: model.name,
          requestId: message.requestId,
          stream: message.stream,
          line: message.line,
        });
      case 'ready':
        ready = true;
        return free();
      case 'succeeded':
        return finish(message.payload);
      case 'failed':
        current?.settle(functionError(message.document));
        return free();
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
    run(invocation) {
      current = invocation;
      callOff = deadlines.add(model.timeoutMs, () => {
        end((requestId) => timedOut(requestId, model.timeoutMs, setting.nowMs()));
      });
      const { requestId, arn, traceId, payload } = invocation;
      thread.postMessage({ requestId, arn, traceId, payload, deadlineMs: Date.now() + model.timeoutMs });
    },
    async terminate() {
      end((requestId) => exited(requestId, 0));
      await thread.terminate();
    },
  };
  return worker;
}

function startThread({ model, taskRoot, region, extraEnvironment, standIns, nowMs }: WorkerSetting): Worker {
  const program = workerProgram();
  const stream = logStreamName(nowMs());
  const settings: WorkerSettings = {
    taskRoot,
    handler: model.handler,
    runtimeMajor: Number.parseInt(model.runtime.slice('nodejs'.length), 10),
    functionName: model.name,
    memoryMb: model.memoryMb,
    logGroupName: model.logGroupName,
    logStreamName: stream,
    standIns: [...standIns],
  };
  const thread = new Worker(program.source, {
    eval: program.eval,
    workerData: settings,
    env: functionEnvironment(model, { region, taskRoot, logStreamName: stream }, extraEnvironment),
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: model.memoryMb },
  });
  thread.stdout.resume();
  thread.stderr.resume();
  return thread;
}
