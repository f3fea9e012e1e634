/** Any Lambda handler, of whatever arguments and answer. */
export type WrappedHandler = (event: never, ...rest: never[]) => unknown;
export type Handler = (event: unknown, ...rest: unknown[]) => unknown;

/** How Lambda tells a streaming handler from others. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/**
 * A handler that something can be wrapped around.
 *
 * @throws Error for a handler that is none, or one that streams
 */
export function wrappable(handler: WrappedHandler): Handler {
  if (typeof handler !== 'function') throw new Error('the handler to guard is no function');
  if (STREAMING in handler)
    throw new Error('a streaming handler cannot be guarded: export it without awslambda.streamifyResponse');
  return handler as unknown as Handler;
}
