import type { InvocationMessage, WorkerSettings } from '../protocol.js';
import { invocationContext } from './invocation-context.js';
import type { Handler } from './load-handler.js';
import { failed, isThenable, type Outcome, succeeded } from './outcome.js';
import type { SendChunk } from './response-stream.js';
import { streamAnswer } from './stream-answer.js';
import { streamingOf } from './streaming-handler.js';

export interface Invocations {
  readonly run: (message: InvocationMessage) => void;
  /** Nothing is left to do on the event loop. */
  readonly loopEmpty: () => void;
}

export interface InvocationsOwner {
  readonly finish: (outcome: Outcome & { readonly ticket: number }) => void;
  /** Hands over a chunk of a streamed answer. */
  readonly sendChunk: (ticket: number, ...chunk: Parameters<SendChunk>) => void;
}

/**
 * Runs a handler, one invocation at a time, and says how each ended.
 * A callback's result is held until the event loop is empty, unless `callbackWaitsForEmptyEventLoop` is false.
 * A handler that leaves nothing to wait for without an answer answers null; the runtime of Node.js 24 exits instead,
 * with Node's own status 13 for an await that nothing can end.
 */
export function createInvocations(
  handler: Handler,
  settings: WorkerSettings,
  { finish, sendChunk }: InvocationsOwner,
): Invocations {
  const streaming = streamingOf(handler);
  let whenLoopEmpty: (() => void) | undefined;

  async function stream(by: NonNullable<typeof streaming>, message: InvocationMessage): Promise<void> {
    const { ticket, payload, streams } = message;
    const context = invocationContext(message, settings);
    const send: SendChunk = (bytes, taken) => sendChunk(ticket, bytes, taken);
    const outcome = await streamAnswer(by, { event: JSON.parse(payload), context, ...(streams && { send }) });
    finish({ ...outcome, ticket });
  }

  function run(message: InvocationMessage): void {
    let ended = false;
    const end = (outcome: Outcome) => {
      if (ended) return;
      ended = true;
      whenLoopEmpty = undefined;
      finish({ ...outcome, ticket: message.ticket });
    };
    const succeed = (result?: unknown) => end(succeeded(result));
    const fail = (error?: unknown) => end(failed(error ?? 'handled'));
    let called = false;
    const callback = (error?: unknown, result?: unknown) => {
      if (called || ended) return;
      called = true;
      if (error !== undefined && error !== null) return fail(error);
      const outcome = succeeded(result);
      if (context.callbackWaitsForEmptyEventLoop === false) end(outcome);
      else whenLoopEmpty = () => end(outcome);
    };
    const done = (error?: unknown, result?: unknown) =>
      error === undefined || error === null ? succeed(result) : fail(error);
    const context = invocationContext(message, settings, { succeed, fail, done });
    whenLoopEmpty = () => (settings.runtimeMajor < 24 ? succeed(null) : process.exit(13));
    try {
      const result = handler(JSON.parse(message.payload), context, callback);
      if (isThenable(result)) result.then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  }

  return { run: streaming ? (message) => void stream(streaming, message) : run, loopEmpty: () => whenLoopEmpty?.() };
}
