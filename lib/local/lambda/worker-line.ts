import { createClaims } from './claims.js';
import type { Invocation } from './invocation.js';
import type { InvocationMessage } from './protocol.js';

/** The invocations that one worker has been handed and has not ended, in their order. */
export interface WorkerLine {
  readonly claims: SharedArrayBuffer;
  readonly length: () => number;
  /** Puts invocations at the end, and answers what to tell the worker. */
  readonly add: (invocations: readonly Invocation[]) => readonly InvocationMessage[];
  /** False as well where the worker has ended it, and only the answer is not here yet: it has begun with the next. */
  readonly isHeadRunning: () => boolean;
  /** The first, which runs; undefined where it has another ticket. */
  readonly head: (ticket: number) => Invocation | undefined;
  /** Takes out the first, which has ended; undefined where it has another ticket. */
  readonly shift: (ticket: number) => Invocation | undefined;
  /** Takes out what the worker has not begun. */
  readonly recall: () => readonly Invocation[];
  /** Takes out the rest. */
  readonly clear: () => readonly Invocation[];
}

interface Assigned {
  readonly invocation: Invocation;
  readonly ticket: number;
}

export function createWorkerLine(): WorkerLine {
  const claims = createClaims();
  let line: Assigned[] = [];
  let tickets = 0;

  function enter(invocation: Invocation): InvocationMessage {
    const ticket = tickets++;
    claims.queue(ticket);
    line.push({ invocation, ticket });
    const { requestId, arn, traceId, payload, onChunk } = invocation;
    return { requestId, arn, traceId, payload, ticket, streams: onChunk !== undefined };
  }

  return {
    claims: claims.buffer,
    length: () => line.length,
    add: (invocations) => invocations.map(enter),
    isHeadRunning() {
      const [head, next] = line;
      return head !== undefined && !(next && claims.isStarted(next.ticket));
    },
    head: (ticket) => (line[0]?.ticket === ticket ? line[0].invocation : undefined),
    shift: (ticket) => (line[0]?.ticket === ticket ? line.shift()?.invocation : undefined),
    recall() {
      const back = line.filter(({ ticket }) => claims.recall(ticket));
      if (back.length > 0) line = line.filter((assigned) => !back.includes(assigned));
      return back.map(({ invocation }) => invocation);
    },
    clear() {
      const rest = line.map(({ invocation }) => invocation);
      line = [];
      return rest;
    },
  };
}
