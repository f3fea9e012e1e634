import { retrying } from 'gatewright/client';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../lib/client/retry-after.js';

type Step = number | Error | { readonly status: number; readonly retryAfter: string };
const NOW = Date.parse('2026-11-22T10:00:00Z');

/** Answers in the order of `steps`, the last for good; keeps how often it was asked and how long was waited. */
function stage(steps: readonly Step[], options: Parameters<typeof retrying>[0] = {}) {
  const waits: number[] = [];
  let calls = 0;
  const send = retrying({
    random: () => 0.5,
    now: () => NOW,
    sleep: async (ms) => void waits.push(ms),
    fetch: async () => {
      const step = steps[Math.min(calls++, steps.length - 1)] ?? 200;
      if (step instanceof Error) throw step;
      if (typeof step === 'number') return new Response('x', { status: step });
      return new Response('x', { status: step.status, headers: { 'retry-after': step.retryAfter } });
    },
    ...options,
  });
  return { send, waits, calls: () => calls };
}

const network = new TypeError('fetch failed');

describe('what is tried again', () => {
  it.each<[string, Step, RequestInit, number]>([
    ['a GET after 503', 503, {}, 3],
    ['a GET after 429', 429, { method: 'GET' }, 3],
    ['a HEAD after 502', 502, { method: 'HEAD' }, 3],
    ['a PUT after 504', 504, { method: 'PUT', body: 'x' }, 3],
    ['a DELETE after 503', 503, { method: 'DELETE' }, 3],
    ['an OPTIONS after 503', 503, { method: 'OPTIONS' }, 3],
    ['a POST with a key', 503, { method: 'POST', headers: { 'Idempotency-Key': 'k' } }, 3],
    ['no POST without', 503, { method: 'POST' }, 1],
    ['no PATCH', 503, { method: 'PATCH' }, 1],
    ['no body that is read once', 503, { method: 'PUT', body: new ReadableStream() }, 1],
    ['no 500', 500, {}, 1],
    ['no 501', 501, {}, 1],
    ['no 404', 404, {}, 1],
    ['no 200', 200, {}, 1],
  ])('is %s', async (_, step, init, times) => {
    const { send, calls } = stage([step]);
    expect((await send('https://api.example/', init)).status).toBe(step);
    expect(calls()).toBe(times);
  });

  it('is a network error, which is thrown where it stays', async () => {
    const { send, calls } = stage([network]);
    await expect(send('https://api.example/', {})).rejects.toBe(network);
    expect(calls()).toBe(3);
  });

  it('is no network error of a POST', async () => {
    const { send, calls } = stage([network]);
    await expect(send('https://api.example/', { method: 'POST' })).rejects.toBe(network);
    expect(calls()).toBe(1);
  });

  it('is nothing after an abort', async () => {
    const { send, calls } = stage([network]);
    await expect(send('https://api.example/', { signal: AbortSignal.abort() })).rejects.toBe(network);
    expect(calls()).toBe(1);
  });

  it('ends with the first answer that is none of these', async () => {
    const { send, calls } = stage([503, network, 201]);
    expect((await send('https://api.example/', {})).status).toBe(201);
    expect(calls()).toBe(3);
  });
});

describe('the wait before it', () => {
  it.each<[string, readonly Step[], readonly number[]]>([
    ['doubles, and is taken at random from below', [503], [200, 400, 800]],
    ['is at least the seconds that Retry-After says', [{ status: 429, retryAfter: '3' }], [3_100, 3_100, 3_100]],
    ['is until the date that it says', [{ status: 503, retryAfter: 'Sun, 22 Nov 2026 10:00:07 GMT' }, 200], [7_100]],
    ['is short where the date has passed', [{ status: 503, retryAfter: 'Sun, 22 Nov 2026 09:00:00 GMT' }, 200], [100]],
    ['grows as ever where it says nothing', [{ status: 503, retryAfter: 'soon' }, 200], [200]],
  ])('%s', async (_, steps, expected) => {
    const { send, waits } = stage(steps, { retries: 3 });
    await send('https://api.example/', {});
    expect(waits).toEqual(expected);
  });

  it('never grows past the longest', async () => {
    const { send, waits } = stage([503], { retries: 4, baseDelayMs: 1_000, maxDelayMs: 3_000, random: () => 1 });
    await send('https://api.example/', {});
    expect(waits).toEqual([2_000, 3_000, 3_000, 3_000]);
  });

  it('is none where Retry-After asks for longer than the longest', async () => {
    const { send, waits, calls } = stage([{ status: 429, retryAfter: '86400' }]);
    expect((await send('https://api.example/', {})).status).toBe(429);
    expect([waits, calls()]).toEqual([[], 1]);
  });

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    const send = retrying({
      random: () => 1,
      baseDelayMs: 60_000,
      fetch: async () => new Response(null, { status: 503 }),
    });
    const waiting = send('https://api.example/', { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 5);
    await expect(waiting).rejects.toThrow('enough');
  });
});

it('gives each attempt its time', async () => {
  let calls = 0;
  const send = retrying({
    timeoutMs: 5,
    sleep: async () => {},
    fetch: (_, init) => {
      calls += 1;
      return new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    },
  });
  await expect(send('https://api.example/', {})).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(calls).toBe(3);
});

it.each<[string | null, number | undefined]>([
  [null, undefined],
  ['0', 0],
  ['120', 120_000],
  ['Sun, 22 Nov 2026 10:01:00 GMT', 60_000],
  ['Sun Nov 22 10:01:00 2026 GMT', 60_000],
  ['Sun, 22 Nov 2020 10:01:00 GMT', 0],
  ['-5', undefined],
  ['1.5', undefined],
  ['2026', 2_026_000],
  ['Sunday, nonsense', undefined],
  ['2026-11-22T10:01:00Z', undefined],
  ['', undefined],
])('reads Retry-After: %s', (header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected);
});
