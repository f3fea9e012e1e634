import { type EdgeFunctionModel, MAX_EDGE_FUNCTION_BYTES } from '../../model/distribution.js';
import type { EdgeEvent } from './edge-event.js';
import { isRecord } from './function-values.js';
import { type OriginChange, readOriginChange } from './origin-change.js';
import { compiledFunction } from './thread/function-realm.js';
import { runOnThread } from './thread/function-thread.js';
import { unsupportedSyntax } from './unsupported-syntax.js';

/** CloudFront cuts a function off after about a millisecond of its own machines; this one may be busy. */
const DEFAULT_TIMEOUT_MS = 250;

export type EdgeRun = {
  readonly logs: readonly string[];
} & (
  | { readonly kind: 'returned'; readonly value: unknown; readonly origin?: OriginChange }
  | { readonly kind: 'failed'; readonly reason: string }
);

export type EdgeFunction = (event: EdgeEvent) => Promise<EdgeRun>;

export interface EdgeFunctionOptions {
  /** What the function may select, or make a group of. */
  readonly originIds: readonly string[];
  /** What it may select besides. @default none */
  readonly groupIds?: readonly string[];
  /** @default 250 */
  readonly timeoutMs?: number;
}

/**
 * Makes a function of CloudFront ready to run: on another thread, in a realm of its own, each request from its top, and cut
 * off in time. Syntax that AWS's runtime does not know makes it fail as well.
 */
export function compileEdgeFunction(model: EdgeFunctionModel, options: EdgeFunctionOptions): EdgeFunction {
  const { code, name } = model;
  const failing = (reason: string): EdgeFunction => {
    return async () => ({ kind: 'failed', reason: `the function ${name} ${reason}`, logs: [] });
  };
  if (code === undefined) return failing('has no code that can be known here');
  if (Buffer.byteLength(code) > MAX_EDGE_FUNCTION_BYTES)
    return failing(`is larger than ${MAX_EDGE_FUNCTION_BYTES} bytes`);
  const unsupported = unsupportedSyntax(model);
  if (unsupported.length > 0) return failing(`uses ${unsupported.join(', ')}, which ${model.runtime} does not know`);
  try {
    return runnerOf(code, options);
  } catch (error) {
    return failing(`does not compile: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}

function runnerOf(code: string, options: EdgeFunctionOptions): EdgeFunction {
  const { originIds, groupIds = [], timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  compiledFunction(code);
  return async (event) => {
    const output = await runOnThread({ code, input: JSON.stringify({ event, originIds, groupIds }) }, timeoutMs);
    return output === undefined
      ? { kind: 'failed', reason: `it took more than ${timeoutMs} ms, or ended without an answer`, logs: [] }
      : readRun(JSON.parse(output));
  };
}

function readRun(answer: unknown): EdgeRun {
  if (!isRecord(answer)) return { kind: 'failed', reason: 'it ended without an answer', logs: [] };
  const logs = Array.isArray(answer.logs) ? answer.logs.map(String) : [];
  if (typeof answer.error === 'string') return { kind: 'failed', reason: answer.error, logs };
  const origin = readOriginChange(answer.origin);
  return { kind: 'returned', value: answer.value, logs, ...(origin && { origin }) };
}
