import { retryAfterMs } from './retry-after.js';

export interface RetryOptions {
  /** How often at most after the first attempt. @default 2 */
  readonly retries?: number;
  /** What the waits grow from, in ms: before retry n, at random between 0 and `baseDelayMs` × 2ⁿ. @default 200 */
  readonly baseDelayMs?: number;
  /** The longest wait in ms. What asks for a longer one with `Retry-After` is returned as it is. @default 20000 */
  readonly maxDelayMs?: number;
  /** How long one attempt may take, in ms, until its answer begins. @default no limit but the request's signal */
  readonly timeoutMs?: number;
  /** @default the global `fetch` */
  readonly fetch?: typeof fetch;
  /** 0 to 1. @default Math.random */
  readonly random?: () => number;
  /** @default Date.now */
  readonly now?: () => number;
  /** Waits, or rejects with the signal's reason. @default a timer */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Methods that say the same twice as once (RFC 9110, section 9.2.2). */
const IDEMPOTENT = /^(GET|HEAD|PUT|DELETE|OPTIONS)$/;
const PASSING = [429, 502, 503, 504];

/**
 * A `fetch` that tries again what is safe to try again: idempotent methods, and others that carry an
 * `Idempotency-Key`; after network errors, 429, 502, 503 and 504. Give it to `createClient` as its `fetch`.
 *
 * The waits have full jitter (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/);
 * `Retry-After` in seconds or as a date is the least that is waited.
 */
export function retrying(options: RetryOptions = {}): typeof fetch {
  const { retries = 2, maxDelayMs = 20_000, sleep = wait } = options;
  const send = options.fetch ?? fetch;
  return async (url, init = {}) => {
    const most = isRepeatable(init) ? retries : 0;
    for (let attempt = 0; ; attempt++) {
      const response = await send(url, timed(init, options.timeoutMs)).catch((error: unknown) => {
        if (attempt >= most || init.signal?.aborted) throw error;
        return undefined;
      });
      if (response && (attempt >= most || !PASSING.includes(response.status))) return response;
      const delayMs = delayOf(response, attempt, options);
      if (response && delayMs > maxDelayMs) return response;
      // Unread, it would hold its connection.
      await response?.body?.cancel();
      await sleep(Math.min(delayMs, maxDelayMs), init.signal ?? undefined);
    }
  };
}

function isRepeatable({ method = 'GET', headers, body }: RequestInit): boolean {
  const isStream = typeof ReadableStream !== 'undefined' && body instanceof ReadableStream;
  return !isStream && (IDEMPOTENT.test(method) || new Headers(headers).has('idempotency-key'));
}

function timed(init: RequestInit, timeoutMs: number | undefined): RequestInit {
  if (timeoutMs === undefined) return init;
  const signals = [AbortSignal.timeout(timeoutMs), ...(init.signal ? [init.signal] : [])];
  return { ...init, signal: AbortSignal.any(signals) };
}

function delayOf(response: Response | undefined, attempt: number, options: RetryOptions): number {
  const { random = Math.random, baseDelayMs = 200, maxDelayMs = 20_000, now = Date.now } = options;
  const asked = response ? retryAfterMs(response.headers.get('retry-after'), now()) : undefined;
  // All whom one answer told the same moment would come in it together.
  return asked === undefined
    ? random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt + 1))
    : asked + (asked < maxDelayMs ? Math.min(random() * baseDelayMs, maxDelayMs - asked) : 0);
}

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}
