import { describe, expect, it } from 'vitest';
import { runOnThread } from '../../../lib/local/cloudfront/functions/thread/function-thread.js';
import { mailboxIn, mailboxMemory } from '../../../lib/local/cloudfront/functions/thread/mailbox.js';

const input = JSON.stringify({ event: { context: { eventType: 'viewer-request' } }, originIds: [], groupIds: [] });
const resultOf = (code: string, timeoutMs = 5_000) => {
  const output = runOnThread({ code: `function handler(event) { ${code} }`, input }, timeoutMs);
  return output === undefined ? undefined : JSON.parse(output).value;
};

describe('the thread of functions', () => {
  it('goes with what never ends on it, and the next function has another', () => {
    expect(resultOf('return 1;')).toBe(1);
    expect(resultOf('while (true);', 50)).toBeUndefined();
    expect(resultOf('return 2;')).toBe(2);
  });

  it('goes with what takes all of its memory, and the gateway does not', () => {
    const hoards = 'const all = []; while (true) all.push(new Array(100000).fill(event));';
    expect(resultOf(hoards, 1_000)).toBeUndefined();
    expect(resultOf('return 3;')).toBe(3);
  }, 20_000);

  it('keeps functions apart, more of them than it has realms for', () => {
    const mark = (index: number) => `globalThis.seen = (globalThis.seen || 0) + ${index}; return globalThis.seen;`;
    const first = Array.from({ length: 30 }, (_, index) => resultOf(mark(index + 1)));
    expect(first).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(resultOf(mark(1))).toBe(1);
    expect(resultOf(mark(30))).toBe(60);
  });

  it('answers nothing where the answer is longer than any answer of CloudFront', () => {
    expect(resultOf("return 'x'.repeat(2000000);")).toBeUndefined();
    expect(resultOf("return 'ü'.repeat(40000);")).toBe('ü'.repeat(40_000));
  });
});

describe('a mailbox', () => {
  it('answers nobody who has waited for too long', () => {
    expect(mailboxIn(mailboxMemory()).ask('question', 10)).toBeUndefined();
  });
});
