import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createFunctionPool,
  type FunctionPool,
  type FunctionPoolOptions,
} from '../../../lib/local/lambda/function-pool.js';
import type { FunctionLog } from '../../../lib/local/lambda/lambda-worker.js';
import type { FunctionModel } from '../../../lib/local/model/cloud.js';
import type { InvokeOptions, InvokeResult } from '../../../lib/local/model/engine.js';
import { codeFolder, functionModel, inlineFunction } from './functions.js';

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

function open(models: readonly FunctionModel[], options: FunctionPoolOptions = {}): FunctionPool {
  const pool = createFunctionPool(models, options);
  clean.push(() => pool.close(0));
  return pool;
}

async function call(
  model: FunctionModel,
  event: unknown = {},
  options: Partial<InvokeOptions> = {},
): Promise<InvokeResult> {
  return open([model]).invoke(model.arn, event, { requestId: 'req-1', ...options });
}

function answer(result: InvokeResult): unknown {
  expect(result.kind).toBe('success');
  return result.kind === 'success' ? JSON.parse(result.payload) : undefined;
}

function folder(files: Readonly<Record<string, string>>): { readonly kind: 'directory'; readonly path: string } {
  const made = codeFolder(files);
  clean.push(made.remove);
  return { kind: 'directory', path: made.path };
}

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

describe('ending an invocation', () => {
  const results: readonly [name: string, body: string, expected: unknown][] = [
    ['a promise', 'async (event) => ({ got: event.n })', { got: 7 }],
    ['an async handler without a result', 'async () => {}', null],
    ['a callback', '(event, context, callback) => { setTimeout(() => callback(null, event.n + 1), 5); }', 8],
    ['context.succeed', "(event, context) => { context.succeed('yes'); }", 'yes'],
    ['context.done', "(event, context) => { context.done(null, 'done'); }", 'done'],
    ['a handler that leaves nothing to wait for', '() => {}', null],
    ['a promise that nothing can settle', '() => new Promise(() => {})', null],
    [
      'the first of two callbacks',
      "(event, context, callback) => { callback(null, 'first'); callback(null, 'second'); }",
      'first',
    ],
  ];
  it.each(results)('takes the answer of %s', async (_name, body, expected) => {
    expect(answer(await call(inlineFunction('Answers', `exports.handler = ${body};`), { n: 7 }))).toEqual(expected);
  });

  const errors: readonly [name: string, body: string, errorType: string, errorMessage: string][] = [
    ['a thrown Error', "async () => { throw new TypeError('torn'); }", 'TypeError', 'torn'],
    ['a synchronous throw', "() => { throw new Error('at once'); }", 'Error', 'at once'],
    [
      'an Error with a name of its own',
      "async () => { const e = new Error('x'); e.name = 'Stock'; throw e; }",
      'Stock',
      'x',
    ],
    ['a thrown text', "async () => { throw 'Unauthorized'; }", 'string', 'Unauthorized'],
    ['a callback with an error', "(event, context, callback) => { callback(new Error('called')); }", 'Error', 'called'],
    ['a callback with a text', "(event, context, callback) => { callback('Unauthorized'); }", 'string', 'Unauthorized'],
    ['context.fail', "(event, context) => { context.fail(new Error('failed')); }", 'Error', 'failed'],
  ];
  it.each(errors)('reports %s with its type, message and trace', async (_name, body, errorType, errorMessage) => {
    const result = await call(inlineFunction('Fails', `exports.handler = ${body};`));
    expect(result).toMatchObject({ kind: 'function-error', errorType, errorMessage });
    const document = JSON.parse((result as { payload: string }).payload);
    expect(document).toMatchObject({ errorType, errorMessage });
    expect(Array.isArray(document.trace)).toBe(true);
  });

  it('holds the result of a callback until the event loop is empty, unless the function says not to', async () => {
    const source = `exports.handler = (event, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = event.wait;
      setTimeout(() => {}, 400);
      callback(null, 'called');
    };`;
    const pool = open([inlineFunction('Waits', source)]);
    await pool.invoke('Waits', { wait: false }, { requestId: 'warm-up' });
    const startMs = Date.now();
    await pool.invoke('Waits', { wait: false }, { requestId: 'a' });
    expect(Date.now() - startMs).toBeLessThan(350);
    await pool.invoke('Waits', { wait: true }, { requestId: 'b' });
    expect(Date.now() - startMs).toBeGreaterThan(390);
  });

  it('reports a result that JSON cannot say as Runtime.MarshalError, and goes on', async () => {
    const source = 'exports.handler = async (event) => { const a = {}; a.a = event.loop ? a : 1; return a; };';
    const pool = open([inlineFunction('Loop', source)]);
    expect(await pool.invoke('Loop', { loop: true }, { requestId: 'a' })).toMatchObject({
      errorType: 'Runtime.MarshalError',
    });
    expect(answer(await pool.invoke('Loop', { loop: false }, { requestId: 'b' }))).toEqual({ a: 1 });
  });
});

describe('a function that dies', () => {
  const source = `exports.handler = async (event) => {
    if (event.how === 'exit') process.exit(event.status);
    if (event.how === 'reject') { Promise.reject(new Error('nobody listens')); await new Promise((r) => setTimeout(r, 1000)); }
    if (event.how === 'throw later') { setTimeout(() => { throw new RangeError('too late'); }, 1); await new Promise((r) => setTimeout(r, 1000)); }
    if (event.how === 'eat') { const eaten = []; for (;;) eaten.push(new Array(100000).fill(eaten.length + 0.5)); }
    if (event.how === 'spin') for (;;);
    if (event.how === 'hang') await new Promise((r) => setTimeout(r, 60000));
    return 'alive';
  };`;
  const deaths: readonly [event: Record<string, unknown>, errorType: string, message: RegExp][] = [
    [
      { how: 'exit', status: 1 },
      'Runtime.ExitError',
      /^RequestId: req-9 Error: Runtime exited with error: exit status 1$/,
    ],
    [
      { how: 'exit', status: 0 },
      'Runtime.ExitError',
      /^RequestId: req-9 Error: Runtime exited without providing a reason$/,
    ],
    [{ how: 'reject' }, 'Runtime.UnhandledPromiseRejection', /^Error: nobody listens$/],
    [{ how: 'throw later' }, 'RangeError', /^too late$/],
    [{ how: 'eat' }, 'Runtime.OutOfMemory', /^RequestId: req-9 Error: Runtime exited with error: signal: killed$/],
    [{ how: 'spin' }, 'Sandbox.Timedout', /^\d{4}-\d\d-\d\dT[\d:.]+Z req-9 Task timed out after 1\.50 seconds$/],
    [{ how: 'hang' }, 'Sandbox.Timedout', /req-9 Task timed out after 1\.50 seconds$/],
  ];
  it.each(deaths)(
    'becomes an error document after %j, and answers the next invocation',
    async (event, errorType, message) => {
      const pool = open([inlineFunction('Dies', source, { timeoutMs: 1_500, memoryMb: 32 })]);
      const result = await pool.invoke('Dies', event, { requestId: 'req-9' });
      expect(result).toMatchObject({ kind: 'function-error', errorType, errorMessage: expect.stringMatching(message) });
      expect(answer(await pool.invoke('Dies', {}, { requestId: 'req-10' }))).toBe('alive');
    },
  );

  it('ends as an error where nodejs24.x leaves an await that nothing can end', async () => {
    const stuck = 'exports.handler = () => new Promise(() => {});';
    expect(await call(inlineFunction('Stuck', stuck, { runtime: 'nodejs24.x' }))).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: 'RequestId: req-1 Error: Runtime exited with error: exit status 13',
    });
  });
});

describe('what a function sees', () => {
  it('is the context object of Lambda', async () => {
    const source = `exports.handler = async (event, context) => ({
      ...context, left: context.getRemainingTimeInMillis(), cwd: process.cwd(), root: process.env.LAMBDA_TASK_ROOT,
    });`;
    const seen = answer(await call(inlineFunction('Seen', source, { memoryMb: 256, timeoutMs: 4_000 }))) as Record<
      string,
      unknown
    >;
    expect(seen).toMatchObject({
      functionName: 'Seen',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:Seen',
      memoryLimitInMB: '256',
      awsRequestId: 'req-1',
      logGroupName: '/aws/lambda/Seen',
      callbackWaitsForEmptyEventLoop: true,
    });
    expect(seen.logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    expect(seen.left).toBeGreaterThan(3_000);
    expect(seen.left).toBeLessThanOrEqual(4_000);
    expect(seen.cwd).toBe(seen.root);
  });

  it('is its own environment and what Lambda reserves, and nothing of the shell', async () => {
    process.env.GATEWRIGHT_TEST_SHELL = 'seen';
    clean.push(() => delete process.env.GATEWRIGHT_TEST_SHELL);
    const model = inlineFunction('Env', 'exports.handler = async () => ({ ...process.env });', {
      environment: { TABLE: 'books', AWS_REGION: 'moon-1' },
      memoryMb: 192,
    });
    const pool = open([model], { environment: { AWS_ACCESS_KEY_ID: 'explicit' } });
    const env = answer(await pool.invoke(model.arn, {}, { requestId: 'r', traceId: 'Root=1-abc' })) as Record<
      string,
      string
    >;
    expect(env).toMatchObject({
      TABLE: 'books',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'Env',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '192',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_ACCESS_KEY_ID: 'explicit',
      _HANDLER: 'index.handler',
      TZ: ':UTC',
      _X_AMZN_TRACE_ID: 'Root=1-abc',
    });
    expect(env).not.toHaveProperty('GATEWRIGHT_TEST_SHELL');
    expect(env).not.toHaveProperty('HOME');
    expect(env).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
  });

  it('is a stand-in where its fetch names an address that has one', async () => {
    const server = createServer((request, response) => response.end(`local ${request.url}`)).listen(0, '127.0.0.1');
    clean.push(() => server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const source = `exports.handler = async () => {
      const text = async (input) => (await fetch(input)).text();
      return [await text('https://id.bookshop.example/keys?x=1'), await text(new URL('https://id.bookshop.example/a')),
        await text(new Request('https://id.bookshop.example/b'))];
    };`;
    const pool = open([inlineFunction('Fetches', source)], {
      standIns: new Map([['https://id.bookshop.example/', `${local}/issuer/`]]),
    });
    expect(answer(await pool.invoke('Fetches', {}, { requestId: 'r' }))).toEqual([
      'local /issuer/keys?x=1',
      'local /issuer/a',
      'local /issuer/b',
    ]);
  });
});

it('hands over console output line by line, with the request that it belongs to', async () => {
  const source = `console.log('loaded');
  exports.handler = async (event) => {
    console.log('one\\ntwo %s', event.n);
    console.error(JSON.stringify({ level: 'error', n: event.n }));
    process.stdout.write('no line end');
  };`;
  const lines: FunctionLog[] = [];
  const pool = open([inlineFunction('Talks', source)], { onLog: (line) => lines.push(line) });
  await pool.invoke('Talks', { n: 1 }, { requestId: 'a' });
  await pool.invoke('Talks', { n: 2 }, { requestId: 'b' });
  expect(lines.map(({ requestId, stream, line }) => `${requestId} ${stream} ${line}`)).toEqual([
    ' stdout loaded',
    'a stdout one',
    'a stdout two 1',
    'a stderr {"level":"error","n":1}',
    'a stdout no line end',
    'b stdout one',
    'b stdout two 2',
    'b stderr {"level":"error","n":2}',
    'b stdout no line end',
  ]);
  expect(new Set(lines.map((line) => line.functionName))).toEqual(new Set(['Talks']));
});

describe('the pool', () => {
  const echo = inlineFunction('Echo', 'exports.handler = async (event) => event;');

  it('never mixes the answers of 200 concurrent invocations, some of which die', async () => {
    const source = `let busy = false;
    exports.handler = async ({ n }) => {
      if (busy) return 'two at once';
      busy = true;
      await new Promise((r) => setTimeout(r, n % 7));
      busy = false;
      if (n % 50 === 49) process.exit(1);
      return { n };
    };`;
    const pool = open([inlineFunction('Many', source)]);
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) => pool.invoke('Many', { n }, { requestId: `r${n}` })),
    );
    results.forEach((result, n) => {
      if (n % 50 === 49) {
        expect(result).toMatchObject({
          kind: 'function-error',
          errorMessage: expect.stringContaining(`RequestId: r${n} `),
        });
      } else expect(answer(result)).toEqual({ n });
    });
  });

  it.each([
    ['hangs', 'await new Promise((r) => setTimeout(r, 60000));', 'Sandbox.Timedout'],
    ['spins', 'for (;;);', 'Sandbox.Timedout'],
    ['exits', 'process.exit(1);', 'Runtime.ExitError'],
  ])(
    'gives what waits behind a quick function that suddenly %s to others, each once',
    async (_name, trouble, errorType) => {
      const source = `exports.handler = async ({ n, isBad }) => { console.log(n); if (isBad) { ${trouble} } return n; };`;
      const runs: string[] = [];
      const pool = open([inlineFunction('Quick', source, { timeoutMs: 1_000 })], {
        onLog: ({ line }) => runs.push(line),
      });
      const many = (from: number) =>
        Array.from({ length: 60 }, (_, n) =>
          pool.invoke('Quick', { n: from + n, isBad: from + n === 105 }, { requestId: `r${from + n}` }),
        );
      await Promise.all(many(0));
      for (const warm of [200, 300]) await Promise.all(many(warm));
      const startMs = Date.now();
      const results = await Promise.all(
        many(100).map(async (pending, n) => {
          const result = await pending;
          if (n === 5) expect(result).toMatchObject({ kind: 'function-error', errorType });
          else {
            expect(answer(result)).toBe(100 + n);
            expect(Date.now() - startMs).toBeLessThan(900);
          }
          return result;
        }),
      );
      expect(results).toHaveLength(60);
      expect(runs).toHaveLength(240);
      expect(new Set(runs).size).toBe(240);
    },
  );

  it('runs slow invocations side by side up to its limit', async () => {
    const source =
      'exports.handler = async () => { await new Promise((r) => setTimeout(r, 300)); return process.pid; };';
    const pool = open([inlineFunction('Slow', source)], { maxWorkersPerFunction: 4 });
    const startMs = Date.now();
    await Promise.all([1, 2, 3, 4].map((n) => pool.invoke('Slow', {}, { requestId: `r${n}` })));
    expect(Date.now() - startMs).toBeLessThan(1_100);
  });

  it('keeps a warm worker for the next invocation', async () => {
    const pool = open([inlineFunction('Counts', 'let n = 0; exports.handler = async () => ++n;')]);
    const counts: unknown[] = [];
    for (const requestId of ['a', 'b', 'c']) counts.push(answer(await pool.invoke('Counts', {}, { requestId })));
    expect(counts).toEqual([1, 2, 3]);
  });

  it.each([
    'arn:aws:lambda:eu-west-1:000000000000:function:Echo',
    'arn:aws:lambda:eu-west-1:000000000000:function:Echo:live',
    'arn:aws:lambda:eu-west-1:000000000000:function:Echo:$LATEST',
    'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:000000000000:function:Echo/invocations',
    'Echo',
    'Echo:live',
  ])('knows a function by %s', async (arn) => {
    expect(answer(await open([echo]).invoke(arn, { a: 1 }, { requestId: 'r' }))).toEqual({ a: 1 });
  });

  it.each([
    [
      'a function that the assembly lacks',
      echo,
      'arn:aws:lambda:eu-west-1:000000000000:function:Echoes',
      /no function/,
    ],
    ['text that names nothing', echo, 'arn:aws:sqs:eu-west-1:000000000000:Echo', /no function/],
    ['another runtime', { ...echo, runtime: 'python3.13' }, 'Echo', /python3\.13/],
    ['code that is elsewhere', functionModel('Echo', {}), 'Echo', /no code was given/],
    [
      'a folder that is gone',
      functionModel('Echo', { code: { kind: 'directory', path: '/nowhere/at/all' } }),
      'Echo',
      /not on this machine/,
    ],
  ] as const)('names the reason for %s', async (_name, model, arn, reason) => {
    expect(await open([model]).invoke(arn, {}, { requestId: 'r' })).toMatchObject({
      kind: 'not-invocable',
      reason: expect.stringMatching(reason),
    });
  });

  it("answers caller-timeout where the caller's own limit is over first, and lets the function finish", async () => {
    const source =
      'let n = 0; exports.handler = async (event) => { await new Promise((r) => setTimeout(r, event.ms)); return ++n; };';
    const pool = open([inlineFunction('Late', source)], { maxWorkersPerFunction: 1 });
    await pool.invoke('Late', { ms: 0 }, { requestId: 'warm-up' });
    expect(await pool.invoke('Late', { ms: 200 }, { requestId: 'a', timeoutMs: 60 })).toEqual({
      kind: 'caller-timeout',
    });
    expect(answer(await pool.invoke('Late', { ms: 0 }, { requestId: 'b' }))).toBe(3);
  });

  it('refuses a response that is larger than Lambda allows', async () => {
    const source = "exports.handler = async (event) => 'é'.repeat(event.n);";
    const pool = open([inlineFunction('Large', source, { memoryMb: 256 })]);
    expect(answer(await pool.invoke('Large', { n: 3_145_777 }, { requestId: 'a' }))).toHaveLength(3_145_777);
    expect(await pool.invoke('Large', { n: 3_145_778 }, { requestId: 'b' })).toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
    });
  });

  it('answers an Event invocation at once, and tries three times', async () => {
    const lines: string[] = [];
    const source = "exports.handler = async (event) => { console.log('try'); throw new Error('no'); };";
    const pool = open([inlineFunction('Event', source)], {
      onLog: ({ line }) => lines.push(line),
      retryDelaysMs: [10, 20],
    });
    expect(await pool.invoke('Event', {}, { requestId: 'r', async: true })).toEqual({ kind: 'success', payload: '' });
    expect(lines).toEqual([]);
    await expect.poll(() => lines.length).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(lines).toEqual(['try', 'try', 'try']);
  });

  it('lets what runs end before it closes, and takes no more', async () => {
    const source = 'exports.handler = async () => { await new Promise((r) => setTimeout(r, 150)); return 1; };';
    const pool = createFunctionPool([inlineFunction('Runs', source)]);
    const running = pool.invoke('Runs', {}, { requestId: 'a' });
    const closing = pool.close();
    expect(await pool.invoke('Runs', {}, { requestId: 'b' })).toMatchObject({ kind: 'not-invocable' });
    expect(answer(await running)).toBe(1);
    await closing;
  });

  it('ends what still runs when the grace is over', async () => {
    const source = 'exports.handler = async () => { await new Promise((r) => setTimeout(r, 60000)); };';
    const pool = createFunctionPool([inlineFunction('Hangs', source, { timeoutMs: 60_000 })]);
    const running = pool.invoke('Hangs', {}, { requestId: 'a' });
    await pool.close(50);
    expect(await running).toMatchObject({ kind: 'function-error', errorType: 'Runtime.ExitError' });
  });
});
