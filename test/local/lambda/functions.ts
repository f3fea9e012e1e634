import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FunctionModel } from '../../../lib/local/model/cloud.js';

/** Writes files to a folder of their own below the temporary directory. */
export function codeFolder(files: Readonly<Record<string, string>>): {
  readonly path: string;
  readonly remove: () => void;
} {
  const path = mkdtempSync(join(tmpdir(), 'gatewright-test-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function functionModel(name: string, given: Partial<FunctionModel>): FunctionModel {
  return {
    stackName: 'Shop',
    logicalId: `${name}Function`,
    arn: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
    name,
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    code: { kind: 'unavailable', reason: 'no code was given' },
    environment: {},
    timeoutMs: 5_000,
    memoryMb: 128,
    logGroupName: `/aws/lambda/${name}`,
    ...given,
  };
}

/** A function whose inline source is CommonJS. */
export function inlineFunction(name: string, source: string, given: Partial<FunctionModel> = {}): FunctionModel {
  return functionModel(name, { code: { kind: 'inline', source }, ...given });
}
