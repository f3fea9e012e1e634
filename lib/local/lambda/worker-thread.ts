import { Worker } from 'node:worker_threads';
import { functionEnvironment, logStreamName } from './function-environment.js';
import type { WorkerSetting } from './lambda-worker.js';
import type { WorkerSettings } from './protocol.js';
import { workerProgram } from './worker-program.js';

/** Starts the thread of one execution environment, which sees nothing of this process but what it is given here. */
export function startWorkerThread(
  { model, taskRoot, region, extraEnvironment, standIns, nowMs }: WorkerSetting,
  claims: SharedArrayBuffer,
): Worker {
  const program = workerProgram(new URL('./runtime/main.js', import.meta.url));
  const stream = logStreamName(nowMs());
  const settings: WorkerSettings = {
    taskRoot,
    handler: model.handler,
    runtimeMajor: Number.parseInt(model.runtime.slice('nodejs'.length), 10),
    functionName: model.name,
    memoryMb: model.memoryMb,
    logGroupName: model.logGroupName,
    logStreamName: stream,
    timeoutMs: model.timeoutMs,
    standIns: [...standIns],
    claims,
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
