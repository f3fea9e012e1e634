import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests that put something of their own in place of a module, which other tests of the thread would share. */
const MOCKING = ['test/cli/init/write-new-files.test.ts'];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^gatewright$/, replacement: at('lib/spec/index.ts') },
      { find: /^gatewright\/cdk$/, replacement: at('lib/constructs/index.ts') },
      { find: /^gatewright\/runtime$/, replacement: at('lib/runtime/index.ts') },
      { find: /^gatewright\/client$/, replacement: at('lib/client/index.ts') },
    ],
  },
  test: {
    testTimeout: 20_000,
    globalSetup: 'test/fixtures/temporary-root.ts',
    pool: 'threads',
    // Vitest leaves one processor free by itself, which of two is half.
    maxWorkers: '100%',
    // Loading the CDK and our own modules once a thread, not once a file, takes a third off the whole.
    projects: [
      {
        extends: true,
        test: { name: 'shared', isolate: false, include: ['test/**/*.test.ts'], exclude: MOCKING },
      },
      { extends: true, test: { name: 'mocking', include: MOCKING } },
    ],
  },
});
