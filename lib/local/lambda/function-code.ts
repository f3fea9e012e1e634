import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionModel } from '../model/cloud.js';

export type PreparedCode =
  | { readonly kind: 'ready'; readonly taskRoot: string; readonly remove: () => void }
  | { readonly kind: 'not-invocable'; readonly reason: string };

/** The folder that a function runs from; inline source is written to one of its own, until `remove`. */
export function prepareCode(model: FunctionModel): PreparedCode {
  if (!/^nodejs\d+\.x$/.test(model.runtime)) {
    return notInvocable(`${model.name} runs on ${model.runtime}; the local gateway runs nodejs*.x only`);
  }
  switch (model.code.kind) {
    case 'unavailable':
      return notInvocable(`the code of ${model.name} is not on this machine: ${model.code.reason}`);
    case 'inline':
      return writeInline(model.code.source);
    case 'directory': {
      const found = statSync(model.code.path, { throwIfNoEntry: false })?.isDirectory() ?? false;
      if (!found) return notInvocable(`the code of ${model.name} is not on this machine: ${model.code.path}`);
      return { kind: 'ready', taskRoot: model.code.path, remove: () => {} };
    }
  }
}

function notInvocable(reason: string): PreparedCode {
  return { kind: 'not-invocable', reason };
}

/** CloudFormation puts inline source into a file named index. */
function writeInline(source: string): PreparedCode {
  const taskRoot = mkdtempSync(join(tmpdir(), 'gatewright-inline-'));
  const isModule = /^\s*(?:export|import)\s/m.test(source);
  writeFileSync(join(taskRoot, isModule ? 'index.mjs' : 'index.js'), source);
  return { kind: 'ready', taskRoot, remove: () => rmSync(taskRoot, { recursive: true, force: true }) };
}
