import type { FunctionModel } from '../model/cloud.js';
import { parseFunctionArn } from './function-arn.js';
import { prepareCode } from './function-code.js';
import { createFunctionWorkers, type FunctionWorkers, type Growth } from './function-workers.js';
import type { WorkerSetting } from './lambda-worker.js';

type Runner =
  | { readonly kind: 'ready'; readonly workers: FunctionWorkers; readonly remove: () => void }
  | { readonly kind: 'not-invocable'; readonly reason: string };

export interface FunctionRunners {
  /** What runs the function that an ARN, an invocation URI or a name says. */
  readonly find: (functionArn: string) => Runner;
  /** Lets all functions have as many workers as their load asks for. */
  readonly adjust: (nowMs: number) => void;
  readonly terminate: () => Promise<void>;
}

/** Prepares each function at its first invocation. */
export function createFunctionRunners(
  functions: readonly FunctionModel[],
  settingOf: (model: FunctionModel, taskRoot: string) => WorkerSetting,
  growth: Growth,
): FunctionRunners {
  const models = new Map(functions.flatMap((model) => [[model.arn, model] as const, [model.name, model] as const]));
  const runners = new Map<FunctionModel, Runner>();
  const found = new Map<string, Runner>();

  function prepare(model: FunctionModel): Runner {
    const known = runners.get(model);
    if (known !== undefined) return known;
    const code = prepareCode(model);
    const runner: Runner =
      code.kind === 'not-invocable'
        ? code
        : {
            kind: 'ready',
            workers: createFunctionWorkers(settingOf(model, code.taskRoot), growth),
            remove: code.remove,
          };
    runners.set(model, runner);
    return runner;
  }

  return {
    find(functionArn) {
      const known = found.get(functionArn);
      if (known !== undefined) return known;
      const parsed = parseFunctionArn(functionArn);
      const model = parsed && (models.get(parsed.unqualifiedArn) ?? models.get(parsed.name));
      if (model === undefined) return { kind: 'not-invocable', reason: `no function ${functionArn} in this assembly` };
      const runner = prepare(model);
      found.set(functionArn, runner);
      return runner;
    },
    adjust(nowMs) {
      for (const runner of runners.values()) if (runner.kind === 'ready') runner.workers.adjust(nowMs);
    },
    async terminate() {
      await Promise.all([...runners.values()].map(endRunner));
    },
  };
}

async function endRunner(runner: Runner): Promise<void> {
  if (runner.kind === 'not-invocable') return;
  await runner.workers.terminate();
  runner.remove();
}
