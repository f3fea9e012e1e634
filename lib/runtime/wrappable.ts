/** Any Lambda handler, of whatever arguments and answer. */
export type WrappedHandler = (event: never, ...rest: never[]) => unknown;
export type Handler = (event: unknown, ...rest: unknown[]) => unknown;

/** How Lambda tells a streaming handler from others. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/**
 * A handler that something can be wrapped around which waits for its answer.
 *
 * @throws Error for a handler that is none, or one that streams
 */
export function wrappable(handler: WrappedHandler): Handler {
  if (streams(handler))
    throw new Error('nothing can stand around a streaming handler: export it without awslambda.streamifyResponse');
  return handler as unknown as Handler;
}

/** @throws Error for a handler that is none */
export function streams(handler: WrappedHandler): boolean {
  if (typeof handler !== 'function') throw new Error('the handler to guard is no function');
  return STREAMING in handler;
}
