const SLOTS = 64;
const QUEUED = 0;
const STARTED = 1;
const RECALLED = 2;

/** How many invocations a worker may hold at once; far fewer than there are slots, so that none is used twice. */
export const LONGEST_LINE = 16;

/**
 * Decides between two threads, for each invocation that was handed to a worker, whether the worker begins it or the pool
 * takes it back to give it to another: exactly one of `start` and `recall` answers true.
 */
export interface Claims {
  readonly buffer: SharedArrayBuffer;
  readonly queue: (ticket: number) => void;
  readonly start: (ticket: number) => boolean;
  readonly recall: (ticket: number) => boolean;
}

export function createClaims(buffer = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT)): Claims {
  const slots = new Int32Array(buffer);
  const claim = (ticket: number, as: number) => Atomics.compareExchange(slots, ticket % SLOTS, QUEUED, as) === QUEUED;
  return {
    buffer,
    queue: (ticket) => void Atomics.store(slots, ticket % SLOTS, QUEUED),
    start: (ticket) => claim(ticket, STARTED),
    recall: (ticket) => claim(ticket, RECALLED),
  };
}
