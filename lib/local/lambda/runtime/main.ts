import { parentPort, workerData } from 'node:worker_threads';
import { createClaims } from '../claims.js';
import type { InvocationMessage, PoolMessage, WorkerMessage, WorkerSettings } from '../protocol.js';
import { captureConsole } from './console-lines.js';
import { createInvocations } from './invocations.js';
import { loadHandler } from './load-handler.js';
import { redirectCalls } from './redirect-calls.js';
import { errorDocument, runtimeError } from './runtime-error.js';
import { installAwsLambda, streamingOf } from './streaming-handler.js';

/** The program of a function's worker thread. */
async function main(settings: WorkerSettings): Promise<void> {
  const port = parentPort;
  if (port === null) return;
  const post = (message: WorkerMessage) => port.postMessage(message);
  let requestId = '';
  const lines = captureConsole((stream, line) => post({ kind: 'log', requestId, stream, line }));
  process.cwd = () => settings.taskRoot;
  redirectCalls(new Map(settings.standIns));
  installAwsLambda();
  endOnCrash((error, status) => {
    lines.flush();
    post({ kind: 'crashed', document: errorDocument(error) });
    process.exit(status);
  });

  const handler = await loadHandler(settings.taskRoot, settings.handler, settings.runtimeMajor).catch(
    (error: unknown) => {
      lines.flush();
      post({ kind: 'init-error', document: errorDocument(error) });
      process.exit(1);
    },
  );
  lines.flush();
  const claims = createClaims(settings.claims);
  const line: InvocationMessage[] = [];
  let isBusy = false;
  let begunAtMs = 0;
  let onTaken: (() => void) | undefined;
  const invocations = createInvocations(handler, settings, {
    finish(outcome) {
      lines.flush();
      port.ref();
      post({ ...outcome, tookMs: performance.now() - begunAtMs });
      isBusy = false;
      next();
    },
    sendChunk(ticket, chunk, taken) {
      onTaken = taken;
      const bytes = new Uint8Array(chunk);
      port.postMessage({ kind: 'chunk', ticket, bytes } satisfies WorkerMessage, [bytes.buffer]);
    },
  });
  process.on('beforeExit', invocations.loopEmpty);
  port.on('message', (message: PoolMessage) => {
    if (message === 'taken') return onTaken?.();
    line.push(...message);
    next();
  });

  function next(): void {
    if (isBusy) return;
    let message = line.shift();
    while (message !== undefined && !claims.start(message.ticket)) message = line.shift();
    if (message === undefined) return;
    isBusy = true;
    begunAtMs = performance.now();
    requestId = message.requestId;
    if (message.traceId !== '') process.env._X_AMZN_TRACE_ID = message.traceId;
    // An idle port must not keep the loop alive, or no one could tell that the handler left nothing to wait for.
    // An open stream keeps it alive on Lambda too, until the function's time is over.
    if (!streamingOf(handler)) port?.unref();
    invocations.run(message);
  }
  post({ kind: 'ready' });
}

/** The exit statuses are those of Lambda's runtime for Node.js. */
function endOnCrash(crash: (error: unknown, status: number) => void): void {
  process.on('uncaughtException', (error) => crash(error, 129));
  process.on('unhandledRejection', (reason) => {
    const error = runtimeError('Runtime.UnhandledPromiseRejection', String(reason));
    crash(error, 128);
  });
}

void main(workerData as WorkerSettings);
