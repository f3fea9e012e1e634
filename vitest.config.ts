import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^gatewright$/, replacement: at('lib/spec/index.ts') },
      { find: /^gatewright\/cdk$/, replacement: at('lib/constructs/index.ts') },
      { find: /^gatewright\/runtime$/, replacement: at('lib/runtime/index.ts') },
      { find: /^gatewright\/client$/, replacement: at('lib/client/index.ts') },
    ],
  },
  test: { include: ['test/**/*.test.ts'], testTimeout: 20_000, pool: 'threads' },
});
