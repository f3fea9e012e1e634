import { isProxyEvent } from '../handled-route.js';
import { awsLambda } from '../response-stream.js';
import { type Handler, streams, type WrappedHandler } from '../wrappable.js';
import { unkept } from './unkept.js';

/**
 * Stands around a handler behind an edge: of errors that CloudFront would keep for everybody, and that no setting of a
 * distribution can change, its answers say that they are not to be kept.
 *
 * @throws Error (when the function starts) for a handler that is none
 */
export function unkeptAnswers(statuses: readonly number[]): (handler: WrappedHandler) => Handler {
  const change = <A>(answer: A): A => unkept(answer, statuses);
  return (handler) => {
    const inner = handler as unknown as Handler;
    if (streams(handler)) {
      changeHeads(change);
      return inner;
    }
    return (event, ...rest) =>
      isProxyEvent(event) ? answered(inner, [event, ...rest], change) : inner(event, ...rest);
  };
}

type Change = <A>(answer: A) => A;

/** Of all streams: a head goes out by Lambda's global alone, and belongs to no event that one could know it by. */
function changeHeads(change: Change): void {
  const responses = awsLambda()?.HttpResponseStream;
  if (!responses) return;
  const { from } = responses;
  responses.from = (stream, head) => from.call(responses, stream, change(head));
}

/** By a promise or by a callback, as the handler does. To one that answers by its callback no promise may be made. */
function answered(inner: Handler, [event, ...rest]: readonly unknown[], change: Change): unknown {
  const changed = rest.map((each) =>
    typeof each === 'function' ? (error: unknown, answer?: unknown) => each(error, change(answer)) : each,
  );
  const answer = inner(event, ...changed);
  return isThenable(answer) ? answer.then(change) : change(answer);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
}
