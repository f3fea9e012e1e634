import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { functionModel, inlineFunction } from './functions.js';
import { answer, call, cleanUp, folder } from './pool-harness.js';

afterEach(cleanUp);

describe('finding the handler', () => {
  const cases: readonly [name: string, handler: string, files: Record<string, string>][] = [
    ['CommonJS in .js', 'index.handler', { 'index.js': "exports.handler = async () => 'found';" }],
    ['a module in .mjs', 'index.handler', { 'index.mjs': "export const handler = async () => 'found';" }],
    ['CommonJS in .cjs', 'index.handler', { 'index.cjs': "exports.handler = async () => 'found';" }],
    [
      'a module in .js by the type of its package',
      'index.handler',
      { 'index.js': "export const handler = async () => 'found';", 'package.json': '{"type":"module"}' },
    ],
    ['a file in a folder', 'src/api/index.main', { 'src/api/index.js': "exports.main = async () => 'found';" }],
    ['a nested export', 'index.api.get', { 'index.js': "exports.api = { get: async () => 'found' };" }],
    [
      'a module that imports another',
      'index.handler',
      {
        'index.mjs': "import { word } from './word.mjs'; export const handler = async () => word;",
        'word.mjs': "export const word = 'found';",
      },
    ],
  ];
  it.each(cases)('runs %s', async (_name, handler, files) => {
    expect(answer(await call(functionModel('Found', { handler, code: folder(files) })))).toBe('found');
  });

  it('runs CommonJS in .js below a project that is of type module', async () => {
    const files = {
      'package.json': '{"type":"module"}',
      'cdk.out/asset.1/index.js': "exports.handler = async () => require('./lib/word').word;",
      'cdk.out/asset.1/lib/word.js': "exports.word = 'found';",
    };
    const path = join(folder(files).path, 'cdk.out', 'asset.1');
    expect(answer(await call(functionModel('Below', { code: { kind: 'directory', path } })))).toBe('found');
  });

  const failures: readonly [name: string, handler: string, source: string, errorType: string, message: RegExp][] = [
    ['a missing file', 'other.handler', 'exports.handler = 1;', 'Runtime.ImportModuleError', /other/],
    [
      'a missing dependency',
      'index.handler',
      "require('no-such-package');",
      'Runtime.ImportModuleError',
      /no-such-package/,
    ],
    [
      'a missing export',
      'index.absent',
      'exports.handler = 1;',
      'Runtime.HandlerNotFound',
      /^index.absent is undefined or not exported$/,
    ],
    [
      'an export that is no function',
      'index.handler',
      'exports.handler = 1;',
      'Runtime.HandlerNotFound',
      /^index.handler is not a function$/,
    ],
    ['a syntax error', 'index.handler', 'exports.handler = {', 'Runtime.UserCodeSyntaxError', /SyntaxError/],
    ['a handler name without a dot', 'index', 'exports.handler = 1;', 'Runtime.MalformedHandlerName', /^Bad handler$/],
    [
      'a handler name that leaves its folder',
      '../index.handler',
      'exports.handler = 1;',
      'Runtime.MalformedHandlerName',
      /not a valid/,
    ],
    ['a module that throws', 'index.handler', "throw new RangeError('at load');", 'RangeError', /^at load$/],
    [
      'a module that exits',
      'index.handler',
      'process.exit(3);',
      'Runtime.ExitError',
      /^RequestId: req-1 Error: Runtime exited with error: exit status 3$/,
    ],
  ];
  it.each(failures)('reports %s', async (_name, handler, source, errorType, message) => {
    const result = await call(inlineFunction('Broken', source, { handler }));
    expect(result).toMatchObject({ kind: 'function-error', errorType, errorMessage: expect.stringMatching(message) });
  });

  it('refuses a callback handler from nodejs24.x on, as Lambda does', async () => {
    const source = "exports.handler = (event, context, callback) => callback(null, 'late');";
    expect(await call(inlineFunction('Late', source, { runtime: 'nodejs24.x' }))).toMatchObject({
      errorType: 'Runtime.CallbackHandlerDeprecated',
    });
    expect(answer(await call(inlineFunction('Early', source, { runtime: 'nodejs22.x' })))).toBe('late');
  });
});
