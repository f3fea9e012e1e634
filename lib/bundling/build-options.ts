import type { BuildOptions } from 'esbuild';

const COMMON = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  // Lambda's Node is newer; the local gateway runs the same files on the oldest Node that Gatewright takes.
  target: 'node20.20',
  charset: 'utf8',
  legalComments: 'none',
  // A stack trace needs positions only; sources stay at home.
  sourcesContent: false,
  outExtension: { '.js': '.mjs' },
  logLevel: 'silent',
  logLimit: 0,
} as const satisfies BuildOptions;

/** First all modules of an entry become one, */
export const JOIN = {
  ...COMMON,
  // ES modules first: of CommonJS esbuild can drop nothing, and the AWS SDK ships both. The SDK is bundled, since the
  // runtime's copy changes under a deployed function, loads slower than a bundle, and is not there locally.
  mainFields: ['module', 'main'] as string[],
  define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  sourcemap: 'inline',
  metafile: true,
} as const satisfies BuildOptions;

/**
 * then the one loses what nobody uses. esbuild heeds `@__NO_SIDE_EFFECTS__` only within a module, so this is a pass of
 * its own: in it a handler drops the other routes of its gateway.
 * https://github.com/evanw/esbuild/issues/4369
 */
export const DROP = {
  ...COMMON,
  minifySyntax: true,
  sourcemap: 'inline',
} as const satisfies BuildOptions;

/** Last the names get short. They follow from how often each letter is used, so what is dropped must be gone before. */
export const SHRINK = {
  ...COMMON,
  minify: true,
  // Names of errors and classes are looked at by programs, and by people in logs.
  keepNames: true,
  sourcemap: 'linked',
  // CommonJS dependencies call `require` for Node's own modules, which ES modules do not have. A global and no `const`:
  // a module that makes its own `require` stays valid.
  banner: {
    js: 'import{createRequire as gatewrightRequire}from"node:module";globalThis.require??=gatewrightRequire(import.meta.url);',
  },
  write: false,
} as const satisfies BuildOptions;

/** Bundles of other options are other bundles. */
export const BUNDLE_OPTIONS = [JOIN, DROP, SHRINK] as const;
