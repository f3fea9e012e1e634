import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests that put something of their own in place of a module, which other tests of the thread would share. */
const MOCKING = ['test/cli/init/write-new-files.test.ts'];

/** Tests that take seconds each, for what they wait for or for how much they try: `npm run test:long`. */
const LONG = [
  'test/authentication/{bad-tokens,introspection,schemes,width}.test.ts',
  'test/cli/dev/metered-routes.test.ts',
  'test/cli/keys/{bulk,killed,partner-life}.test.ts',
  'test/constructs/{inside-a-stack,stage-bundle}.test.ts',
  'test/constructs/parts/wide-permissions.test.ts',
  'test/edge/split-gateway.test.ts',
  'test/engines/**/*.test.ts',
  'test/import/bad-input.test.ts',
  'test/lambdas/origin-keeper/rotate.test.ts',
  'test/local/cloudfront/function-thread.test.ts',
  'test/local/parts/**/*.test.ts',
  'test/plan/arrangements/rest-first.test.ts',
  'test/plan/edge/{behaviours,origins,split-edges}.test.ts',
  'test/plan/plan-stability.test.ts',
  'test/plan/split/{order-across-parts,stability}.test.ts',
  'test/redeploy/**/*.test.ts',
];

/** Tests that time something: one after the other, when all else is done, since a busy machine would change what they say. */
const TIMED = ['test/**/*-speed.test.ts', 'test/local/lambda/{function-pool,invocations}.test.ts'];

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
        test: {
          name: 'shared',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...MOCKING, ...LONG, ...TIMED],
        },
      },
      { extends: true, test: { name: 'long', isolate: false, include: LONG } },
      {
        extends: true,
        test: {
          name: 'timed',
          isolate: false,
          include: TIMED,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
        },
      },
      { extends: true, test: { name: 'mocking', include: MOCKING } },
    ],
  },
});
