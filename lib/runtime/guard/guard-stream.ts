import type { ProxyEvent } from '../event.js';
import { isProxyEvent } from '../handled-route.js';
import { awsLambda, type ResponseStream } from '../response-stream.js';
import type { ProxyResult } from '../result.js';
import type { WrappedHandler } from '../wrappable.js';

/** What becomes of an event before its handler. */
export type Outcome =
  | { readonly ok: true; readonly event: ProxyEvent }
  | { readonly ok: false; readonly refusal: ProxyResult };

/** Stands before a streaming handler, and streams as it does; a refusal is a stream of one part. */
export function guardStream<H extends WrappedHandler>(handler: H, decide: (event: ProxyEvent) => Outcome): H {
  const inner = handler as unknown as (event: unknown, stream: ResponseStream, context: unknown) => unknown;
  const guarded = async (event: unknown, stream: ResponseStream, context: unknown) => {
    if (!isProxyEvent(event)) return inner(event, stream, context);
    const outcome = decide(event);
    return outcome.ok ? inner(outcome.event, stream, context) : refuse(outcome.refusal, stream);
  };
  // What Lambda has marked the handler with.
  return Object.assign(guarded, handler) as unknown as H;
}

/** @throws Error without Lambda's global, as handlers that stream by other means may run: nothing is sent then */
function refuse({ body, isBase64Encoded: _, ...head }: ProxyResult, stream: ResponseStream): void {
  const to = awsLambda()?.HttpResponseStream.from(stream, head);
  if (!to) throw new Error('the refusal cannot be streamed');
  to.write(body);
  to.end();
}
