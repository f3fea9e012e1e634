import { afterEach, describe, expect, it } from 'vitest';
import { inlineFunction } from './functions.js';
import { answer, call, cleanUp, open } from './pool-harness.js';

afterEach(cleanUp);

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
    [{ how: 'spin' }, 'Sandbox.Timedout', /^\d{4}-\d\d-\d\dT[\d:.]+Z req-9 Task timed out after 0\.70 seconds$/],
    [{ how: 'hang' }, 'Sandbox.Timedout', /req-9 Task timed out after 0\.70 seconds$/],
  ];
  it.each(deaths)(
    'becomes an error document after %j, and answers the next invocation',
    async (event, errorType, message) => {
      const pool = open([inlineFunction('Dies', source, { timeoutMs: 700, memoryMb: 32 })]);
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
