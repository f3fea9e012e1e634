import { describe, expect, it } from 'vitest';
import { runOnThread } from '../../../lib/local/cloudfront/functions/thread/function-thread.js';

const input = JSON.stringify({ event: { context: { eventType: 'viewer-request' } }, originIds: [], groupIds: [] });
const resultOf = async (code: string, timeoutMs = 5_000) => {
  const output = await runOnThread({ code: `function handler(event) { ${code} }`, input }, timeoutMs);
  return output === undefined ? undefined : JSON.parse(output).value;
};
const counting = 'globalThis.count = (globalThis.count || 0) + 1; return globalThis.count;';

describe('the thread of functions', () => {
  it('goes with what never ends on it, and the next function has another', async () => {
    expect(await resultOf('return 1;')).toBe(1);
    expect(await resultOf('while (true);', 50)).toBeUndefined();
    expect(await resultOf('return 2;')).toBe(2);
  });

  it('goes with what takes all of its memory, and the gateway does not', async () => {
    const hoards = 'const all = []; while (true) all.push(new Array(100000).fill(event));';
    expect(await resultOf(hoards, 20_000)).toBeUndefined();
    expect(await resultOf('return 3;')).toBe(3);
  });

  it.each([
    ['never ends', 'while (true);'],
    ['takes all memory', 'const all = []; while (true) all.push(new Array(100000).fill(event));'],
  ])('answers what was asked before and after a function that %s, each once', async (_name, trouble) => {
    await resultOf('return 0;');
    const asked = ['return 1;', 'return 2;', trouble, 'return 3;', trouble, 'return 4;'];
    const answers = await Promise.all(asked.map((code) => resultOf(code, code === trouble ? 400 : 5_000)));
    expect(answers).toEqual([1, 2, undefined, 3, undefined, 4]);
  });

  it('gives each of many that wait its own answer', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => resultOf(`return ${index % 7};`)));
    expect(answers).toEqual(Array.from({ length: 200 }, (_, index) => index % 7));
  });

  it('is not late where the gateway was held up, and not the function', async () => {
    await resultOf(counting);
    const pending = [resultOf(counting, 100), resultOf(counting, 100)];
    await new Promise((resolve) => setImmediate(resolve));
    const untilMs = performance.now() + 400;
    while (performance.now() < untilMs);
    expect(await Promise.all(pending)).toEqual([2, 3]);
  });

  it('goes on after a function that leaves a promise rejected', async () => {
    expect(await resultOf("Promise.reject(new Error('nobody looks')); return 'first';")).toBe('first');
    const isKept = `/* kept */ ${counting}`;
    expect(await resultOf(isKept)).toBe(1);
    expect(await resultOf("Promise.reject(new Error('nobody looks')); return 'second';")).toBe('second');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await resultOf(isKept)).toBe(2);
  });

  it('keeps functions apart, more of them than it has realms for', async () => {
    const mark = (index: number) => `globalThis.seen = (globalThis.seen || 0) + ${index}; return globalThis.seen;`;
    const first = await Promise.all(Array.from({ length: 30 }, (_, index) => resultOf(mark(index + 1))));
    expect(first).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(await resultOf(mark(1))).toBe(1);
    expect(await resultOf(mark(30))).toBe(60);
  });

  it('answers nothing where the answer is longer than any answer of CloudFront', async () => {
    expect(await resultOf("return 'x'.repeat(2000000);")).toBeUndefined();
    expect(await resultOf("return 'ü'.repeat(40000);")).toBe('ü'.repeat(40_000));
  });
});
