import { createHash, createHmac } from 'node:crypto';
import vm from 'node:vm';
import { RUNTIME_SOURCE } from './runtime-source.js';

/** Runs a function from its top. Takes and gives JSON; undefined where the function ended without an answer. */
export type Realm = (input: string) => string | undefined;

/**
 * A realm of its own for a function: without code made of text, network, files and timers.
 *
 * @throws SyntaxError
 */
export function createRealm(code: string): Realm {
  // Without a prototype: an object of the host's would be the way out.
  const realm: Record<string, unknown> = Object.create(null);
  const context = vm.createContext(realm, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  realm.__host = answerHostCall;
  realm.__program = compiledFunction(code).runInContext(context);
  Object.defineProperty(realm, '__run', { value: new vm.Script(RUNTIME_SOURCE).runInContext(context) });
  const run = new vm.Script('__run()');
  return (input) => {
    realm.__input = input;
    try {
      run.runInContext(context);
    } catch {
      return undefined;
    }
    return typeof realm.__output === 'string' ? realm.__output : undefined;
  };
}

const IMPORT = /(^|[;\n}])(\s*)import\s+(\w+)\s+from\s*(["'])(\w+)\4\s*;?/g;

/**
 * `import cf from 'cloudfront'` is the only import that there is.
 *
 * @throws SyntaxError
 */
export function compiledFunction(code: string): vm.Script {
  const required = code.replace(IMPORT, '$1$2const $3 = require("$5");');
  const source = `(function (require, console) { 'use strict'; ${required}\n; return handler; })`;
  return new vm.Script(source, { filename: 'function.js' });
}

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
