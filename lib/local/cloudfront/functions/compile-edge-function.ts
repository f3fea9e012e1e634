import { createHash, createHmac } from 'node:crypto';
import vm from 'node:vm';
import { type EdgeFunctionModel, MAX_EDGE_FUNCTION_BYTES } from '../../model/distribution.js';
import type { EdgeEvent } from './edge-event.js';
import { isRecord } from './function-values.js';
import { type OriginChange, readOriginChange } from './origin-change.js';
import { RUNTIME_SOURCE } from './runtime-source.js';
import { unsupportedSyntax } from './unsupported-syntax.js';

/** CloudFront cuts a function off after about a millisecond of its own machines; this one may be busy. */
const DEFAULT_TIMEOUT_MS = 250;

export type EdgeRun = {
  readonly logs: readonly string[];
} & (
  | { readonly kind: 'returned'; readonly value: unknown; readonly origin?: OriginChange }
  | { readonly kind: 'failed'; readonly reason: string }
);

export type EdgeFunction = (event: EdgeEvent) => EdgeRun;

export interface EdgeFunctionOptions {
  /** What the function may select, or make a group of. */
  readonly originIds: readonly string[];
  /** What it may select besides. @default none */
  readonly groupIds?: readonly string[];
  /** @default 250 */
  readonly timeoutMs?: number;
}

/**
 * Makes a function of CloudFront ready to run: in a realm of its own, without code made of text, without network, files
 * and timers, each request from its top, and cut off in time. Syntax that AWS's runtime does not know makes it fail as well.
 */
export function compileEdgeFunction(model: EdgeFunctionModel, options: EdgeFunctionOptions): EdgeFunction {
  const { code, name } = model;
  const failing = (reason: string): EdgeFunction => {
    return () => ({ kind: 'failed', reason: `the function ${name} ${reason}`, logs: [] });
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
  // Without a prototype: an object of the host's would be the way out.
  const realm: Record<string, unknown> = Object.create(null);
  const context = vm.createContext(realm, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  realm.__host = answerHostCall;
  realm.__program = new vm.Script(wrapped(code), { filename: 'function.js' }).runInContext(context);
  Object.defineProperty(realm, '__run', { value: new vm.Script(RUNTIME_SOURCE).runInContext(context) });
  const run = new vm.Script('__run()');
  return (event) => {
    realm.__input = JSON.stringify({ event, originIds, groupIds });
    try {
      run.runInContext(context, { timeout: timeoutMs });
    } catch {
      return { kind: 'failed', reason: `it took more than ${timeoutMs} ms, or ended without an answer`, logs: [] };
    }
    return readRun(realm.__output);
  };
}

function readRun(output: unknown): EdgeRun {
  if (typeof output !== 'string') return { kind: 'failed', reason: 'it ended without an answer', logs: [] };
  const answer: unknown = JSON.parse(output);
  if (!isRecord(answer)) return { kind: 'failed', reason: 'it ended without an answer', logs: [] };
  const logs = Array.isArray(answer.logs) ? answer.logs.map(String) : [];
  if (typeof answer.error === 'string') return { kind: 'failed', reason: answer.error, logs };
  const origin = readOriginChange(answer.origin);
  return { kind: 'returned', value: answer.value, logs, ...(origin && { origin }) };
}

const IMPORT = /(^|[;\n}])(\s*)import\s+(\w+)\s+from\s*(["'])(\w+)\4\s*;?/g;

/** `import cf from 'cloudfront'` is the only import that there is. */
const wrapped = (code: string): string =>
  `(function (require, console) { 'use strict'; ${code.replace(IMPORT, '$1$2const $3 = require("$5");')}\n; return handler; })`;

const ALGORITHMS = new Set(['md5', 'sha1', 'sha256']);
const ENCODINGS = new Set(['hex', 'base64', 'base64url'] as const);

/** Texts in, a text out, and nothing thrown: an error of the host's is a way out as well. */
function answerHostCall(...texts: readonly unknown[]): string | undefined {
  try {
    const [kind = '', first = '', key = '', data = '', encoding = ''] = texts.map(String);
    if (kind === 'btoa') return Buffer.from(first, 'latin1').toString('base64');
    if (kind === 'atob') return Buffer.from(first, 'base64').toString('latin1');
    const format = [...ENCODINGS].find((known) => known === encoding);
    if (!ALGORITHMS.has(first) || format === undefined) return undefined;
    const hash = kind === 'hmac' ? createHmac(first, key) : createHash(first);
    return hash.update(data).digest(format);
  } catch {
    return undefined;
  }
}
