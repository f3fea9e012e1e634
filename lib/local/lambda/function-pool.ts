import type { FunctionModel } from '../model/cloud.js';
import type { InvokeFunction, InvokeOptions, InvokeResult } from '../model/engine.js';
import { createDeadlines } from './deadlines.js';
import { parseFunctionArn } from './function-arn.js';
import { prepareCode } from './function-code.js';
import { createFunctionWorkers, type FunctionWorkers } from './function-workers.js';
import type { Invocation } from './invocation.js';
import { exceedsBytes, REQUEST_LIMIT_BYTES } from './lambda-errors.js';
import type { FunctionLog } from './lambda-worker.js';
import { retryEvent } from './retry-event.js';

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

type Runner =
  | { readonly kind: 'ready'; readonly workers: FunctionWorkers; readonly remove: () => void }
  | { readonly kind: 'not-invocable'; readonly reason: string };

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
  const models = new Map(functions.flatMap((model) => [[model.arn, model] as const, [model.name, model] as const]));
  const runners = new Map<FunctionModel, Runner>();
  const runnersByArn = new Map<string, Runner>();
  const backgroundTimers = new Set<NodeJS.Timeout>();
  let adjusting: NodeJS.Timeout | undefined;
  let running = 0;
  let closed = false;
  let whenDrained: (() => void) | undefined;

  function runnerOf(functionArn: string): Runner {
    const known = runnersByArn.get(functionArn);
    if (known !== undefined) return known;
    const runner = findRunner(functionArn);
    // Names in stage variables come from templates, so their number is bounded by the assembly.
    if (runner.kind === 'ready') runnersByArn.set(functionArn, runner);
    return runner;
  }

  function findRunner(functionArn: string): Runner {
    const parsed = parseFunctionArn(functionArn);
    const model = parsed && (models.get(parsed.unqualifiedArn) ?? models.get(parsed.name));
    if (model === undefined) return { kind: 'not-invocable', reason: `no function ${functionArn} in this assembly` };
    let runner = runners.get(model);
    if (runner === undefined) {
      runner = createRunner(model);
      runners.set(model, runner);
    }
    return runner;
  }

  function createRunner(model: FunctionModel): Runner {
    const code = prepareCode(model);
    if (code.kind === 'not-invocable') return code;
    adjusting ??= setInterval(adjustAll, ADJUST_EVERY_MS).unref();
    const workers = createFunctionWorkers(
      {
        model,
        taskRoot: code.taskRoot,
        region: options.region ?? model.arn.split(':')[3] ?? 'us-east-1',
        extraEnvironment: options.environment ?? {},
        standIns: options.standIns ?? new Map(),
        deadlines,
        nowMs,
        onLog: options.onLog ?? (() => {}),
      },
      { maxWorkers: options.maxWorkersPerFunction ?? 16, growAfterMs: GROW_AFTER_MS, idleMs: options.idleMs ?? 60_000 },
    );
    return { kind: 'ready', workers, remove: code.remove };
  }

  function adjustAll(): void {
    const now = nowMs();
    for (const runner of runners.values()) if (runner.kind === 'ready') runner.workers.adjust(now);
  }

  function run(
    workers: FunctionWorkers,
    arn: string,
    payload: string,
    { requestId, traceId, timeoutMs }: InvokeOptions,
  ) {
    return new Promise<InvokeResult>((resolve) => {
      running += 1;
      let callOff: (() => void) | undefined;
      const invocation: Invocation = {
        requestId,
        arn,
        traceId: traceId ?? '',
        payload,
        queuedAtMs: nowMs(),
        settled: false,
        settle(result) {
          if (invocation.settled) return;
          invocation.settled = true;
          callOff?.();
          running -= 1;
          if (running === 0) whenDrained?.();
          resolve(result);
        },
      };
      if (timeoutMs !== undefined)
        callOff = deadlines.add(timeoutMs, () => invocation.settle({ kind: 'caller-timeout' }));
      workers.submit(invocation);
    });
  }

  return {
    async invoke(functionArn, payload, invokeOptions) {
      if (closed) return { kind: 'not-invocable', reason: 'the function pool is closed' };
      const runner = runnerOf(functionArn);
      if (runner.kind === 'not-invocable') return runner;
      const text = JSON.stringify(payload) ?? 'null';
      if (exceedsBytes(text, REQUEST_LIMIT_BYTES)) {
        return { kind: 'not-invocable', reason: `the payload is larger than Lambda's ${REQUEST_LIMIT_BYTES} bytes` };
      }
      if (invokeOptions.async !== true) return run(runner.workers, functionArn, text, invokeOptions);
      const { timeoutMs: _callersOwn, ...rest } = invokeOptions;
      retryEvent(() => run(runner.workers, functionArn, text, rest), {
        delaysMs: options.retryDelaysMs ?? [1_000, 2_000],
        timers: backgroundTimers,
      });
      return { kind: 'success', payload: '' };
    },
    async close(graceMs = 30_000) {
      closed = true;
      clearInterval(adjusting);
      for (const timer of backgroundTimers) clearTimeout(timer);
      if (running > 0) {
        const drained = new Promise<void>((resolve) => {
          whenDrained = resolve;
        });
        const callOff = deadlines.add(graceMs, () => whenDrained?.());
        const growing = setInterval(adjustAll, ADJUST_EVERY_MS);
        await drained;
        clearInterval(growing);
        callOff();
      }
      await Promise.all([...runners.values()].map(endRunner));
      deadlines.close();
    },
  };
}

async function endRunner(runner: Runner): Promise<void> {
  if (runner.kind === 'not-invocable') return;
  await runner.workers.terminate();
  runner.remove();
}
