import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Bundler } from '../../../lib/constructs/index.js';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

/** Bundles that hold their function's id: what esbuild would make of it is another test's matter. */
export const fakeBundler: Bundler = (functions) => bundlerWith('')(functions, { codeRoot: '' });

/** @param edit changes the code of every function */
export function bundlerWith(edit: string): Bundler {
  return (functions) => {
    const root = mkdtempSync(join(tmpdir(), 'gatewright-constructs-'));
    roots.push(root);
    return new Map(
      functions.map(({ id }) => {
        const code = `export const handler = () => ${JSON.stringify(id + edit)};`;
        const directory = join(root, id);
        mkdirSync(directory);
        writeFileSync(join(directory, 'index.mjs'), code);
        return [id, { directory, handler: 'index.handler', hash: createHash('sha256').update(code).digest('hex') }];
      }),
    );
  };
}
