import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InvokeFunction, InvokeResult } from '../../../lib/local/model/engine.js';
import { runSchedules } from '../../../lib/local/schedules/run-schedules.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function world(result: () => Promise<InvokeResult> = async () => ({ kind: 'success', payload: 'null' })) {
  const calls: unknown[] = [];
  const warnings: string[] = [];
  const invoke: InvokeFunction = async (arn, event, { requestId }) => {
    calls.push([arn, event, requestId]);
    return result();
  };
  return { calls, warnings, invoke, randomId: () => 'id-1', warn: (line: string) => warnings.push(line) };
}

const schedule = (everyMs: number, more: object = {}) => ({
  stackName: 'Shop',
  logicalId: 'Every',
  everyMs,
  functionArn: 'arn:keeper',
  ...more,
});

describe('a schedule', () => {
  it('calls its function after each period, until it is stopped', async () => {
    const { calls, ...rest } = world();
    const stop = runSchedules([schedule(60_000)], rest);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(120_001);
    expect(calls).toEqual(Array(3).fill(['arn:keeper', {}, 'id-1']));
    stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(calls).toHaveLength(3);
  });

  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['plain', 'plain'],
  ])('hands %s on', async (input, event) => {
    const { calls, ...rest } = world();
    const stop = runSchedules([schedule(1_000, { input })], rest);
    await vi.advanceTimersByTimeAsync(1_000);
    stop();
    expect(calls).toEqual([['arn:keeper', event, 'id-1']]);
  });

  it('of a month does not run all the time, as a longer timer of Node would', async () => {
    const { calls, ...rest } = world();
    const stop = runSchedules([schedule(40 * 86_400_000)], rest);
    await vi.advanceTimersByTimeAsync(60_000);
    stop();
    expect(calls).toEqual([]);
  });

  it.each<[string, () => Promise<InvokeResult>]>([
    [
      'fails',
      async () => ({ kind: 'function-error', payload: '{}', errorType: 'Error', errorMessage: 'secret words' }),
    ],
    ['is not there', async () => ({ kind: 'not-invocable', reason: 'no such function' })],
    ['breaks the invocation', () => Promise.reject(new Error('secret words'))],
  ])('goes on, with a warning, where its function %s', async (_name, result) => {
    const { calls, warnings, ...rest } = world(result);
    const stop = runSchedules([schedule(1_000)], rest);
    await vi.advanceTimersByTimeAsync(2_000);
    stop();
    expect(calls).toHaveLength(2);
    expect(warnings).toEqual(Array(2).fill('the schedule Every called its function, which failed'));
  });
});
