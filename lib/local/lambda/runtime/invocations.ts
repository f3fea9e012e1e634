import type { ErrorDocument, InvocationMessage, WorkerSettings } from '../protocol.js';
import { invocationContext } from './invocation-context.js';
import type { Handler } from './load-handler.js';
import { errorDocument, runtimeError } from './runtime-error.js';

type Outcome =
  | { readonly kind: 'succeeded'; readonly payload: string }
  | { readonly kind: 'failed'; readonly document: ErrorDocument };

export interface Invocations {
  readonly run: (message: InvocationMessage) => void;
  /** Nothing is left to do on the event loop. */
  readonly loopEmpty: () => void;
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
  finish: (outcome: Outcome & { readonly ticket: number }) => void,
): Invocations {
  let whenLoopEmpty: (() => void) | undefined;

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

  return { run, loopEmpty: () => whenLoopEmpty?.() };
}

function succeeded(result: unknown): Outcome {
  try {
    return { kind: 'succeeded', payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return failed(runtimeError('Runtime.MarshalError', `Unable to stringify response body as json: ${cause}`));
  }
}

function failed(error: unknown): Outcome {
  return { kind: 'failed', document: errorDocument(error) };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
