import { availableParallelism } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { createFunctionPool } from '../../../lib/local/lambda/function-pool.js';
import { functionModel, inlineFunction } from './functions.js';
import { answer, cleanUp, open } from './pool-harness.js';

afterEach(cleanUp);

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

  it('never mixes answers under a steady load in which some invocations are slow and some die', async () => {
    const source = `exports.handler = async ({ n }) => {
      if (n % 97 === 3) await new Promise((r) => setTimeout(r, 150));
      if (n % 397 === 4) process.exit(1);
      return n;
    };`;
    const pool = open([inlineFunction('Steady', source)]);
    let next = 0;
    const untilMs = Date.now() + 1_500;
    async function caller(): Promise<void> {
      while (Date.now() < untilMs) {
        const n = next++;
        const result = await pool.invoke('Steady', { n }, { requestId: `r${n}` });
        if (n % 397 === 4) expect(result).toMatchObject({ errorMessage: expect.stringContaining(`RequestId: r${n} `) });
        else expect(result).toEqual({ kind: 'success', payload: String(n) });
      }
    }
    await Promise.all(Array.from({ length: 60 }, caller));
    expect(next).toBeGreaterThan(200);
  });

  it('runs slow invocations side by side up to its limit', async () => {
    const source =
      'exports.handler = async () => { await new Promise((r) => setTimeout(r, 300)); return process.pid; };';
    const pool = open([inlineFunction('Slow', source)], { maxWorkersPerFunction: 4 });
    const startMs = Date.now();
    await Promise.all([1, 2, 3, 4].map((n) => pool.invoke('Slow', {}, { requestId: `r${n}` })));
    expect(Date.now() - startMs).toBeLessThan(1_100);
  });

  it('starts no threads for a quick function whose answers wait only because the gateway is busy', async () => {
    const source = "exports.handler = async () => require('node:worker_threads').threadId;";
    const pool = open([inlineFunction('Brief', source)]);
    const invoke = async (requestId: string) => answer(await pool.invoke('Brief', {}, { requestId }));
    for (let n = 0; n < 40; n += 1) await invoke(`warm-${n}`);
    const threads = new Set<unknown>();
    for (let round = 0; round < 25; round += 1) {
      const pending = Array.from({ length: 20 }, (_, n) => invoke(`r${round}-${n}`));
      await new Promise((resolve) => setImmediate(resolve));
      const untilMs = performance.now() + 25;
      while (performance.now() < untilMs);
      for (const thread of await Promise.all(pending)) threads.add(thread);
    }
    expect(threads.size).toBeLessThanOrEqual(availableParallelism() + 2);
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

  it.each([
    ['runs', 150],
    ['has only just been handed over', 0],
  ])('ends what still %s when the grace is over', async (_name, waitMs) => {
    const source = 'exports.handler = async () => { await new Promise((r) => setTimeout(r, 60000)); };';
    const pool = createFunctionPool([inlineFunction('Hangs', source, { timeoutMs: 60_000 })]);
    const running = ['a', 'b', 'c'].map((requestId) => pool.invoke('Hangs', {}, { requestId }));
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await pool.close(0);
    for (const result of await Promise.all(running)) {
      expect(result).toMatchObject({ kind: 'function-error', errorType: 'Runtime.ExitError' });
    }
  });
});
