import { expect } from 'vitest';
import {
  createFunctionPool,
  type FunctionPool,
  type FunctionPoolOptions,
} from '../../../lib/local/lambda/function-pool.js';
import type { FunctionModel } from '../../../lib/local/model/cloud.js';
import type { InvokeOptions, InvokeResult } from '../../../lib/local/model/engine.js';
import { codeFolder } from './functions.js';

/** What the tests of a file have opened; each file ends it after each test. */
export const clean: (() => unknown)[] = [];

export async function cleanUp(): Promise<void> {
  for (const step of clean.splice(0).reverse()) await step();
}

export function open(models: readonly FunctionModel[], options: FunctionPoolOptions = {}): FunctionPool {
  const pool = createFunctionPool(models, options);
  clean.push(() => pool.close(0));
  return pool;
}

export async function call(
  model: FunctionModel,
  event: unknown = {},
  options: Partial<InvokeOptions> = {},
): Promise<InvokeResult> {
  return open([model]).invoke(model.arn, event, { requestId: 'req-1', ...options });
}

export function answer(result: InvokeResult): unknown {
  expect(result.kind).toBe('success');
  return result.kind === 'success' ? JSON.parse(result.payload) : undefined;
}

export function folder(files: Readonly<Record<string, string>>): { readonly kind: 'directory'; readonly path: string } {
  const made = codeFolder(files);
  clean.push(made.remove);
  return { kind: 'directory', path: made.path };
}
