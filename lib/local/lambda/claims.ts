const SLOTS = 64;
const STATES = 4;
const QUEUED = 1;
const STARTED = 2;
const RECALLED = 3;

/** How many invocations a worker may hold at once; far fewer than there are slots, so that those have one each. */
export const LONGEST_LINE = 16;

/**
 * Decides between two threads, for each invocation that was handed to a worker, whether the worker begins it or the pool
 * takes it back to give it to another: at most one of `start` and `recall` answers true. A slot names its ticket, so that
 * one that was taken back stays so when a later ticket has its slot.
 */
export interface Claims {
  readonly buffer: SharedArrayBuffer;
  readonly queue: (ticket: number) => void;
  readonly start: (ticket: number) => boolean;
  readonly recall: (ticket: number) => boolean;
  readonly isStarted: (ticket: number) => boolean;
}

/** Tickets count from 0; 30 bits of them fit beside the state, a billion invocations of one worker. */
export function createClaims(buffer = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT)): Claims {
  const slots = new Int32Array(buffer);
  const value = (ticket: number, state: number) => (ticket * STATES + state) | 0;
  const claim = (ticket: number, state: number) => {
    const queued = value(ticket, QUEUED);
    return Atomics.compareExchange(slots, ticket % SLOTS, queued, value(ticket, state)) === queued;
  };
  return {
    buffer,
    queue: (ticket) => void Atomics.store(slots, ticket % SLOTS, value(ticket, QUEUED)),
    start: (ticket) => claim(ticket, STARTED),
    recall: (ticket) => claim(ticket, RECALLED),
    isStarted: (ticket) => Atomics.load(slots, ticket % SLOTS) === value(ticket, STARTED),
  };
}
